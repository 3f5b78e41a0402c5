/* SPDX-License-Identifier: MIT */
/* The cases of the files that people write: each printed as it was read. */
#include "formats/charter.h"
#include "formats/negotiation.h"
#include "formats/person.h"
#include "formats/role.h"
#include "formats/voice.h"
#include "tests/unit/formats/cases.h"

static void put_text(struct buf *out, const char *name, const char *value)
{
	if (value)
		buf_print(out, "%s %s\n", name, value);
}

static void put_texts(struct buf *out, const char *name, const char **value, size_t count)
{
	for (size_t i = 0; i < count; i++)
		put_text(out, name, value[i]);
}

static const char *day_text(char text[DAY_SIZE], int32_t day)
{
	return day == DAY_NONE ? "never" : day_print(text, day);
}

static void put_day(struct buf *out, const char *name, int32_t day)
{
	char text[DAY_SIZE];

	if (day != DAY_NONE)
		put_text(out, name, day_print(text, day));
}

static void put_term(struct buf *out, const struct term *term)
{
	char from[DAY_SIZE], until[DAY_SIZE];

	buf_print(out, " %s..%s", day_text(from, term->from), day_text(until, term->until));
	if (term->by)
		buf_print(out, " by %s", term->by);
	buf_print(out, " :%u", term->line);
}

static void put_span(struct buf *out, const char *name, struct duration span)
{
	if (span.days || span.months)
		buf_print(out, "%s %dm%dd\n", name, span.months, span.days);
}

static bool read_person(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct person person;
	char from[DAY_SIZE], until[DAY_SIZE];

	if (!person_parse(&person, arena, text, len, path, findings))
		return false;
	buf_print(out, "person %s: %s\n", person.handle, person.name);
	put_texts(out, "email", person.email, person.email_count);
	put_texts(out, "key", person.key, person.key_count);
	put_texts(out, "key-retired", person.key_retired, person.key_retired_count);
	put_texts(out, "formerly", person.formerly, person.formerly_count);
	put_text(out, "affiliation", person.affiliation);
	for (size_t i = 0; i < person.away_count; i++)
		buf_print(out, "away %s..%s\n", day_text(from, person.away[i].from),
		        day_text(until, person.away[i].until));
	for (size_t i = 0; i < person.member_count; i++) {
		buf_puts(out, person.member[i].guest ? "guest" : "member");
		put_term(out, &person.member[i].term);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < person.delegate_count; i++) {
		buf_print(out, "delegate %s", person.delegate[i].handle);
		put_term(out, &person.delegate[i].term);
		buf_putc(out, '\n');
		put_texts(out, "delegate role", person.delegate[i].role,
		        person.delegate[i].role_count);
		put_texts(out, "delegate topic", person.delegate[i].topic,
		        person.delegate[i].topic_count);
	}
	return true;
}

static void put_sections(struct buf *out, const struct role *role)
{
	for (size_t i = 0; i < role->holder_count; i++) {
		buf_print(out, "holder %s", role->holder[i].handle);
		put_term(out, &role->holder[i].term);
		if (role->holder[i].load)
			buf_print(out, " load %s = %d", role->holder[i].load,
			        role->holder[i].load_tenths);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < role->led_by_count; i++) {
		buf_print(out, "led-by %s", role->led_by[i].role);
		put_term(out, &role->led_by[i].term);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < role->pay_count; i++) {
		buf_print(out, "pay %s", role->pay[i].amount ? role->pay[i].amount : "nothing");
		put_term(out, &role->pay[i].term);
		buf_putc(out, '\n');
	}
}

static bool read_role(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct role role;

	if (!role_parse(&role, arena, text, len, path, findings))
		return false;
	buf_print(out, "%s %s: %s, seats %u, autonomy %s\n", role_kind_name[role.kind], role.name,
	        role.title, role.seats, level_name[role.autonomy]);
	put_texts(out, "topic", role.topic, role.topic_count);
	put_text(out, "team", role.team);
	if (role.duty)
		buf_print(out, "duty %s = %d\n", role.duty, role.duty_days);
	put_day(out, "ended", role.ended);
	put_texts(out, "was", role.was, role.was_count);
	put_sections(out, &role);
	return true;
}

static void put_fraction(
        struct buf *out, struct arena *arena, const char *name, struct fraction fraction)
{
	if (fraction.denominator && fraction.numerator)
		buf_print(out, " %s %s", name, fraction_print(arena, fraction));
}

static void put_policy(struct buf *out, struct arena *arena, const struct policy *policy)
{
	static const char *const count[] = {"schulze", "approval", "star", "stv"};

	buf_print(out, "policy %s:%u %s", policy->name, policy->line, method_name[policy->method]);
	if (policy->method == METHOD_RANKED)
		buf_print(out, " %s unranked %s", count[policy->count],
		        policy->unranked_last ? "last" : "ignore");
	if (policy->margins)
		buf_puts(out, " margins");
	put_fraction(out, arena, "quorum", policy->quorum);
	if (policy->method == METHOD_VOTE)
		put_fraction(out, arena, "yes", policy->yes);
	buf_print(out, " open %s..%s", span_print(arena, policy->open_min),
	        span_print(arena, policy->open_max));
	buf_print(out, " decide %s", span_print(arena, policy->decide));
	if (!span_is_zero(policy->review))
		buf_print(out, " review %s", span_print(arena, policy->review));
	buf_print(out, "%s%s%s", policy->early ? " early" : "", policy->ties_lot ? " lot" : "",
	        policy->seal ? " seal" : "");
	if (policy->sponsors)
		buf_print(out, " sponsors %u", policy->sponsors);
	buf_print(out, " strength %u\n", policy->strength);
}

static void put_number(struct buf *out, const char *name, uint32_t value, uint32_t shipped)
{
	if (value != shipped)
		buf_print(out, "%s %u\n", name, value);
}

/* What the charter changes. */
static bool read_charter(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct charter charter, shipped;

	if (!charter_parse(&charter, arena, text, len, path, findings))
		return false;
	assert_true(charter_default(&shipped, arena, 1));
	buf_print(out, "charter of %s, rules %u, %s\n", charter.name, charter.rules,
	        charter.identity_signed ? "signed" : "named");
	if (charter.zone)
		buf_print(out, "zone %s = %d\n", charter.zone_name, charter.zone);
	put_texts(out, "robot", charter.robots, charter.robot_count);
	put_texts(out, "seeds", charter.seeds, charter.seed_count);
	put_texts(out, "thanks", charter.thanks, charter.thanks_count);
	if (charter.trailers_any_line)
		buf_puts(out, "trailers any-line\n");
	put_number(out, "relay", (uint32_t)charter.relay_days, 0);
	put_number(out, "half-life", charter.half_life, shipped.half_life);
	put_number(out, "units-of", charter.units_of, shipped.units_of);
	put_number(out, "pair-cap", charter.pair_cap, shipped.pair_cap);
	put_number(out, "steps", charter.steps, shipped.steps);
	for (size_t i = 0; i < charter.unit_count; i++)
		if (charter_units(&shipped, charter.unit[i].word) != (int)charter.unit[i].units)
			buf_print(
			        out, "units %s %u\n", charter.unit[i].word, charter.unit[i].units);
	if (charter.max_term.months != 12 || charter.max_term.days)
		buf_print(out, "max-term %s\n", span_print(arena, charter.max_term));
	put_number(out, "max-consecutive", charter.max_consecutive, 3);
	put_span(out, "cooling", charter.cooling);
	put_number(out, "max-roles", charter.max_roles, 0);
	put_number(out, "max-load", (uint32_t)charter.max_load_tenths, 0);
	if (charter.affiliation.denominator)
		buf_print(out, "affiliation %s\n", fraction_print(arena, charter.affiliation));
	for (size_t i = 0; i < CHANGE_KINDS; i++)
		if (charter.use_line[i])
			buf_print(out, "use %s %s :%u\n", change_kind_name[i], charter.use[i],
			        charter.use_line[i]);
	for (size_t i = 0; i < charter.policy_count; i++)
		if (charter.policy[i].line)
			put_policy(out, arena, &charter.policy[i]);
	return true;
}

static void put_pairs(struct buf *out, const char *name, const struct pair *pair, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_print(out, "%s %s %s :%u\n", name, pair[i].name,
		        *pair[i].value ? pair[i].value : "none", pair[i].line);
}

static bool read_negotiation(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct negotiation_file facts;
	char from[DAY_SIZE], until[DAY_SIZE];

	if (!negotiation_parse(&facts, arena, text, len, path, findings))
		return false;
	put_text(out, "by", facts.by);
	put_day(out, "opened", facts.opened);
	put_day(out, "decidable", facts.decidable);
	put_day(out, "closes", facts.closes);
	put_text(out, "from", facts.from);
	put_text(out, "policy", facts.policy);
	put_text(out, "kind", facts.kind);
	put_text(out, "role", facts.role);
	put_text(out, "person", facts.person);
	if (facts.term.from != DAY_NONE)
		buf_print(out, "term %s..%s\n", day_text(from, facts.term.from),
		        day_text(until, facts.term.until));
	put_number(out, "seats", facts.seats, 0);
	put_span(out, "trial", facts.trial);
	put_texts(out, "seen", facts.seen, facts.seen_count);
	put_text(out, "answers", facts.answers);
	put_text(out, "ratifies", facts.ratifies);
	put_text(out, "keep", facts.keep);
	put_pairs(out, "base", facts.base, facts.base_count);
	put_pairs(out, "roll", facts.roll, facts.roll_count);
	return true;
}

static bool read_decision(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct decision_file decision;

	if (!decision_parse(&decision, arena, text, len, path, findings))
		return false;
	put_text(out, "result", decision.result);
	put_text(out, "option", decision.option);
	put_texts(out, "elected", decision.elected, decision.elected_count);
	put_texts(out, "tally", decision.tally, decision.tally_count);
	put_texts(out, "absent", decision.absent, decision.absent_count);
	put_text(out, "voices", decision.voices);
	put_text(out, "ratifies", decision.ratifies);
	put_day(out, "review", decision.review);
	put_day(out, "trial-until", decision.trial_until);
	return true;
}

static bool read_option(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct option_file option;

	if (!option_parse(&option, arena, text, len, path, findings))
		return false;
	put_text(out, "replaces", option.replaces);
	put_pairs(out, "base", option.base, option.base_count);
	return true;
}

static bool read_agreement(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct agreement agreement;

	if (!agreement_parse(&agreement, arena, text, len, path, findings))
		return false;
	buf_print(out, "agreement %s: %s\n", agreement.name, agreement.title);
	put_day(out, "until", agreement.until);
	put_text(out, "by", agreement.by);
	put_text(out, "team", agreement.team);
	put_text(out, "amount", agreement.amount);
	return true;
}

static bool read_voice(struct buf *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct voice voice;

	voice_parse(&voice, arena, text, len, path, findings);
	for (size_t i = 0; i < voice.line_count; i++)
		buf_print(out, ":%u %s <%s>\n", voice.line[i].line,
		        voice_word_name[voice.line[i].word], voice.line[i].value);
	if (*voice.prose)
		buf_print(out, "prose\n%s\n", voice.prose);
	return true;
}

static const struct case_format formats[] = {
        {"person", "people/", ".ini", read_person},
        {"role", "roles/", ".ini", read_role},
        {"charter", "", ".ini", read_charter},
        {"negotiation", "", ".ini", read_negotiation},
        {"decision", "", ".ini", read_decision},
        {"option", "", ".ini", read_option},
        {"agreement", "agreements/", ".md", read_agreement},
        {"voice", "", ".md", read_voice},
};

enum { FORMATS = sizeof formats / sizeof *formats };

static void valid_files_read_as_expected(void **state)
{
	case_folder(*state, true);
}

static void invalid_files_are_told_why_and_the_rest_is_read(void **state)
{
	case_folder(*state, false);
}

static void add_file(const char *path, void *text)
{
	assert_true(file_read(text, path));
}

/* Every code that these formats use has a sample. */
static void every_code_has_a_sample(void **state)
{
	static const char *const code[] = {"E101", "E103", "E104", "E105", "E106", "E107", "E108",
	        "E109", "E110", "E111", "E113", "E114", "E116", "E201", "E202", "E206", "E401",
	        "E403", "E405"};
	struct buf path = BUF_INIT, text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < FORMATS; i++) {
		buf_clear(&path);
		buf_print(&path, "tests/formats/%s/invalid", formats[i].name);
		folder_each(path.data, ".expect", 1, add_file, &text);
	}
	for (size_t c = 0; c < sizeof code / sizeof *code; c++)
		if (!memmem(text.data, text.len, code[c], strlen(code[c])))
			fail_msg("%s has no sample", code[c]);
	buf_release(&path);
	buf_release(&text);
}

int main(void)
{
	struct CMUnitTest test[2 * FORMATS + 1];
	char name[2 * FORMATS][64];

	for (size_t i = 0; i < FORMATS; i++) {
		void *format = (void *)(uintptr_t)&formats[i];
		snprintf(name[2 * i], sizeof *name, "valid files of %s read as expected",
		        formats[i].name);
		snprintf(name[2 * i + 1], sizeof *name,
		        "invalid files of %s are told why, and the rest is read", formats[i].name);
		test[2 * i] = (struct CMUnitTest){
		        name[2 * i], valid_files_read_as_expected, NULL, NULL, format};
		test[2 * i + 1] = (struct CMUnitTest){name[2 * i + 1],
		        invalid_files_are_told_why_and_the_rest_is_read, NULL, NULL, format};
	}
	test[2 * FORMATS] = (struct CMUnitTest)cmocka_unit_test(every_code_has_a_sample);
	return cmocka_run_group_tests(test, NULL, NULL);
}
