/* SPDX-License-Identifier: MIT */
/* Any bytes as the message of a commit, by both rules, and each value as people. */
#include "formats/trailer.h"
#include "tests/fuzz/fuzz.h"

static void read_as(const uint8_t *data, size_t size, enum trailer_mode mode)
{
	struct arena arena = ARENA_INIT;
	struct trailers trailers = TRAILERS_INIT;

	trailers_parse(&trailers, &arena, mode, (const char *)data, size);
	for (size_t i = 0; i < trailers.count; i++) {
		struct trailer_people people = {NULL, 0, 0};
		trailer_people_parse(
		        &people, &arena, trailers.trailer[i].value, trailers.trailer[i].value_len);
		for (size_t j = 0; j < people.count; j++) {
			const struct trailer_person *one = &people.person[j];
			if (!one->name_len && !one->mail_len && !one->handle_len)
				abort();
		}
	}
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_as(data, size, TRAILER_GIT);
	read_as(data, size, TRAILER_ANY_LINE);
	return 0;
}
