/* SPDX-License-Identifier: MIT */
/* Any bytes as a record: what has its form is written as it was read, and read for what it says. */
#include "core/record/reading.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_form(const struct record *record, struct arena *arena)
{
	struct findings findings = FINDINGS_INIT(arena);
	struct buf text = BUF_INIT, again = BUF_INIT;
	struct record read;

	record_write(&text, record);
	if (text.len <= RECORD_MAX) {
		if (!record_parse(&read, arena, text.data, text.len, "x", &findings))
			abort();
		record_write(&again, &read);
		if (again.len != text.len || memcmp(again.data, text.data, text.len) != 0)
			abort();
	}
	buf_release(&text);
	buf_release(&again);
}

static void check_reading(const struct record *record, struct arena *arena)
{
	struct findings findings = FINDINGS_INIT(arena);
	struct error err = ERROR_INIT;
	struct reading reading;

	if (record_read(&reading, arena, record, "x", &findings, &err))
		return;
	for (size_t i = 0; i < findings.count; i++)
		if (!finding_meaning(findings.item[i].code))
			abort();
	if (!findings.count && (!reading.person || !reading.charter))
		abort();
	for (size_t i = 0; i < reading.count; i++)
		if (reading.statement[i].fine && !reading.statement[i].who)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct record record;

	bool fine = record_parse(&record, &arena, (const char *)data, size, "x", &findings);
	check_findings(&findings, data, size);
	if (fine) {
		check_form(&record, &arena);
		check_reading(&record, &arena);
	}
	arena_release(&arena);
	return 0;
}
