/* SPDX-License-Identifier: MIT */
#include "formats/record.h"

#include "formats/date.h"
#include "tests/unit/formats/cases.h"

static bool read_case(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct record record;
	char day[DAY_SIZE];

	if (!record_parse(&record, arena, text, len, path, findings))
		return false;
	buf_print(out, "%s in '%s' of %.7s, at %.7s on %s\n", record.person, record.root,
	        record.genesis, record.tip, day_print(day, record.at));
	for (size_t i = 0; i < record.claim_count; i++) {
		const struct record_claim *claim = &record.claim[i];
		buf_print(out, "%u %s %.7s %s %u\n", claim->line, record_kind_name[claim->kind],
		        claim->commit, claim->path ? claim->path : "-", claim->row);
	}
	for (size_t i = 0; i < record.object_count; i++) {
		const struct record_object *object = &record.object[i];
		buf_print(out, "%u %s %.7s %zu:", object->line, record_type_name[object->type],
		        object->id, object->len);
		for (size_t j = 0; j < object->len && j < 70; j++)
			buf_print(out, " %02x", object->data[j]);
		buf_putc(out, '\n');
	}
	return true;
}

static const struct case_format format = {"record", "", ".record", read_case};

static void records_are_read(void **state)
{
	(void)state;
	case_folder(&format, true);
}

static void what_is_wrong_is_found_where_it_stands(void **state)
{
	(void)state;
	case_folder(&format, false);
}

/* An object of each size up to three lines of base64, and a path of every byte. */
static void make(struct record *record, struct arena *arena, size_t len)
{
	static const char id[] = "0123456789abcdef0123456789abcdef01234567";
	char path[256];
	size_t at = 0;

	for (unsigned c = 1; c < 256; c++)
		if (c != '/')
			path[at++] = (char)c;
	path[at] = '\0';
	unsigned char *data = arena_alloc(arena, len + 1);
	for (size_t i = 0; i < len; i++)
		data[i] = (unsigned char)(i * 37 + len);
	record->claim = arena_array(arena, 1, sizeof *record->claim);
	record->claim[0] = (struct record_claim){
	        RECORD_SAID, id, arena_string(arena, path, at), (uint32_t)len + 1, 0};
	record->claim_count = 1;
	record->object = arena_array(arena, 1, sizeof *record->object);
	record->object[0] = (struct record_object){RECORD_BLOB, id, data, len, 0};
	record->object_count = 1;
	record->person = "ada";
	record->root = len % 2 ? "" : "a b/c";
	record->genesis = record->tip = id;
	record->at = (int32_t)len;
}

static void what_is_written_reads_back_the_same(void **state)
{
	(void)state;
	for (size_t len = 0; len < 180; len++) {
		struct arena arena = ARENA_INIT;
		struct findings findings = FINDINGS_INIT(&arena);
		struct buf text = BUF_INIT, again = BUF_INIT;
		struct record record = {0}, read;

		make(&record, &arena, len);
		record_write(&text, &record);
		if (!record_parse(&read, &arena, text.data, text.len, "x", &findings))
			fail_msg("%zu: %s", len, findings.item[0].message);
		assert_string_equal(read.claim[0].path, record.claim[0].path);
		assert_string_equal(read.root, record.root);
		assert_int_equal(read.object[0].len, len);
		assert_memory_equal(read.object[0].data, record.object[0].data, len);
		record_write(&again, &read);
		assert_string_equal(again.data, text.data);
		buf_release(&text);
		buf_release(&again);
		arena_release(&arena);
	}
}

static void a_record_cut_anywhere_is_none(void **state)
{
	struct arena arena = ARENA_INIT;
	struct record record = {0}, read;
	struct buf text = BUF_INIT;

	(void)state;
	make(&record, &arena, 130);
	record_write(&text, &record);
	/* without the last line's end it is whole */
	for (size_t len = 0; len < text.len - 1; len++) {
		struct findings findings = FINDINGS_INIT(&arena);
		char *cut = malloc(len ? len : 1);
		memcpy(cut, text.data, len);
		assert_false(record_parse(&read, &arena, cut, len, "x", &findings));
		assert_true(findings.count > 0);
		free(cut);
	}
	buf_release(&text);
	arena_release(&arena);
}

static void what_is_promised_has_to_be_there(void **state)
{
	static const char text[] = "moot record 1\nperson a\nroot .\n"
	                           "genesis 0123456789012345678901234567890123456789\n"
	                           "tip 0123456789012345678901234567890123456789\nat 2026-01-01\n"
	                           "object blob 0123456789012345678901234567890123456789 60000000\n"
	                           "end\n";
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct record read;

	(void)state;
	assert_false(record_parse(&read, &arena, text, sizeof text - 1, "x", &findings));
	assert_true(arena.total < 1000000);
	arena_release(&arena);
}

static void one_larger_than_the_limit_is_not_read(void **state)
{
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);
	struct record read;

	(void)state;
	assert_false(record_parse(&read, &arena, "", (size_t)RECORD_MAX + 1, "x", &findings));
	assert_string_equal(findings.item[0].code, "E903");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(records_are_read),
	        cmocka_unit_test(what_is_wrong_is_found_where_it_stands),
	        cmocka_unit_test(what_is_written_reads_back_the_same),
	        cmocka_unit_test(a_record_cut_anywhere_is_none),
	        cmocka_unit_test(what_is_promised_has_to_be_there),
	        cmocka_unit_test(one_larger_than_the_limit_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
