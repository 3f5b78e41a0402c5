/* SPDX-License-Identifier: MIT */
/*
 * Every combination of stances of up to four people, counted twice: by moot from a real history,
 * and by a second reading of the rules N4 to N9 that shares nothing with it.
 */
#include "repository.h"

#include "core/group/group.h"
#include "core/rules/tally.h"

enum { DAY = 86400, FIRST = 20000 };

/* What a person may have said; TOOK_BACK: something, and then Withdraw. */
enum stand { SILENT, CONSENTS, IS_CONCERNED, OBJECTS, STANDS_ASIDE, ABSTAINS, TOOK_BACK, SAIDS };

static const char *const words[SAIDS] = {
        "", "Consent: a", "Concern: a", "Object: a", "Stand-aside: a", "Abstain: a", "Withdraw:"};

/* PLAIN: a text. AUTHOR: without `consent = no`. GAIN: a term for the first person, BOTH: for the
 * first two.  HEARD: the second person's term ends earlier. LATE: the last person speaks a day
 * after the close. */
enum scenario { PLAIN, AUTHOR, GAIN, BOTH, HEARD, LATE, SCENARIOS };

static const char *const scenario_name[SCENARIOS] = {
        "plain", "author", "gain", "both", "heard", "late"};

struct rules {
	const char *policy;
	bool vote, early;
	int quorum_of[2]; /* as in 2/3 */
	int least, most;  /* days */
	int yes_of[2];    /* of those who took a side, where it is voted */
	bool above;       /* more than these parts, and not as much */
	const char *text; /* in the charter, of what is not shipped */
};

static const struct rules all_rules[] = {
        {"light", false, true, {1, 3}, 1, 7, {0, 1}, false, ""},
        {"standard", false, true, {1, 2}, 3, 14, {0, 1}, false, ""},
        {"significant", false, true, {2, 3}, 7, 21, {0, 1}, false, ""},
        {"entrenched", true, false, {2, 3}, 14, 28, {2, 3}, false, ""},
        {"most", true, true, {1, 2}, 1, 5, {1, 2}, true,
                "[policy most]\nmethod = vote\nquorum = > 1/2\nyes = > 1/2\nopen = 1d..5d\n"
                "early = yes\n"},
};

static unsigned power(unsigned base, unsigned exponent)
{
	return exponent ? base * power(base, exponent - 1) : 1;
}

static enum stand said_by(unsigned combination, unsigned person)
{
	return (enum stand)(combination / power(SAIDS, person) % SAIDS);
}

/* --- the history --- */

static struct buf script = BUF_INIT;
static int marks;

static void begin_commit(unsigned person, int day)
{
	buf_print(&script, "commit refs/heads/main\nmark :%d\n", ++marks);
	buf_print(&script, "author p%u <p%u@x> %d +0000\ncommitter p%u <p%u@x> %d +0000\n", person,
	        person, (FIRST + day) * DAY + marks, person, person, (FIRST + day) * DAY + marks);
	buf_puts(&script, "data 2\nx\n");
	if (marks > 1)
		buf_print(&script, "from :%d\n", marks - 1);
}

static void add_file(const char *path, const char *text)
{
	buf_print(&script, "M 100644 inline %s\ndata %zu\n%s\n", path, strlen(text), text);
}

static const char *id_of(enum scenario scenario, unsigned combination)
{
	static char id[16];

	snprintf(id, sizeof id, "%c%09u", "abcdef"[scenario], combination);
	return id;
}

static const char *folder_of(enum scenario scenario, unsigned combination, const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "negotiations/2024/1008-t-%s/%s", id_of(scenario, combination),
	        name);
	return path;
}

#define MEMBER "[member]\nfrom = 2024-10-04\nuntil = 2025-10-03\nby = founding\n"
#define ROLE "[role]\ntitle = Desk\nseats = 2\n[what]\nwork = "
#define HOLDER(who, until, by)                                                                     \
	"[holder " who "]\nfrom = 2024-10-09\nuntil = " until "\nby = " by "\n"

static void found(const struct rules *rules, unsigned people)
{
	char text[512], path[64];

	begin_commit(0, 0);
	snprintf(text, sizeof text,
	        "[moot]\nrules = 1\nname = T\nidentity = named\n[use]\nwhat = %s\nholder = %s\n"
	        "recall = %s\n%s",
	        rules->policy, rules->policy, rules->policy, rules->text);
	add_file("moot.ini", text);
	add_file("roles/desk.ini", ROLE "answers\n");
	add_file("roles/shop.ini", ROLE "sells\n[holder p1]\nfrom = 2024-10-04\n"
	                                "until = 2025-08-31\nby = founding\n");
	for (unsigned i = 0; i < people; i++) {
		snprintf(text, sizeof text, "[person]\nname = p%u\nemail = p%u@x\n" MEMBER, i, i);
		snprintf(path, sizeof path, "people/p%u.ini", i);
		add_file(path, text);
	}
	for (unsigned i = 0; i < people; i++) {
		begin_commit(i, 1);
		snprintf(path, sizeof path, "journals/p%u/x.md", i);
		add_file(path, "here\n");
	}
}

static bool applies(const struct rules *rules, enum scenario scenario, unsigned people)
{
	/* who gains is the same under every policy: one by consent and one by vote are enough */
	if (scenario == BOTH)
		return people > 2 && (!strcmp(rules->policy, "light") || rules->above);
	return scenario != HEARD || people > 1;
}

enum { OPENED = 5 }; /* days after the first */

static void open_all(unsigned people, enum scenario s)
{
	char text[512];

	begin_commit(0, OPENED);
	for (unsigned c = 0; c < power(SAIDS, people); c++) {
		snprintf(text, sizeof text, ROLE "otherwise\n");
		if (s == GAIN)
			snprintf(text, sizeof text,
			        ROLE "answers\n" HOLDER("p0", "2025-03-31", "%s"), id_of(s, c));
		if (s == BOTH)
			snprintf(text, sizeof text,
			        ROLE "answers\n" HOLDER("p0", "2025-03-31", "%s")
			                HOLDER("p1", "2025-03-31", "%s"),
			        id_of(s, c), id_of(s, c));
		if (s == HEARD)
			snprintf(text, sizeof text,
			        ROLE "sells\n[holder p1]\nfrom = 2024-10-04\n"
			             "until = 2024-12-31\nby = founding\n");
		add_file(folder_of(s, c, s == HEARD ? "a/roles/shop.ini" : "a/roles/desk.ini"),
		        text);
		if (s != AUTHOR)
			add_file(folder_of(s, c, "a/option.ini"), "[option]\nconsent = no\n");
	}
}

static bool is_late(enum scenario scenario, unsigned person, unsigned people)
{
	return scenario == LATE && person + 1 == people;
}

/* What one person says everywhere: in the second round only what was said before is taken back. */
static void speak(unsigned person, unsigned people, enum scenario s, unsigned round, int day)
{
	char text[128], name[64];

	begin_commit(person, day);
	snprintf(text, sizeof text, "%d", marks);
	snprintf(name, sizeof name, "journals/p%u/x.md", person);
	add_file(name, text);
	snprintf(name, sizeof name, "voice-p%u-%u.md", person, round);
	for (unsigned c = 0; c < power(SAIDS, people); c++) {
		enum stand stand = said_by(c, person);
		if (stand == SILENT || (round == 2 && stand != TOOK_BACK))
			continue;
		if (round == 1 && stand == TOOK_BACK)
			stand = c % 2 ? CONSENTS : OBJECTS;
		snprintf(text, sizeof text, "It harms those who wait.\n%s\n", words[stand]);
		add_file(folder_of(s, c, name), text);
	}
}

static void make_history(
        const char *dir, const struct rules *rules, unsigned people, enum scenario scenario)
{
	marks = 0;
	found(rules, people);
	open_all(people, scenario);
	for (unsigned late = 0; late < 2; late++)
		for (unsigned round = 1; round <= 2; round++)
			for (unsigned i = 0; i < people; i++)
				if (late == is_late(scenario, i, people))
					speak(i, people, scenario, round,
					        OPENED + (late ? rules->most + 1 : 0));
	import(dir, &script);
}

/* --- the second reading --- */

struct answer {
	enum negotiation_state state;
	unsigned consents, concerns, objections, base;
	bool passes, adopts;
	unsigned missing; /* a bit a person */
};

static bool is_part(const struct rules *rules, unsigned part, unsigned whole, const int of[2])
{
	unsigned left = part * (unsigned)of[1], right = whole * (unsigned)of[0];

	return whole && (rules->above ? left > right : left >= right);
}

static struct answer second_reading(const struct rules *rules, unsigned people,
        enum scenario scenario, unsigned combination, int day)
{
	struct answer answer = {0};
	enum stand now[4];
	unsigned present = 0, sides;
	bool others_consent = false, disinterested = false, took_back = false, in_time;

	for (unsigned i = 0; i < people; i++) {
		now[i] = said_by(combination, i);
		if (is_late(scenario, i, people))
			now[i] = SILENT; /* N7: of a day after the close */
		if (i == 0 && scenario == AUTHOR && now[i] == SILENT)
			now[i] = CONSENTS; /* who writes an option consents to it */
		took_back |= i == 0 && now[i] == TOOK_BACK;
		if (now[i] == TOOK_BACK)
			now[i] = SILENT;
		others_consent |= i > 0 && now[i] == CONSENTS;
	}
	for (unsigned i = 0; i < people; i++) {
		if (scenario == HEARD && i == 1)
			continue; /* N4: heard, outside the base */
		answer.base++;
		present += now[i] != SILENT;
		answer.consents += now[i] == CONSENTS;
		answer.concerns += now[i] == IS_CONCERNED;
		answer.objections += now[i] == OBJECTS;
		disinterested |= now[i] == CONSENTS && !(scenario == GAIN && i == 0) &&
		                 !(scenario == BOTH && i < 2);
		if (now[i] == SILENT)
			answer.missing |= 1u << i;
	}
	/* N6, of two people or of the one person where the roll is one */
	answer.passes =
	        answer.base == 1 ? answer.consents == 1 : answer.consents >= 2 && disinterested;
	answer.passes &= is_part(rules, present, answer.base, rules->quorum_of);
	sides = answer.consents + answer.objections;
	if (rules->vote)
		answer.passes &= is_part(rules, answer.consents, sides, rules->yes_of);
	else
		answer.passes &= answer.objections == 0;
	in_time = day >= rules->least || (rules->early && !answer.missing);
	if (took_back && !others_consent)
		answer.state = STATE_WITHDRAWN;
	else if (!rules->vote && answer.objections)
		answer.state = STATE_BLOCKED;
	else if (day > rules->most + 14)
		answer.state = STATE_LAPSED;
	else
		answer.state = answer.passes && in_time ? STATE_DECIDABLE : STATE_OPEN;
	answer.adopts = answer.state == STATE_DECIDABLE;
	return answer;
}

/* --- both --- */

static struct answer first_reading(
        struct arena *arena, const struct moment *moment, const struct negotiation *negotiation)
{
	struct answer answer = {0};
	struct tally tally;

	tally_read(&tally, arena, moment, negotiation);
	assert_int_equal(tally.option_count, 1);
	answer.state = tally.state;
	answer.consents = (unsigned)tally.option[0].consents;
	answer.concerns = (unsigned)tally.option[0].concerns;
	answer.objections = (unsigned)tally.option[0].objections;
	answer.base = (unsigned)tally.option[0].base;
	answer.passes = tally.option[0].passes;
	answer.adopts = tally.winner != NULL;
	for (size_t i = 0; i < tally.option[0].entry_count; i++)
		if (tally.option[0].entry[i].stance == STANCE_NONE &&
		        !tally.option[0].entry[i].roll->outside)
			answer.missing |= 1u << (tally.option[0].entry[i].handle[1] - '0');
	return answer;
}

static bool same(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->consents == b->consents && a->concerns == b->concerns &&
	       a->objections == b->objections && a->base == b->base && a->passes == b->passes &&
	       a->adopts == b->adopts && a->missing == b->missing;
}

static void show(const char *who, const struct answer *answer)
{
	print_message("  %s: %s, %u consent, %u concern, %u object, of %u, %s, missing %x\n", who,
	        negotiation_state_name[answer->state], answer->consents, answer->concerns,
	        answer->objections, answer->base, answer->passes ? "passes" : "fails",
	        answer->missing);
}

static unsigned long compared, differences;

static void compare(struct arena *arena, const struct group *group, const struct rules *rules,
        unsigned people, enum scenario scenario, unsigned combination)
{
	const int days[] = {0, rules->least - 1, rules->least, rules->most, rules->most + 1,
	        rules->most + 14, rules->most + 15};
	const struct negotiation *negotiation =
	        ledger_negotiation(&group->ledger, id_of(scenario, combination));

	assert_non_null(negotiation);
	assert_null(negotiation->void_reason);
	assert_string_equal(negotiation->policy->name, rules->policy);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct moment moment = ledger_moment(&group->ledger, FIRST + OPENED + days[i]);
		struct answer first = first_reading(arena, &moment, negotiation);
		struct answer second =
		        second_reading(rules, people, scenario, combination, days[i]);
		compared++;
		if (same(&first, &second))
			continue;
		if (differences++ >= 400000)
			continue;
		print_message("%s, %s, day %d:", rules->policy, scenario_name[scenario], days[i]);
		for (unsigned j = 0; j < people; j++)
			print_message(" %s,", words[said_by(combination, j)]);
		print_message("\n");
		show("moot ", &first);
		show("rules", &second);
	}
}

static void read_both(const struct rules *rules, unsigned people, enum scenario scenario)
{
	struct arena arena = ARENA_INIT;
	struct group_options options = {.root = "", .at = FIRST + OPENED + 60};
	struct error err = ERROR_INIT;
	struct group group;
	struct oid head;
	char dir[64];

	snprintf(dir, sizeof dir, "%s-%u-%s", rules->policy, people, scenario_name[scenario]);
	make_history(dir, rules, people, scenario);
	struct repo *repo = open_at(dir, &head);
	if (group_open(&group, &arena, repo, &options, &err))
		fail_msg("%s", err.text);
	for (unsigned c = 0; c < power(SAIDS, people); c++) {
		struct arena scratch = ARENA_INIT;
		compare(&scratch, &group, rules, people, scenario, c);
		arena_release(&scratch);
	}
	repo_close(repo);
	arena_release(&arena);
}

static void test_all_stances(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof all_rules / sizeof *all_rules; i++)
		for (unsigned people = 1; people <= 4; people++)
			for (enum scenario s = 0; s < SCENARIOS; s++)
				if (applies(&all_rules[i], s, people))
					read_both(&all_rules[i], people, s);
	assert_int_equal(differences, 0);
	/* (7 + 49 + 343 + 2401) combinations of four scenarios, without one person's of one, and
	 * under two policies those of three and four people */
	assert_int_equal(compared, 7 * (5 * (4 * 2800 + 2793) + 2 * 2744));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"all stances of up to four people count as the rules say", test_all_stances, NULL,
	                NULL, NULL},
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
