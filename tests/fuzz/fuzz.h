/* SPDX-License-Identifier: MIT */
/* What a fuzzer of a format is: any bytes are read, and what is found wrong lies in the file. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "formats/finding.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check_findings(const struct findings *findings, const uint8_t *data, size_t size)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	for (size_t i = 0; i < findings->count; i++)
		if (findings->item[i].line > lines || !finding_meaning(findings->item[i].code))
			abort();
}

#define FUZZ(type, parse, path)                                                                    \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                               \
	{                                                                                          \
		struct arena arena = ARENA_INIT;                                                   \
		struct findings findings = FINDINGS_INIT(&arena);                                  \
		type read;                                                                         \
                                                                                                   \
		parse(&read, &arena, (const char *)data, size, path, &findings);                   \
		check_findings(&findings, data, size);                                             \
		arena_release(&arena);                                                             \
		return 0;                                                                          \
	}

#endif
