/* SPDX-License-Identifier: MIT */
/* Keys, changes and merges by example, to the byte. */
#include "tests/unit/formats/keyed_case.h"

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

static void check_all_conflict(const char *base, const char *ours, const char *theirs)
{
	struct merged merged = merge(parse(base, strlen(base)), parse(ours, strlen(ours)),
	        parse(theirs, strlen(theirs)));

	assert_false(merged.clean);
	assert_int_equal(merged.count, 3);
	assert_string_equal(merged.conflict[0], "holder ada 2026-11-01 from");
	assert_string_equal(merged.conflict[1], "holder ada 2026-11-01 load");
	assert_string_equal(merged.conflict[2], "holder ada 2026-11-01 until");
	assert_string_equal(merged.text.data, ours);
	buf_release(&merged.text);
}

/* One side takes a section out to which the other added a key: what is left would be no term. */
static void a_section_taken_out_here_and_grown_there_conflicts_whole(void **state)
{
	static const char base[] = "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\n";
	static const char grown[] =
	        "[holder ada]\nfrom = 2026-11-01\nuntil = 2027-01-31\nload = 2d/week\n";

	(void)state;
	check_all_conflict(base, grown, "");
	check_all_conflict(base, "", grown);
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

static void a_flood_of_twins_merges_in_one_pass(void **state)
{
	struct buf text[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
	const struct ini_file *file[3];

	(void)state;
	for (int f = 0; f < 3; f++) {
		for (int i = 0; i < 40000 + f; i++)
			buf_print(&text[f], "[pay]\namount = %d\n", f);
		file[f] = parse(text[f].data, text[f].len);
		assert_false(file[f]->broken);
	}
	struct merged merged = merge(file[0], file[1], file[2]);
	assert_false(merged.clean);
	assert_int_equal(merged.count, 40002);
	assert_string_equal(merged.text.data, text[1].data);
	buf_release(&merged.text);
	for (int f = 0; f < 3; f++)
		buf_release(&text[f]);
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
	        TEST(a_section_taken_out_here_and_grown_there_conflicts_whole),
	        TEST(a_file_added_by_both_merges_without_a_base),
	        TEST(a_hundred_thousand_changes_are_one_pass),
	        TEST(a_flood_of_twins_merges_in_one_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
