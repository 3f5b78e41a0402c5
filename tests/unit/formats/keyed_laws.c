/* SPDX-License-Identifier: MIT */
/* Laws of keyed, over random files and over the format cases. */
#include "formats/text.h"
#include "tests/unit/formats/keyed_case.h"

enum { ROUNDS = 4000, FILES_MAX = 200 };

static uint64_t seed;

static uint64_t next_random(void)
{
	seed += 0x9E3779B97F4A7C15u; /* splitmix64 */
	uint64_t z = seed;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static size_t below(size_t count)
{
	return (size_t)(next_random() % count);
}

/* ---- random files ---- */

static const char *pick(const char *const *from, size_t count)
{
	return from[below(count)];
}

#define PICK(array) pick((array), sizeof(array) / sizeof *(array))

static void add_noise(struct buf *out, const char *newline)
{
	static const char *const noise[] = {
	        "", "", "; a comment", "# another", "   ; an indented one"};

	if (!below(3))
		buf_print(out, "%s%s", PICK(noise), newline);
}

static void add_random_key(struct buf *out, const char *newline)
{
	static const char *const key[] = {"until", "load", "tools", "by", "from", "from"};
	static const char *const value[] = {"a", "b", "2026-11-01", "", "x ; y", "two words"};
	const char *name = PICK(key);

	buf_print(out, "%s%s= %s%s", name, below(2) ? " " : "",
	        !strcmp(name, "from") && below(4) ? "2026-11-01" : PICK(value), newline);
	while (!below(5))
		buf_print(out, "\t%s%s", below(2) ? "more" : "c ; note", newline);
	add_noise(out, newline);
}

/* Few words, so that sections and keys meet each other; twins and continuations among them. */
static const struct ini_file *random_file(void)
{
	static const char *const header[] = {"[role]", "[how]", "[holder ada]", "[holder ben]",
	        "[holder ada 2026-11-01]", "[pay]", "[pay] ; c"};
	const char *newline = below(4) ? "\n" : "\r\n";
	struct buf out = BUF_INIT;
	size_t sections = below(5);

	add_noise(&out, newline);
	for (size_t i = 0; i < sections; i++) {
		buf_print(&out, "%s%s", PICK(header), newline);
		add_noise(&out, newline);
		size_t keys = below(5);
		for (size_t k = 0; k < keys; k++)
			add_random_key(&out, newline);
	}
	if (out.len && !below(4))
		out.len -= strlen(newline);
	const struct ini_file *file = parse(out.data, out.len);
	assert_false(file->broken);
	buf_release(&out);
	return file;
}

/* A file that differs from another in a few lines. */
static const struct ini_file *random_change(const struct ini_file *from)
{
	for (;;) {
		struct buf text = text_of(from), line = BUF_INIT;
		size_t edits = below(3) + 1;
		while (edits--) {
			size_t at = below(text.len + 1);
			while (at > 0 && text.data[at - 1] != '\n')
				at--;
			const char *end = strchr(text.data + at, '\n');
			size_t cut = end ? (size_t)(end - text.data) + 1 - at : text.len - at;
			buf_clear(&line);
			if (below(4) == 0)
				buf_puts(&line, "[pay]\n");
			else if (below(3))
				add_random_key(&line, "\n");
			buf_splice(&text, at, below(2) ? cut : 0, line.data, line.len);
		}
		const struct ini_file *file = parse(text.data, text.len);
		buf_release(&text);
		buf_release(&line);
		if (!file->broken)
			return file;
	}
}

/* ---- the laws ---- */

/* One line of a text, its end included. */
static struct slice take_line(struct slice *rest)
{
	const char *newline = memchr(rest->data, '\n', rest->len);
	size_t len = newline ? (size_t)(newline - rest->data) + 1 : rest->len;
	struct slice line = {rest->data, len};

	rest->data += len;
	rest->len -= len;
	return line;
}

/* The comments of a text that stand alone on their lines. */
static void own_comments(struct buf *out, const char *text, size_t len)
{
	struct slice rest = {text, len};

	while (rest.len) {
		struct slice line = slice_trim(take_line(&rest));
		if (line.len && strchr(";#", line.data[0])) {
			buf_add(out, line.data, line.len);
			buf_putc(out, '\n');
		}
	}
}

static void applying_a_difference_reads_back_as_the_other_file(void **state)
{
	(void)state;
	seed = 1;
	for (int i = 0; i < ROUNDS; i++) {
		const struct ini_file *a = random_file();
		check_apply(a, random_file());
		check_apply(a, random_change(a));
		arena_release(&arena);
		arena = (struct arena)ARENA_INIT;
	}
}

/* Are the lines of one text all in the other, in this order? */
static bool holds_lines(const char *text, const char *lines)
{
	struct slice all = slice_of(text), wanted = slice_of(lines);

	while (wanted.len) {
		struct slice line = take_line(&wanted);
		do {
			if (!all.len)
				return false;
		} while (!slice_equal(take_line(&all), line));
	}
	return true;
}

static void comments_of_their_own_survive_in_their_order(void **state)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	(void)state;
	seed = 2;
	for (int i = 0; i < ROUNDS; i++) {
		struct error err = ERROR_INIT;
		const struct ini_file *a = random_file();
		struct keyed_diff diff = diff_of(a, random_file());
		struct buf text = text_of(a);
		assert_int_equal(keyed_apply(&text, "x.ini", &diff, &err), 0);
		buf_clear(&before);
		buf_clear(&after);
		own_comments(&before, a->text, a->len);
		own_comments(&after, text.data, text.len);
		if (!holds_lines(after.data, before.data))
			fail_msg("%s\n-- became --\n%s", a->text, text.data);
		buf_release(&text);
		arena_release(&arena);
		arena = (struct arena)ARENA_INIT;
	}
	buf_release(&before);
	buf_release(&after);
}

static bool touched(const struct keyed_diff *diff, const struct keyed_entry *entry)
{
	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_entry *of =
		        diff->change[i].after ? diff->change[i].after : diff->change[i].before;
		if (!strcmp(of->section, entry->section) && !strcmp(of->key, entry->key))
			return true;
	}
	return false;
}

static bool has_section(const struct keyed_diff *diff, const struct keyed_entry *entry)
{
	for (size_t i = 0; i < diff->count; i++) {
		const struct keyed_entry *of =
		        diff->change[i].after ? diff->change[i].after : diff->change[i].before;
		if (!strcmp(of->section, entry->section))
			return true;
	}
	return false;
}

/* On a file they were not computed from the changes change what they name and nothing else. */
static void on_a_third_file_only_what_is_meant_changes(void **state)
{
	int applied = 0;

	(void)state;
	seed = 3;
	for (int i = 0; i < ROUNDS; i++) {
		struct error err = ERROR_INIT;
		const struct ini_file *a = random_file(), *c = random_change(a);
		struct keyed_diff diff = diff_of(a, random_change(a));
		struct keyed before = keyed_of(c), after;
		struct buf text = text_of(c);
		if (!keyed_apply(&text, "x.ini", &diff, &err)) {
			applied++;
			after = keyed_of(parse(text.data, text.len));
			for (size_t k = 0; k < diff.count; k++) {
				const struct keyed_entry *want = diff.change[k].after;
				if (!want || !*want->key)
					continue;
				assert_true(keyed_values_equal(
				        want, keyed_find(&after, want->section, want->key)));
			}
			for (size_t k = 0; k < before.count; k++) {
				const struct keyed_entry *kept = &before.entry[k];
				if (touched(&diff, kept) ||
				        (!*kept->key && has_section(&diff, kept)))
					continue;
				assert_true(keyed_values_equal(
				        kept, keyed_find(&after, kept->section, kept->key)));
			}
		} else {
			assert_string_equal(text.data, c->text); /* untouched */
		}
		buf_release(&text);
		arena_release(&arena);
		arena = (struct arena)ARENA_INIT;
	}
	assert_in_range(applied, ROUNDS / 2, ROUNDS);
}

static bool merge_is_clean(
        const struct ini_file *base, const struct ini_file *ours, const struct ini_file *theirs)
{
	struct merged merged = merge(base, ours, theirs);

	buf_release(&merged.text);
	return merged.clean;
}

static bool changed_otherwise(const struct keyed *base, const struct keyed *ours,
        const struct keyed *theirs, const struct keyed_entry *entry)
{
	const struct keyed_entry *b = keyed_find(base, entry->section, entry->key);
	const struct keyed_entry *o = keyed_find(ours, entry->section, entry->key);
	const struct keyed_entry *t = keyed_find(theirs, entry->section, entry->key);

	return !keyed_values_equal(b, o) && !keyed_values_equal(b, t) && !keyed_values_equal(o, t);
}

/* Rule V7: each key has the value of the side that changed it. */
static void check_sides(const struct keyed *base, const struct keyed *ours,
        const struct keyed *theirs, const struct keyed *got)
{
	const struct keyed *all[] = {base, ours, theirs};

	for (size_t f = 0; f < 3; f++)
		for (size_t i = 0; i < all[f]->count; i++) {
			const struct keyed_entry *entry = &all[f]->entry[i];
			const struct keyed_entry *b = keyed_find(base, entry->section, entry->key);
			const struct keyed_entry *o = keyed_find(ours, entry->section, entry->key);
			const struct keyed_entry *t =
			        keyed_find(theirs, entry->section, entry->key);
			const struct keyed_entry *want = keyed_values_equal(b, o) ? t : o;
			assert_false(changed_otherwise(base, ours, theirs, entry));
			if (*entry->key)
				assert_true(keyed_values_equal(
				        want, keyed_find(got, entry->section, entry->key)));
		}
}

/* What conflicts can be taken from any side together. */
static void check_takeable(const struct merged *merged, const struct ini_file *side)
{
	struct keyed_diff diff = diff_of(parse(merged->text.data, merged->text.len), side);
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;
	size_t kept = 0;

	for (size_t i = 0; i < diff.count; i++) {
		const struct keyed_entry *of =
		        diff.change[i].after ? diff.change[i].after : diff.change[i].before;
		const char *name =
		        *of->key ? arena_print(&arena, "%s %s", of->section, of->key) : of->section;
		for (size_t c = 0; c < merged->count; c++)
			if (!strcmp(merged->conflict[c], name)) {
				diff.change[kept++] = diff.change[i];
				break;
			}
	}
	diff.count = kept;
	buf_add(&text, merged->text.data, merged->text.len);
	if (keyed_apply(&text, "x.ini", &diff, &err))
		fail_msg("%s\n%s\n-- taking from --\n%s", err.text, merged->text.data, side->text);
	buf_release(&text);
}

static void check_merge(const struct ini_file *base, const struct ini_file *ours,
        const struct ini_file *theirs, int *clean, int *conflicts)
{
	struct merged one = merge(base, ours, theirs), two = merge(base, theirs, ours);
	struct keyed b = keyed_of(base), o = keyed_of(ours), t = keyed_of(theirs);
	struct keyed got = keyed_of(parse(one.text.data, one.text.len));
	struct keyed other = keyed_of(parse(two.text.data, two.text.len));

	assert_int_equal(one.clean, two.clean);
	check_takeable(&one, base);
	check_takeable(&one, theirs);
	if (one.clean) {
		if (!keyed_equal(&got, &other))
			fail_msg("%s\n-- ours --\n%s\n-- theirs --\n%s\n-- one --\n%s\n-- two "
			         "--\n%s",
			        base->text, ours->text, theirs->text, one.text.data, two.text.data);
		check_sides(&b, &o, &t, &got);
		++*clean;
	} else {
		bool any = false;
		for (size_t i = 0; i < o.count; i++)
			any |= changed_otherwise(&b, &o, &t, &o.entry[i]);
		for (size_t i = 0; i < b.count; i++)
			any |= changed_otherwise(&b, &o, &t, &b.entry[i]);
		*conflicts += any;
	}
	buf_release(&one.text);
	buf_release(&two.text);
}

static void merging_is_clean_unless_both_changed_one_key_and_has_no_order(void **state)
{
	int clean = 0, conflicts = 0;

	(void)state;
	seed = 4;
	for (int i = 0; i < ROUNDS; i++) {
		const struct ini_file *base = random_file();
		check_merge(base, random_change(base), random_change(base), &clean, &conflicts);
		check_merge(base, base, random_change(base), &clean, &conflicts);
		const struct ini_file *same = random_change(base);
		assert_true(merge_is_clean(base, same, same));
		arena_release(&arena);
		arena = (struct arena)ARENA_INIT;
	}
	assert_in_range(clean, ROUNDS, 2 * ROUNDS);
	assert_in_range(conflicts, ROUNDS / 50, ROUNDS);
}

struct readable {
	const struct ini_file *file[FILES_MAX];
	size_t count;
};

static void add_readable(const char *path, void *context)
{
	struct readable *readable = context;
	struct buf text = BUF_INIT;

	assert_true(file_read(&text, path));
	assert_true(readable->count < FILES_MAX);
	const struct ini_file *file = parse(text.data, text.len);
	readable->file[readable->count] = file;
	readable->count += !file->broken;
	buf_release(&text);
}

/* Every pair of the files that the formats have as cases. */
static void the_cases_of_the_formats_turn_into_each_other(void **state)
{
	static const char *const folder[] = {"tests/formats/person/valid",
	        "tests/formats/role/valid", "tests/formats/charter/valid",
	        "tests/formats/role/invalid", "tests/formats/person/invalid",
	        "tests/formats/charter/invalid"};
	struct readable all = {.count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof folder / sizeof *folder; i++)
		folder_each(folder[i], ".ini", 1, add_readable, &all);
	assert_in_range(all.count, 20, FILES_MAX);
	for (size_t a = 0; a < all.count; a++)
		for (size_t b = 0; b < all.count; b++)
			check_apply(all.file[a], all.file[b]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, release)
	        TEST(applying_a_difference_reads_back_as_the_other_file),
	        TEST(comments_of_their_own_survive_in_their_order),
	        TEST(on_a_third_file_only_what_is_meant_changes),
	        TEST(merging_is_clean_unless_both_changed_one_key_and_has_no_order),
	        TEST(the_cases_of_the_formats_turn_into_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
