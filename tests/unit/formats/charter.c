/* SPDX-License-Identifier: MIT */
#include "formats/charter.h"

#include "formats/thanks.h"
#include "formats/trailer.h"
#include "tests/unit/formats/cases.h"

static struct arena arena = ARENA_INIT;
static struct findings findings;

static int set_up(void **state)
{
	(void)state;
	findings = (struct findings)FINDINGS_INIT(&arena);
	return 0;
}

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	arena = (struct arena)ARENA_INIT;
	return 0;
}

static struct charter parse(const char *text)
{
	struct charter charter;

	charter_parse(&charter, &arena, text, strlen(text), "moot.ini", &findings);
	return charter;
}

static void check_policy(const struct charter *charter, const char *name, enum method method,
        const char *quorum, const char *open, const char *review, bool early, uint32_t strength)
{
	const struct policy *policy = charter_policy(charter, name);

	assert_non_null(policy);
	assert_string_equal(policy->name, name);
	assert_int_equal(policy->method, method);
	assert_string_equal(
	        policy->quorum.numerator ? fraction_print(&arena, policy->quorum) : "", quorum);
	assert_string_equal(arena_print(&arena, "%s..%s", span_print(&arena, policy->open_min),
	                            span_print(&arena, policy->open_max)),
	        open);
	assert_string_equal(
	        span_is_zero(policy->review) ? "" : span_print(&arena, policy->review), review);
	assert_int_equal(policy->early, early);
	assert_int_equal(policy->decide.days, 14);
	assert_int_equal(policy->strength, strength);
	assert_int_equal(policy->line, 0);
	assert_int_equal(policy->sponsors, 0);
	assert_false(policy->seal || policy->ties_lot || policy->unranked_said);
}

static void the_shipped_rules_are_these(void **state)
{
	static const char *const use[CHANGE_KINDS] = {"light", "light", "light", "standard",
	        "standard", "significant", "standard", "standard", "significant", "significant",
	        "significant", "standard", "light", "significant"};
	struct charter charter;

	(void)state;
	assert_true(charter_default(&charter, &arena, 1));
	check_policy(&charter, "light", METHOD_CONSENT, "1/3", "1d..7d", "", true, 2);
	check_policy(&charter, "standard", METHOD_CONSENT, "1/2", "3d..14d", "1y", true, 3);
	check_policy(&charter, "significant", METHOD_CONSENT, "2/3", "7d..21d", "1y", true, 4);
	check_policy(&charter, "entrenched", METHOD_VOTE, "2/3", "14d..28d", "", false, 5);
	check_policy(&charter, "emergency", METHOD_CONSENT, "1/2", "1d..3d", "", true, 0);
	check_policy(&charter, "advice", METHOD_ADVICE, "", "3d..14d", "", false, 0);
	check_policy(&charter, "election", METHOD_ELECTION, "1/2", "5d..14d", "", true, 0);
	check_policy(&charter, "lazy", METHOD_LAZY, "", "3d..7d", "", false, 1);
	check_policy(&charter, "appeal", METHOD_VOTE, "2/3", "7d..21d", "", false, 0);
	assert_int_equal(charter.policy_count, 9);
	assert_string_equal(
	        fraction_print(&arena, charter_policy(&charter, "entrenched")->yes), "2/3");
	assert_string_equal(fraction_print(&arena, charter_policy(&charter, "appeal")->yes), "2/3");
	for (size_t i = 0; i < CHANGE_KINDS; i++) {
		assert_string_equal(charter.use[i], use[i]);
		assert_int_equal(charter.use_line[i], 0);
	}
	assert_int_equal(charter.max_term.months, 12);
	assert_int_equal(charter.max_consecutive, 3);
	assert_true(span_is_zero(charter.cooling));
	assert_int_equal(charter.max_roles, 0);
	assert_int_equal(charter.max_load_tenths, 0);
	assert_int_equal(charter.affiliation.denominator, 0);
	assert_int_equal(charter.half_life, 180);
	assert_int_equal(charter.units_of, 512);
	assert_int_equal(charter.pair_cap, 32768);
	assert_int_equal(charter.steps, 3);
	assert_false(charter.identity_signed || charter.trailers_any_line || charter.zone ||
	             charter.relay_days || charter.robot_count || charter.seed_count ||
	             charter.thanks_count);
	assert_false(charter_default(&charter, &arena, 0));
	assert_false(charter_default(&charter, &arena, 2));
	assert_null(charter_shipped(2));
}

/* One number, said in two places. */
static void shipped_units_are_those_of_the_trailers(void **state)
{
	struct charter charter;

	(void)state;
	assert_true(charter_default(&charter, &arena, 1));
	for (size_t i = 0; i < trailer_kind_count; i++)
		assert_int_equal(
		        charter_units(&charter, trailer_kinds[i].word), trailer_kinds[i].units);
	assert_int_equal(charter_units(&charter, "thanks"), 4);
	assert_int_equal(charter_units(&charter, "landed"), 4);
	assert_int_equal(charter_units(&charter, "builds-on"), 2);
	assert_int_equal(charter_units(&charter, "asks"), 1);
	assert_int_equal(charter_units(&charter, "mention"), 0);
	assert_int_equal(charter_units(&charter, "Reviewed-By"), 4);
	assert_int_equal(charter_units(&charter, "mentored-by"), -1);
	assert_int_equal(charter.unit_count, trailer_kind_count + 5);
}

/* `moot show charter` prints a file: what it says is what holds. */
static void the_shipped_text_says_nothing_but_the_rules(void **state)
{
	struct charter charter = parse(charter_shipped(1));

	(void)state;
	assert_int_equal(findings.count, 1);
	assert_string_equal(findings.item[0].message, "section [moot] has no key 'name'");
	assert_int_equal(charter.policy_count, 9);
	assert_int_equal(charter.thanks_count, 0);
	assert_true(thanks_shipped_count > 0);
}

static void the_templates_are_good_charters(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const char *text =
		        charter_template(&arena, charter_template_name[i], "Tide & Mark");
		assert_non_null(text);
		struct charter charter = parse(text);
		assert_int_equal(findings.count, 0);
		assert_string_equal(charter.name, "Tide & Mark");
		assert_int_equal(charter.rules, 1);
		assert_false(charter.identity_signed);
	}
	assert_string_equal(charter_template(&arena, "team", "T"),
	        "[moot]\nrules = 1\nname = T\nidentity = named\n");
	struct charter pair = parse(charter_template(&arena, "pair", "P"));
	assert_true(charter_policy(&pair, "entrenched")->early);
	struct charter oss = parse(charter_template(&arena, "oss", "O"));
	assert_true(oss.trailers_any_line);
	assert_string_equal(oss.use[CHANGE_WHAT], "lazy");
	assert_string_equal(oss.use[CHANGE_WHY], "standard");
	struct charter coop = parse(charter_template(&arena, "coop", "C"));
	assert_string_equal(coop.use[CHANGE_AUTONOMY], "standard");
	assert_string_equal(coop.use[CHANGE_PERSON], "significant");
}

static void a_name_that_no_file_can_hold_is_refused(void **state)
{
	(void)state;
	assert_null(charter_template(&arena, "team", ""));
	assert_null(charter_template(&arena, "team", "a\nb"));
	assert_null(charter_template(&arena, "team", "a ; b"));
	assert_null(charter_template(&arena, "team", " a"));
	assert_null(charter_template(&arena, "team", "\xff"));
	assert_null(charter_template(&arena, "teams", "a"));
	assert_non_null(charter_template(&arena, "team", "#1"));
}

/* What was meant as a bar is never silently a lower one. */
static void a_broken_policy_is_left_out_whole(void **state)
{
	struct charter charter = parse("[moot]\nrules = 1\nname = x\n[use]\npay = high\n"
	                               "[policy high]\nmethod = consent\nopen = 7d..9d\n"
	                               "quorum = 3/\n[policy standard]\nquorum = 0\nopen = 9\n");

	(void)state;
	assert_null(charter_policy(&charter, "high"));
	assert_string_equal(charter.use[CHANGE_PAY], "significant");
	check_policy(&charter, "standard", METHOD_CONSENT, "1/2", "3d..14d", "1y", true, 3);
	assert_int_equal(findings.count, 3);
}

static void spans_are_whole_days_and_months(void **state)
{
	(void)state;
	/* 31 January 2027 and a month is 28 February: days since 1970 */
	assert_int_equal(span_after(20849, (struct duration){0, 1}), 20877);
	assert_int_equal(span_after(20849, (struct duration){3, 0}), 20852);
	assert_true(span_is_zero((struct duration){0, 0}));
	assert_false(span_is_zero((struct duration){0, 1}));
	assert_false(span_is_zero((struct duration){1, 0}));
	assert_string_equal(span_print(&arena, (struct duration){3, 0}), "3d");
}

/* Every value broken, many times over: told a thousand times and counted, in linear time. */
static void a_flood_of_findings_is_counted(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, "[moot]\nrules = 1\nname = x\n");
	while (text.len < 900000)
		buf_puts(&text, "seeds = ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n");
	parse(text.data);
	assert_int_equal(findings.count, 1001);
	assert_non_null(strstr(findings.item[1000].message, "more findings in this file"));
	buf_release(&text);
}

static void policies_and_words_with_units_are_at_most_a_hundred(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_puts(&text, "[moot]\nrules = 1\nname = x\n");
	for (int i = 0; i < 20000; i++)
		buf_print(&text, "[policy p%d]\nmethod=lazy\nopen=1d..2d\n", i);
	buf_puts(&text, "[reputation]\n");
	for (int i = 0; i < 26 * 26 * 26; i++)
		buf_print(&text, "%c%c%c-by=1\n", 'a' + i / 676, 'a' + i / 26 % 26, 'a' + i % 26);
	struct charter charter = parse(text.data);
	assert_int_equal(charter.policy_count, 100);
	assert_non_null(charter_policy(&charter, "p90"));
	assert_null(charter_policy(&charter, "p91"));
	assert_int_equal(charter.unit_count, 100);
	assert_int_equal(charter_units(&charter, "aaa-by"), 1);
	assert_int_equal(charter_units(&charter, "zzz-by"), -1);
	assert_int_equal(findings.count, 1001);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, release)
	        TEST(the_shipped_rules_are_these),
	        TEST(shipped_units_are_those_of_the_trailers),
	        TEST(the_shipped_text_says_nothing_but_the_rules),
	        TEST(the_templates_are_good_charters),
	        TEST(a_name_that_no_file_can_hold_is_refused),
	        TEST(a_broken_policy_is_left_out_whole),
	        TEST(spans_are_whole_days_and_months),
	        TEST(a_flood_of_findings_is_counted),
	        TEST(policies_and_words_with_units_are_at_most_a_hundred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
