/* SPDX-License-Identifier: MIT */
/* keyed_case: what the tests of keyed have in common. */
#ifndef TESTS_KEYED_CASE_H
#define TESTS_KEYED_CASE_H

#include "formats/keyed.h"
#include "tests/unit/formats/cases.h"

static struct arena arena = ARENA_INIT;

static inline const struct ini_file *parse(const char *text, size_t len)
{
	struct ini_file *file = arena_alloc(&arena, sizeof *file);
	struct findings findings = FINDINGS_INIT(&arena);
	const char *copy = arena_string(&arena, text, len);

	ini_parse(file, &arena, copy, len, "x.ini", &findings);
	return file;
}

static inline struct keyed keyed_of(const struct ini_file *file)
{
	struct keyed keyed;

	keyed_read(&keyed, &arena, file);
	return keyed;
}

static inline struct keyed_diff diff_of(const struct ini_file *before, const struct ini_file *after)
{
	struct keyed a = keyed_of(before), b = keyed_of(after);
	struct keyed_diff diff;

	keyed_compare(&diff, &arena, &a, &b);
	return diff;
}

static inline struct buf text_of(const struct ini_file *file)
{
	struct buf text = BUF_INIT;

	buf_add(&text, file->text, file->len);
	return text;
}

/* The difference of two files makes the one read back as the other. */
static inline void check_apply(const struct ini_file *a, const struct ini_file *b)
{
	struct error err = ERROR_INIT;
	struct keyed_diff diff = diff_of(a, b);
	struct keyed want = keyed_of(b);
	struct buf text = text_of(a);

	if (keyed_apply(&text, "x.ini", &diff, &err))
		fail_msg("%s\n%s\n-- to --\n%s", err.text, a->text, b->text);
	const struct ini_file *result = parse(text.data, text.len);
	struct keyed got = keyed_of(result);
	assert_false(result->broken);
	if (!keyed_equal(&got, &want))
		fail_msg("%s\n-- to --\n%s\n-- got --\n%s", a->text, b->text, text.data);
	if (!diff.count)
		assert_string_equal(text.data, a->text);
	buf_release(&text);
}

struct merged {
	struct buf text;
	bool clean;
	const char **conflict;
	size_t count;
};

static inline struct merged merge(
        const struct ini_file *base, const struct ini_file *ours, const struct ini_file *theirs)
{
	struct error err = ERROR_INIT;
	struct merged merged = {.text = BUF_INIT};

	if (keyed_merge(&merged.text, &arena, "x.ini", base, ours, theirs, &merged.clean,
	            &merged.conflict, &merged.count, &err))
		fail_msg("%s\n%s\n-- ours --\n%s\n-- theirs --\n%s", err.text, base->text,
		        ours->text, theirs->text);
	assert_int_equal(merged.clean, merged.count == 0);
	return merged;
}

static inline int release(void **state)
{
	(void)state;
	arena_release(&arena);
	arena = (struct arena)ARENA_INIT;
	return 0;
}

#endif
