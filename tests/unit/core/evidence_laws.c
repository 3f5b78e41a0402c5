/* SPDX-License-Identifier: MIT */
/*
 * Laws of moot-reputation(7) on whole histories: several people, each in a clone of their own,
 * write journals and commit messages, and pull from each other; they take sentences out of their
 * own journals and of those of others, put them back, move them about and take whole files away.
 *
 * Who gave what, when and in which order is what a second reading finds, which knows of no commit,
 * only of what people did.  What x commits is replaced by anything else, in others' journals too:
 * all that others gave stays what it was, and x's score to the unit; and nothing depends on the
 * order of a merge's parents.
 */
#include "evidence_story.h"

#include "core/reputation/evidence.h"
#include "core/reputation/reputation.h"

struct outcome {
	struct wide score[PEOPLE], firm[PEOPLE];
	struct gift gift[PEOPLE][GIFTS];
	size_t gifts[PEOPLE];
};

static bool same_gifts(const struct gift *a, size_t a_count, const struct gift *b, size_t b_count)
{
	bool same = a_count == b_count;

	for (size_t i = 0; i < a_count && same; i++)
		same = a[i].receiver == b[i].receiver && a[i].units == b[i].units &&
		       a[i].day == b[i].day && !strcmp(a[i].topic, b[i].topic);
	return same;
}

static struct thanks words;

/* Beyond the evidence's own life. */
static const char *topic_name(const struct evidence *evidence, const struct reputation_event *event)
{
	static const char *const name[] = {"-", "docs", "it"};

	for (size_t i = 0; i < 3; i++)
		if (!strcmp(evidence->topic[event->topic], name[i]))
			return name[i];
	fail_msg("there is no topic %s", evidence->topic[event->topic]);
	return NULL;
}

static struct outcome judge(struct repo *repo, const struct oid *tip)
{
	static const uint32_t seed[PEOPLE] = {0, 1, 2, 3};
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct history history;
	struct evidence evidence;
	struct reputation *reputation;
	struct outcome outcome = {.gifts = {0}};
	const struct evidence_options options = {.root = "",
	        .people = {.handle = handle,
	                .handle_count = PEOPLE,
	                .claim = claim,
	                .claim_count = PEOPLE},
	        .thanks = &words};

	assert_int_equal(history_read(&history, &arena, repo, tip, NULL, &err), 0);
	history_order(&history, 0, NULL);
	assert_int_equal(evidence_gather(&evidence, &arena, repo, &history, &options, &err), 0);
	struct reputation_input in = {.event = evidence.event,
	        .event_count = evidence.event_count,
	        .person = evidence.person,
	        .person_count = evidence.person_count,
	        .topic = evidence.topic,
	        .topic_count = evidence.topic_count,
	        .seed = seed,
	        .seed_count = PEOPLE,
	        .at = 20000 + STEPS * 9 + 30,
	        .params = REPUTATION_PARAMS_INIT};
	struct wide *firm = arena_array(&arena, evidence.person_count, sizeof *firm);
	assert_int_equal(reputation_compute(&reputation, &in, &err), 0);
	reputation_firm(reputation, REPUTATION_ALL, firm);
	for (unsigned i = 0; i < PEOPLE; i++) {
		assert_string_equal(evidence.person[i], handle[i]);
		outcome.score[i] = reputation_scores(reputation)[i];
		outcome.firm[i] = firm[i];
	}
	for (size_t i = 0; i < evidence.event_count; i++) {
		const struct reputation_event *event = &evidence.event[i];
		assert_true(event->giver < PEOPLE && outcome.gifts[event->giver] < GIFTS);
		outcome.gift[event->giver][outcome.gifts[event->giver]++] = (struct gift){
		        event->receiver, event->units, topic_name(&evidence, event), event->day};
	}
	reputation_free(reputation);
	arena_release(&arena);
	return outcome;
}

enum { TOLD, REWRITTEN, REVERSED, WAYS };
static struct oid tips[CASES][WAYS]; /* as told, with x's part rewritten, merges the other way */
static struct gift given[CASES][WAYS][PEOPLE][GIFTS]; /* by the second reading */
static size_t gifts[CASES][WAYS][PEOPLE];
static unsigned self[CASES];

static int tell_case(struct buf *script, const struct story *story, int mark, int number, int way)
{
	struct telling telling = {.script = script,
	        .story = story,
	        .reversed = way == REVERSED,
	        .first = mark,
	        .mark = mark};

	tell(&telling);
	for (unsigned i = 0; i < PEOPLE; i++)
		gifts[number][way][i] = gifts_of(given[number][way][i], &telling, i);
	return telling.mark;
}

static void make_histories(void)
{
	struct buf script = BUF_INIT;
	int mark = 0, of_tip[CASES][WAYS];
	struct story story, other;
	char line[80];
	int number;

	state_of_chance = 20261124;
	for (int i = 0; i < CASES; i++) {
		self[i] = below(PEOPLE);
		invent(&story);
		rewrite(&other, &story, self[i]);
		leave_alone(&story, self[i]);
		leave_alone(&other, self[i]);
		of_tip[i][TOLD] = mark = tell_case(&script, &story, mark, i, TOLD);
		of_tip[i][REWRITTEN] = mark = tell_case(&script, &other, mark, i, REWRITTEN);
		of_tip[i][REVERSED] = mark = tell_case(&script, &story, mark, i, REVERSED);
	}
	import("laws", &script);
	struct oid *id = memory_alloc(((size_t)mark + 1) * sizeof *id);
	FILE *file = fopen("laws/marks", "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file))
		if (sscanf(line, ":%d ", &number) == 1 && number <= mark)
			assert_true(oid_parse(&id[number], strchr(line, ' ') + 1, 40));
	fclose(file);
	for (int i = 0; i < CASES; i++)
		for (int k = 0; k < WAYS; k++)
			tips[i][k] = id[of_tip[i][k]];
	free(id);
	buf_release(&script);
	/* a usual one: of a bare one git is asked more, thousands of times */
	RUN("mkdir", "group");
	RUN("mv", "laws", "group/.git");
	RUN_IN("group", "config", "core.bare", "false");
}

static void show_gifts(const char *title, const struct gift *gift, size_t count)
{
	for (size_t i = 0; i < count; i++)
		print_message("%s: %s %d %u %s\n", title, handle[gift[i].receiver],
		        gift[i].day - 20000, gift[i].units, gift[i].topic);
}

/* Of x and the case whatever a law says of them. */
static void the_laws_hold(void **state)
{
	struct oid head;
	struct repo *repo = open_at("group", &head);
	unsigned scored = 0, others = 0;

	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct outcome told = judge(repo, &tips[i][TOLD]);
		struct outcome rewritten = judge(repo, &tips[i][REWRITTEN]);
		struct outcome reversed = judge(repo, &tips[i][REVERSED]);
		unsigned x = self[i];
		for (unsigned k = 0; k < PEOPLE; k++) {
			if (!same_gifts(told.gift[k], told.gifts[k], given[i][TOLD][k],
			            gifts[i][TOLD][k])) {
				show_gifts("found", told.gift[k], told.gifts[k]);
				show_gifts("given", given[i][TOLD][k], gifts[i][TOLD][k]);
				fail_msg("case %d: what %s gave is another", i, handle[k]);
			}
			if (k != x && !same_gifts(told.gift[k], told.gifts[k], rewritten.gift[k],
			                      rewritten.gifts[k]))
				fail_msg("case %d: %s changed what %s gave", i, handle[x],
				        handle[k]);
			if (!same_gifts(told.gift[k], told.gifts[k], reversed.gift[k],
			            reversed.gifts[k]) ||
			        wide_compare(told.score[k], reversed.score[k]))
				fail_msg("case %d: parents change what %s gave or has", i,
				        handle[k]);
			others += wide_compare(told.score[k], rewritten.score[k]) != 0;
		}
		if (wide_compare(told.score[x], rewritten.score[x]) ||
		        wide_compare(told.firm[x], rewritten.firm[x]))
			fail_msg("case %d: the score of %s is another", i, handle[x]);
		scored += !wide_zero(told.score[x]);
	}
	/* there is something to change, and others' scores do */
	assert_true(scored > CASES * 3 / 4);
	assert_true(others > CASES);
	repo_close(repo);
}

static struct arena arena = ARENA_INIT;

static int begin(void **state)
{
	if (make_place(state))
		return -1;
	thanks_build(&words, &arena, thanks_shipped, thanks_shipped_count);
	make_histories();
	return 0;
}

static int leave(void **state)
{
	arena_release(&arena);
	return remove_place(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        {"nothing that somebody commits changes what others gave, or their own score",
	                the_laws_hold, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("laws of evidence", tests, begin, leave);
}
