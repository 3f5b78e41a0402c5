/* SPDX-License-Identifier: MIT */
#include "cmd/options.h"

#include "formats/date.h"
#include "formats/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MAX = 16, TODAY = 20000 };

struct targets {
	bool dry_run, no_pager, quiet;
	const char *option;
	struct option_list change;
	uint32_t top;
	int32_t until;
	unsigned kind;
};

static const char *const kinds[] = {"role", "team", "community", NULL};

static const struct command_option table[] = {
        OPTION_FLAG(struct targets, dry_run, 'n', "dry-run", "show"),
        OPTION_FLAG(struct targets, quiet, 'q', NULL, "say less"),
        OPTION_FLAG(struct targets, no_pager, 0, "no-pager", "do not page"),
        OPTION_STRING(struct targets, option, 'o', "option", "OPTION", "which"),
        OPTION_LIST(struct targets, change, 0, "set", "KEY=VALUE", "set"),
        OPTION_LIST(struct targets, change, 0, "unset", "KEY", "unset"),
        OPTION_COUNT(struct targets, top, 0, "top", "N", 1, 100, "how many"),
        OPTION_DAY(struct targets, until, 0, "until", "DATE", "until when"),
        OPTION_CHOICE_BARE(struct targets, kind, 0, "kind", kinds, "team", "which kind"),
        OPTION_FLAG(struct targets, quiet, 0, "secret", NULL),
        OPTION_END,
};

static struct arena arena = ARENA_INIT;
static struct targets got;
static char *word[WORDS_MAX];
static int words;

/* Reads a line of words, split at blanks; the operands are left in word[]. */
static int read_line(const char *line, bool leading, struct error *err)
{
	struct option_set sets[] = {{table, &got}, {NULL, NULL}};
	char *copy = arena_string(&arena, line, strlen(line));
	int count = 0;

	for (char *at = strtok(copy, " "); at; at = strtok(NULL, " "))
		word[count++] = at;
	memset(&got, 0, sizeof got);
	options_init(&sets[0]);
	return options_parse(sets, 2, count, word, leading, TODAY, &words, &arena, err);
}

static void reads(const char *line)
{
	struct error err = ERROR_INIT;

	if (read_line(line, false, &err))
		fail_msg("%s: %s", line, err.text);
}

static void refuses(const char *line, const char *text, const char *hint)
{
	struct error err = ERROR_INIT;

	assert_int_equal(read_line(line, false, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, text);
	assert_string_equal(err.hint, hint);
}

static void options_stand_anywhere_among_the_operands(void **state)
{
	(void)state;
	reads("a -n b --option=x c");
	assert_true(got.dry_run);
	assert_string_equal(got.option, "x");
	assert_int_equal(words, 3);
	assert_string_equal(word[0], "a");
	assert_string_equal(word[2], "c");
}

static void nothing_given_is_zero_and_no_day(void **state)
{
	(void)state;
	reads("a");
	assert_false(got.dry_run);
	assert_null(got.option);
	assert_int_equal(got.change.count, 0);
	assert_int_equal(got.until, DAY_NONE);
	assert_int_equal(got.kind, 0);
}

static void two_dashes_end_the_options_and_one_is_an_operand(void **state)
{
	(void)state;
	reads("- -n -- -q --dry-run");
	assert_true(got.dry_run);
	assert_false(got.quiet);
	assert_int_equal(words, 3);
	assert_string_equal(word[0], "-");
	assert_string_equal(word[1], "-q");
}

static void leading_options_end_at_the_first_operand(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(read_line("-n status -q", true, &err), 0);
	assert_true(got.dry_run);
	assert_false(got.quiet);
	assert_int_equal(words, 2);
	assert_string_equal(word[0], "status");
	assert_string_equal(word[1], "-q");
}

static void letters_join_and_the_last_may_have_its_value(void **state)
{
	(void)state;
	reads("-nqox");
	assert_true(got.dry_run && got.quiet);
	assert_string_equal(got.option, "x");
	reads("-nqo x");
	assert_string_equal(got.option, "x");
	assert_int_equal(words, 0);
	refuses("-nx", "unknown option '-x'", "long options begin with two dashes");
	refuses("-x", "unknown option '-x'", "");
}

static void a_value_may_begin_with_a_dash(void **state)
{
	(void)state;
	reads("--option -n");
	assert_string_equal(got.option, "-n");
	assert_false(got.dry_run);
}

static void an_empty_value_is_a_value(void **state)
{
	(void)state;
	reads("--option=");
	assert_string_equal(got.option, "");
}

static void a_long_name_may_be_cut_while_it_is_unique(void **state)
{
	(void)state;
	reads("--dry --opt=x --unti=2026-01-31");
	assert_true(got.dry_run);
	assert_string_equal(got.option, "x");
	/* --unset and --until */
	refuses("--un=x", "option '--un' is short for several: --unset, --until", "");
	/* not the hidden one, and set as a whole beats longer names */
	reads("--s=a=b");
	assert_string_equal(got.change.item[0].option->name, "set");
}

static void a_hidden_option_is_known_by_its_whole_name(void **state)
{
	(void)state;
	reads("--secret");
	assert_true(got.quiet);
	refuses("--secre", "unknown option '--secre'", "");
}

static void no_takes_a_flag_back(void **state)
{
	(void)state;
	reads("--dry-run --no-dry-run");
	assert_false(got.dry_run);
	reads("--no-pager");
	assert_true(got.no_pager);
	refuses("--no-option", "unknown option '--no-option'", "did you mean '--option'?");
	refuses("--no-dry-run=x", "option '--no-dry-run' takes no value", "");
	refuses("--no-no-pager", "unknown option '--no-no-pager'", "did you mean '--no-pager'?");
}

static void lists_that_share_a_field_keep_the_order_typed(void **state)
{
	(void)state;
	reads("--set a=1 --unset b --set c=2");
	assert_int_equal(got.change.count, 3);
	assert_string_equal(got.change.item[0].option->name, "set");
	assert_string_equal(got.change.item[1].option->name, "unset");
	assert_string_equal(got.change.item[1].value, "b");
	assert_string_equal(got.change.item[2].value, "c=2");
}

static void a_count_is_a_number_in_its_range(void **state)
{
	static const char *const wrong[] = {"0", "101", "-1", "+1", "1x", "x", "4294967297",
	        "99999999999999999999999999", "0x10"};
	(void)state;
	reads("--top 100");
	assert_int_equal(got.top, 100);
	reads("--top=007");
	assert_int_equal(got.top, 7);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		refuses(arena_print(&arena, "--top %s", wrong[i]),
		        arena_print(&arena, "option '--top' wants a number from 1 to 100, not '%s'",
		                wrong[i]),
		        "");
	refuses("--top=", "option '--top' wants a number from 1 to 100, not ''", "");
}

static void a_day_is_a_date_or_a_word(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	reads("--until 1970-01-02");
	assert_int_equal(got.until, 1);
	reads("--until yesterday");
	assert_int_equal(got.until, TODAY - 1);
	reads("--until=+30d");
	assert_int_equal(got.until, TODAY + 30);
	assert_int_equal(read_line("--until 2026-02-30", false, &err), -1);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "--until"));
}

static void a_choice_is_one_of_its_words(void **state)
{
	(void)state;
	reads("--kind=community");
	assert_int_equal(got.kind, 3);
	refuses("--kind=commnity", "option '--kind' wants role|team|community, not 'commnity'",
	        "did you mean 'community'?");
}

static void a_choice_may_do_without_a_value(void **state)
{
	(void)state;
	reads("--kind role");
	assert_int_equal(got.kind, 2);
	assert_int_equal(words, 1);
}

static void a_missing_value_says_what_is_wanted(void **state)
{
	(void)state;
	refuses("--set", "option '--set' needs a value: KEY=VALUE", "");
	refuses("-o", "option '-o' needs a value: OPTION", "");
}

static void an_unknown_option_suggests_the_nearest(void **state)
{
	(void)state;
	refuses("--optoin=x", "unknown option '--optoin'", "did you mean '--option'?");
	refuses("--zebra", "unknown option '--zebra'", "");
	refuses("--=x", "unknown option '--'", "");
}

static int give_back(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(options_stand_anywhere_among_the_operands),
	        cmocka_unit_test(nothing_given_is_zero_and_no_day),
	        cmocka_unit_test(two_dashes_end_the_options_and_one_is_an_operand),
	        cmocka_unit_test(leading_options_end_at_the_first_operand),
	        cmocka_unit_test(letters_join_and_the_last_may_have_its_value),
	        cmocka_unit_test(a_value_may_begin_with_a_dash),
	        cmocka_unit_test(an_empty_value_is_a_value),
	        cmocka_unit_test(a_long_name_may_be_cut_while_it_is_unique),
	        cmocka_unit_test(a_hidden_option_is_known_by_its_whole_name),
	        cmocka_unit_test(no_takes_a_flag_back),
	        cmocka_unit_test(lists_that_share_a_field_keep_the_order_typed),
	        cmocka_unit_test(a_count_is_a_number_in_its_range),
	        cmocka_unit_test(a_day_is_a_date_or_a_word),
	        cmocka_unit_test(a_choice_is_one_of_its_words),
	        cmocka_unit_test(a_choice_may_do_without_a_value),
	        cmocka_unit_test(a_missing_value_says_what_is_wanted),
	        cmocka_unit_test(an_unknown_option_suggests_the_nearest),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, give_back);
}
