/* SPDX-License-Identifier: MIT */
/* Laws of keyed, over random files and over the format cases; then examples to the byte. */
#include "formats/keyed.h"

#include "formats/text.h"

#include "tests/unit/formats/cases.h"

enum { ROUNDS = 4000, FILES_MAX = 200 };

static struct arena arena = ARENA_INIT;
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

static const struct ini_file *parse(const char *text, size_t len)
{
	struct ini_file *file = arena_alloc(&arena, sizeof *file);
	struct findings findings = FINDINGS_INIT(&arena);
	const char *copy = arena_string(&arena, text, len);

	ini_parse(file, &arena, copy, len, "x.ini", &findings);
	return file;
}

static struct keyed keyed_of(const struct ini_file *file)
{
	struct keyed keyed;

	keyed_read(&keyed, &arena, file);
	return keyed;
}

static struct keyed_diff diff_of(const struct ini_file *before, const struct ini_file *after)
{
	struct keyed a = keyed_of(before), b = keyed_of(after);
	struct keyed_diff diff;

	keyed_compare(&diff, &arena, &a, &b);
	return diff;
}

static struct buf text_of(const struct ini_file *file)
{
	struct buf text = BUF_INIT;

	buf_add(&text, file->text, file->len);
	return text;
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

static void check_apply(const struct ini_file *a, const struct ini_file *b)
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

struct merged {
	struct buf text;
	bool clean;
	const char **conflict;
	size_t count;
};

static struct merged merge(
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

static void check_merge(const struct ini_file *base, const struct ini_file *ours,
        const struct ini_file *theirs, int *clean, int *conflicts)
{
	struct merged one = merge(base, ours, theirs), two = merge(base, theirs, ours);
	struct keyed b = keyed_of(base), o = keyed_of(ours), t = keyed_of(theirs);
	struct keyed got = keyed_of(parse(one.text.data, one.text.len));
	struct keyed other = keyed_of(parse(two.text.data, two.text.len));

	assert_int_equal(one.clean, two.clean);
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

/* Every pair of the files that the formats have as cases. */
static void the_cases_of_the_formats_turn_into_each_other(void **state)
{
	static const char *const folder[] = {"person/valid", "role/valid", "charter/valid",
	        "role/invalid", "person/invalid", "charter/invalid"};
	const struct ini_file *file[FILES_MAX];
	struct buf path = BUF_INIT, text = BUF_INIT;
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof folder / sizeof *folder; i++) {
		buf_clear(&path);
		buf_print(&path, "tests/formats/%s", folder[i]);
		DIR *dir = opendir(path.data);
		assert_non_null(dir);
		for (struct dirent *entry; (entry = readdir(dir));) {
			size_t len = strlen(entry->d_name);
			if (len < 5 || strcmp(entry->d_name + len - 4, ".ini") != 0)
				continue;
			buf_clear(&path);
			buf_clear(&text);
			buf_print(&path, "tests/formats/%s/%s", folder[i], entry->d_name);
			assert_true(case_file(&text, path.data));
			assert_true(count < FILES_MAX);
			file[count] = parse(text.data, text.len);
			count += !file[count]->broken;
		}
		closedir(dir);
	}
	assert_in_range(count, 20, FILES_MAX);
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++)
			check_apply(file[a], file[b]);
	buf_release(&path);
	buf_release(&text);
}

/* ---- to the byte ---- */

static void check_bytes(const char *base, const char *after, const char *third, const char *want)
{
	struct error err = ERROR_INIT;
	struct keyed_diff diff = diff_of(parse(base, strlen(base)), parse(after, strlen(after)));
	struct buf text = BUF_INIT;

	buf_puts(&text, third);
	if (keyed_apply(&text, "roles/x.ini", &diff, &err))
		fail_msg("%s", err.text);
	assert_string_equal(text.data, want);
	buf_release(&text);
}

static const char role[] = "; the lead\n"
                           "[role]\n"
                           "title=Lead   ; short\n"
                           "\n"
                           "[holder ada]\n"
                           "from  =  2026-11-01\n"
                           "; until the spring\n"
                           "until = 2027-01-31 ; agreed\n"
                           "\n"
                           "[how]\n"
                           "tools = git,\n"
                           "   make ; for now\n"
                           "tools = phone\n";

static void only_the_value_is_written_over(void **state)
{
	(void)state;
	check_bytes("[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n",
	        "[holder ada]\nfrom = 2026-11-01\nuntil = 2026-12-31\n", role,
	        "; the lead\n"
	        "[role]\n"
	        "title=Lead   ; short\n"
	        "\n"
	        "[holder ada]\n"
	        "from  =  2026-11-01\n"
	        "; until the spring\n"
	        "until = 2026-12-31 ; agreed\n"
	        "\n"
	        "[how]\n"
	        "tools = git,\n"
	        "   make ; for now\n"
	        "tools = phone\n");
}

static void another_first_day_stays_in_its_place(void **state)
{
	(void)state;
	check_bytes("[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n",
	        "[holder ada]\nfrom = 2026-12-01\nuntil = 2027-01-31\nload = 2d/week\n", role,
	        "; the lead\n"
	        "[role]\n"
	        "title=Lead   ; short\n"
	        "\n"
	        "[holder ada]\n"
	        "from  =  2026-12-01\n"
	        "; until the spring\n"
	        "until = 2027-01-31 ; agreed\n"
	        "load = 2d/week\n"
	        "\n"
	        "[how]\n"
	        "tools = git,\n"
	        "   make ; for now\n"
	        "tools = phone\n");
}

static void a_renewal_is_a_section_at_the_end(void **state)
{
	(void)state;
	check_bytes("[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n",
	        "[holder ada]\nfrom = 2027-02-01\nuntil = 2027-04-30\nby = 7k3f9q2m8x\n"
	        "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n[pay]\n",
	        "[holder ada]\r\nfrom = 2026-11-01\r\nuntil = 2027-01-31",
	        "[holder ada]\r\nfrom = 2026-11-01\r\nuntil = 2027-01-31\r\n"
	        "\r\n[holder ada]\r\nfrom = 2027-02-01\r\nuntil = 2027-04-30\r\n"
	        "by = 7k3f9q2m8x\r\n\r\n[pay]\r\n");
}

static void a_section_without_keys_goes(void **state)
{
	(void)state;
	check_bytes("[role]\ntitle = a\n[how]\ntools = git,\n make\ntools = phone\n",
	        "[role]\ntitle = a\n", role,
	        "; the lead\n"
	        "[role]\n"
	        "title=Lead   ; short\n"
	        "\n"
	        "[holder ada]\n"
	        "from  =  2026-11-01\n"
	        "; until the spring\n"
	        "until = 2027-01-31 ; agreed\n");
}

static void of_a_list_only_what_differs_is_written(void **state)
{
	(void)state;
	check_bytes("[person]\nemail = a@x\nemail = b@x\nemail = d@x\n",
	        "[person]\nemail = a@x\nemail = c@x\nemail = c2@x\nemail = d@x\n",
	        "[person]\nemail=a@x\nname = Ada\nemail = b@x ; old\nemail=d@x\nkey = k\n",
	        "[person]\nemail=a@x\nname = Ada\nemail = c@x ; old\nemail = c2@x\nemail=d@x\n"
	        "key = k\n");
	check_bytes("[person]\nemail = a@x\nemail = b@x\n", "[person]\nemail = b@x\n",
	        "[person]\nemail = a@x ; gone\nemail=b@x\n", "[person]\nemail=b@x\n");
	check_bytes("[person]\nemail = b@x\n", "[person]\nemail = a@x\nemail = b@x\n",
	        "[person]\n  email=b@x\n", "[person]\n  email=a@x\nemail = b@x\n");
}

static void what_is_gone_already_or_there_already_changes_nothing(void **state)
{
	(void)state;
	check_bytes("[how]\ntools = git\nrule = x\n", "[how]\nrule = x\nfirst = 1\n",
	        "[how]\nfirst=1\n", "[how]\nfirst=1\n");
	check_bytes("[how]\ntools = git\n", "", "[role]\n", "[role]\n");
}

static void a_change_that_leaves_a_section_without_its_day_is_refused(void **state)
{
	static const char base[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n";
	static const char third[] =
	        "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\nload = 2d/week\n";
	struct error err = ERROR_INIT;
	struct keyed_diff diff = diff_of(parse(base, sizeof base - 1), parse("", 0));
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, third);
	assert_int_equal(keyed_apply(&text, "roles/x.ini", &diff, &err), -1);
	assert_string_equal(err.text, "the changes of 'roles/x.ini' cannot be written so that "
	                              "they read back the same");
	assert_string_equal(text.data, third);
	buf_release(&text);
}

static void a_broken_text_is_left_alone(void **state)
{
	struct error err = ERROR_INIT;
	struct keyed_diff diff = diff_of(parse("", 0), parse("[how]\na = b\n", 12));
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, "[how]\nno key\n");
	assert_int_equal(keyed_apply(&text, "roles/x.ini", &diff, &err), -1);
	assert_non_null(strstr(err.text, "'roles/x.ini' is broken: line 2"));
	assert_string_equal(text.data, "[how]\nno key\n");
	buf_release(&text);
}

static void conflicts_are_named_and_ours_is_kept(void **state)
{
	static const char base[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n";
	static const char ours[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2026-12-31\n";
	static const char theirs[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-03-31\n"
	                             "[how]\ntools = git\n";

	(void)state;
	struct merged merged = merge(parse(base, sizeof base - 1), parse(ours, sizeof ours - 1),
	        parse(theirs, sizeof theirs - 1));
	assert_false(merged.clean);
	assert_int_equal(merged.count, 1);
	assert_string_equal(merged.conflict[0], "holder ada 2026-11-01 until");
	assert_string_equal(merged.text.data, "[holder ada]\nfrom = 2026-11-01\n"
	                                      "until = 2026-12-31\n\n[how]\ntools = git\n");
	buf_release(&merged.text);
}

/* One side takes a section out to which the other added a key: what is left would be no term. */
static void a_section_taken_out_here_and_grown_there_conflicts(void **state)
{
	static const char base[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n";
	static const char grown[] =
	        "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\nload = 2d/week\n";

	(void)state;
	struct merged merged =
	        merge(parse(base, sizeof base - 1), parse(grown, sizeof grown - 1), parse("", 0));
	assert_false(merged.clean);
	assert_int_equal(merged.count, 2);
	assert_string_equal(merged.conflict[0], "holder ada 2026-11-01 from");
	assert_string_equal(merged.conflict[1], "holder ada 2026-11-01 until");
	assert_string_equal(merged.text.data, grown);
	buf_release(&merged.text);
	merged = merge(parse(base, sizeof base - 1), parse("", 0), parse(grown, sizeof grown - 1));
	assert_false(merged.clean);
	assert_int_equal(merged.count, 1);
	assert_string_equal(merged.conflict[0], "holder ada 2026-11-01 load");
	assert_string_equal(merged.text.data, "");
	buf_release(&merged.text);
}

static void a_file_added_by_both_merges_without_a_base(void **state)
{
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;
	const char **conflict;
	size_t count;
	bool clean;

	(void)state;
	assert_int_equal(keyed_merge(&out, &arena, "x.ini", NULL, parse("[how]\na = 1\n", 12),
	                         parse("[how]\nb = 2\n", 12), &clean, &conflict, &count, &err),
	        0);
	assert_true(clean);
	assert_string_equal(out.data, "[how]\na = 1\nb = 2\n");
	buf_release(&out);
}

static void sections_are_known_by_word_name_and_day(void **state)
{
	static const char text[] = "[pay]\namount = 1\n[pay]\namount = 2\n[holder ada]\nload = 1\n"
	                           "[holder ada]\nfrom = 2026-11-01\n[how]\n[how]\nb = 1\na = 2\n"
	                           "b = 3\n";
	static const char *const want[] = {"holder ada:load=1",
	        "holder ada 2026-11-01:from=2026-11-01", "how:", "how #2:a=2", "how #2:b=1=3",
	        "pay:amount=1", "pay #2:amount=2"};
	struct keyed keyed = keyed_of(parse(text, sizeof text - 1));
	struct buf got = BUF_INIT;

	(void)state;
	assert_int_equal(keyed.count, sizeof want / sizeof *want);
	for (size_t i = 0; i < keyed.count; i++) {
		const struct keyed_entry *entry = &keyed.entry[i];
		buf_clear(&got);
		buf_print(&got, "%s:%s", entry->section, entry->key);
		for (size_t v = 0; v < entry->value_count; v++)
			buf_print(&got, "=%s", entry->value[v]);
		assert_string_equal(got.data, want[i]);
		assert_ptr_equal(keyed_find(&keyed, entry->section, entry->key), entry);
	}
	assert_null(keyed_find(&keyed, "holder", "load"));
	assert_int_equal(keyed_find(&keyed, "how #2", "b")->line, 11);
	buf_release(&got);
}

static void what_looks_like_another_section_is_quoted(void **state)
{
	static const char text[] = "[pay 2026-11-01]\n[pay]\nfrom = 2026-11-01\n"
	                           "[holder ada 2026-11-01]\n[holder ada]\nfrom = 2026-11-01\n"
	                           "[pay]\nfrom = soon\n[pay soon]\n[pay]\nfrom = a\" #2\n";
	struct keyed keyed = keyed_of(parse(text, sizeof text - 1));

	(void)state;
	assert_int_equal(keyed.count, 7);
	assert_non_null(keyed_find(&keyed, "pay \"2026-11-01\"", ""));
	assert_non_null(keyed_find(&keyed, "pay 2026-11-01", "from"));
	assert_non_null(keyed_find(&keyed, "holder \"ada 2026-11-01\"", ""));
	assert_non_null(keyed_find(&keyed, "holder ada 2026-11-01", "from"));
	assert_non_null(keyed_find(&keyed, "pay from=\"soon\"", "from"));
	assert_non_null(keyed_find(&keyed, "pay soon", ""));
	assert_non_null(keyed_find(&keyed, "pay from=\"a\"\" #2\"", "from"));
}

static void comments_blanks_and_order_are_nothing(void **state)
{
	static const char a[] = "; x\n[how]\ntools=git ; y\nrule = z\n\n[role]\ntitle = t\n";
	static const char b[] = "[role]\r\ntitle = t\r\n[how]\r\nrule = z\r\ntools = git\r\n";
	static const char c[] = "[role]\ntitle = t\n[how]\nrule = z\ntools = gits\n";
	struct keyed one = keyed_of(parse(a, sizeof a - 1));
	struct keyed two = keyed_of(parse(b, sizeof b - 1));
	struct keyed three = keyed_of(parse(c, sizeof c - 1));

	(void)state;
	assert_true(keyed_equal(&one, &two));
	assert_false(keyed_equal(&one, &three));
}

/* What a stranger may send costs what its size says. */
static void a_hundred_thousand_changes_are_one_pass(void **state)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	(void)state;
	for (int i = 0; i < 40000; i++) {
		buf_print(&before, "%s", i ? "" : "[how]\n");
		buf_print(&before, "k%05d = a\n", i);
		buf_print(&after, "%s", i ? "" : "[how]\n");
		buf_print(&after, "k%05d = b\n", i);
	}
	for (int i = 0; i < 20000; i++) {
		buf_print(&before, "[x y%d]\nemail = a\n", i);
		buf_print(&after, "[y x%d]\nemail = a\n", i);
	}
	check_apply(parse(before.data, before.len), parse(after.data, after.len));
	buf_release(&before);
	buf_release(&after);
}

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	arena = (struct arena)ARENA_INIT;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, release)
	        TEST(sections_are_known_by_word_name_and_day),
	        TEST(what_looks_like_another_section_is_quoted),
	        TEST(comments_blanks_and_order_are_nothing),
	        TEST(only_the_value_is_written_over),
	        TEST(another_first_day_stays_in_its_place),
	        TEST(a_renewal_is_a_section_at_the_end),
	        TEST(a_section_without_keys_goes),
	        TEST(of_a_list_only_what_differs_is_written),
	        TEST(what_is_gone_already_or_there_already_changes_nothing),
	        TEST(a_change_that_leaves_a_section_without_its_day_is_refused),
	        TEST(a_broken_text_is_left_alone),
	        TEST(conflicts_are_named_and_ours_is_kept),
	        TEST(a_section_taken_out_here_and_grown_there_conflicts),
	        TEST(a_file_added_by_both_merges_without_a_base),
	        TEST(applying_a_difference_reads_back_as_the_other_file),
	        TEST(comments_of_their_own_survive_in_their_order),
	        TEST(on_a_third_file_only_what_is_meant_changes),
	        TEST(merging_is_clean_unless_both_changed_one_key_and_has_no_order),
	        TEST(the_cases_of_the_formats_turn_into_each_other),
	        TEST(a_hundred_thousand_changes_are_one_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
