/* SPDX-License-Identifier: MIT */
/*
 * Laws of moot-reputation(7) on whole histories: several people, each in a clone of their own,
 * write journals and commit messages, and pull from each other.  What x commits is replaced by
 * anything else, in others' journals too, and x's score stays the same to the unit; so does
 * everybody's when each merge has its parents the other way round.
 */
#include "repository.h"

#include "core/reputation/evidence.h"
#include "core/reputation/reputation.h"

enum { CASES = 300, PEOPLE = 4, STEPS = 14, LINES = 64, DAY = 86400 };

static const char *const handle[PEOPLE] = {"ada", "bob", "cyd", "dan"};
static const struct person_claim claim[PEOPLE] = {{"ada", "ada@x", true, 0},
        {"bob", "bob@x", true, 1}, {"cyd", "cyd@x", true, 2}, {"dan", "dan@x", true, 3}};
/*
 * The first ones are what people put into the journals of others: in words of their own, since of
 * equal sentences nobody can say which is whose, and without topics, since those are the entry's.
 */
static const char *const phrase[] = {"Many thanks to @%s!", "And @%s said so.", "Who if not @%s?",
        "Thanks @%s.", "So said @%s.", "Kudos to @%s, and on with it.", "@%s, how is it?",
        "Thanks @%s for #docs.", "@%s, how is #it?", "#docs and #it: thank you @%s!"};
enum { INTRUDED = 3, PHRASES = sizeof phrase / sizeof *phrase };
static const char *const trailer[] = {
        "Helped-by: %s <%s@x>", "Acked-by: %s <%s@x>", "Thanks-to: %s <%s@x>"};

static uint64_t state_of_chance;

static unsigned below(unsigned limit)
{
	uint64_t z = state_of_chance += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (unsigned)((z ^ z >> 31) % limit);
}

/* A line that somebody put into somebody's journal. */
struct line {
	unsigned journal, phrase, about;
};

/* One commit: who, with whose work merged, what it says. */
struct step {
	unsigned who;
	unsigned pulls; /* whose last commit is merged; PEOPLE: nobody's */
	int day;
	unsigned trailer, helper; /* helper PEOPLE: none */
	unsigned first, count;    /* into line */
};

struct story {
	struct step step[STEPS];
	struct line line[LINES];
	unsigned lines;
};

static void write_step(struct story *story, struct step *step)
{
	step->helper = below(PEOPLE + 1);
	step->trailer = below(sizeof trailer / sizeof *trailer);
	step->first = story->lines;
	step->count = below(4);
	for (unsigned i = 0; i < step->count && story->lines < LINES; i++)
		story->line[story->lines++] = (struct line){
		        step->who, INTRUDED + below(PHRASES - INTRUDED), below(PEOPLE)};
	step->count = story->lines - step->first;
}

static void invent(struct story *story)
{
	*story = (struct story){.lines = 0};
	for (int i = 0; i < STEPS; i++) {
		struct step *step = &story->step[i];
		step->who = below(PEOPLE);
		step->pulls = below(PEOPLE + 1);
		step->day = i * 9 + (int)below(9); /* clocks agree */
		write_step(story, step);
	}
}

/* Whatever x did, x did something else, on any day; also in the journals of others. */
static void rewrite(struct story *to, const struct story *from, unsigned x)
{
	to->lines = 0;
	for (int i = 0; i < STEPS; i++) {
		struct step *step = &to->step[i];
		*step = from->step[i];
		if (step->who == x) {
			write_step(to, step);
			step->day = (int)below(STEPS * 9 + 300);
			for (unsigned k = 0; k < step->count; k++)
				if (below(2))
					to->line[step->first + k] = (struct line){
					        below(PEOPLE), below(INTRUDED), below(PEOPLE)};
			continue;
		}
		step->first = to->lines;
		for (unsigned k = 0; k < step->count; k++)
			to->line[to->lines++] = from->line[from->step[i].first + k];
	}
}

/* ---- as commits ---- */

struct telling {
	struct buf *script;
	const struct story *story;
	bool reversed;           /* each merge with its parents the other way round */
	int mark;                /* of the last commit */
	int tip[PEOPLE];         /* marks; 0: a clone without commits */
	uint64_t known[PEOPLE];  /* bits: the lines in a clone */
	uint32_t within[PEOPLE]; /* bits: the steps in a clone */
};

static void add_phrase(struct buf *text, const char *form, const char *who)
{
	for (const char *at = form; *at; at++) {
		if (at[0] == '%' && at[1] == 's') {
			buf_puts(text, who);
			at++;
		} else {
			buf_putc(text, *at);
		}
	}
}

static void tell_journals(const struct telling *telling, uint64_t known)
{
	buf_puts(telling->script, "deleteall\n");
	for (unsigned journal = 0; journal < PEOPLE; journal++) {
		struct buf text = BUF_INIT;
		for (unsigned i = 0; i < telling->story->lines; i++) {
			const struct line *line = &telling->story->line[i];
			if (line->journal != journal || !(known & UINT64_C(1) << i))
				continue;
			add_phrase(&text, phrase[line->phrase], handle[line->about]);
			buf_puts(&text, "\n\n");
		}
		if (text.len)
			buf_print(telling->script,
			        "M 100644 inline journals/%s/notes.md\ndata %zu\n%s\n",
			        handle[journal], text.len, text.data);
		buf_release(&text);
	}
}

static void tell_commit(struct telling *telling, const char *who, int day, const char *message,
        const int *parents, int count)
{
	long long time = (20000LL + day) * DAY + 3600 + telling->mark;

	buf_print(telling->script, "commit refs/heads/main\nmark :%d\n", ++telling->mark);
	buf_print(telling->script, "author %s <%s@x> %lld +0000\n", who, who, time);
	buf_print(telling->script, "committer %s <%s@x> %lld +0000\n", who, who, time);
	buf_print(telling->script, "data %zu\n%s\n", strlen(message), message);
	for (int i = 0; i < count; i++)
		buf_print(telling->script, "%s :%d\n", i ? "merge" : "from",
		        parents[telling->reversed ? count - 1 - i : i]);
}

static void tell_step(struct telling *telling, int number, int root)
{
	const struct step *step = &telling->story->step[number];
	unsigned who = step->who, from = step->pulls;
	int parents[2] = {telling->tip[who] ? telling->tip[who] : root, 0}, count = 1;
	struct buf message = BUF_INIT;

	if (from < PEOPLE && telling->tip[from] && telling->within[from] & ~telling->within[who]) {
		parents[count++] = telling->tip[from];
		telling->known[who] |= telling->known[from];
		telling->within[who] |= telling->within[from];
	}
	for (unsigned i = 0; i < step->count; i++)
		telling->known[who] |= UINT64_C(1) << (step->first + i);
	telling->within[who] |= 1u << number;
	buf_print(&message, "step %d\n\n", number);
	if (step->helper < PEOPLE) {
		struct buf form = BUF_INIT;
		add_phrase(&form, trailer[step->trailer], handle[step->helper]);
		buf_puts(&message, form.data);
		buf_release(&form);
	}
	tell_commit(telling, handle[who], step->day, message.data, parents, count);
	tell_journals(telling, telling->known[who]);
	telling->tip[who] = telling->mark;
	buf_release(&message);
}

/* Returns the mark of a merge of all that everybody has, by nobody of them. */
static int tell(struct buf *script, const struct story *story, bool reversed, int mark)
{
	struct telling telling = {script, story, reversed, mark, {0}, {0}, {0}};
	int parents[PEOPLE + 1] = {0}, count = 0;
	uint64_t known = 0;

	buf_puts(script, "reset refs/heads/main\n\n");
	tell_commit(&telling, "zoe", 0, "root\n", NULL, 0);
	parents[count++] = telling.mark;
	for (int i = 0; i < STEPS; i++)
		tell_step(&telling, i, parents[0]);
	for (unsigned i = 0; i < PEOPLE; i++)
		if (telling.tip[i]) {
			parents[count++] = telling.tip[i];
			known |= telling.known[i];
		}
	tell_commit(&telling, "zoe", STEPS * 9, "together\n", parents, count);
	tell_journals(&telling, known);
	return telling.mark;
}

/* ---- as scores ---- */

struct outcome {
	struct wide score[PEOPLE], firm[PEOPLE];
	size_t events;
};

static struct thanks words;

static struct outcome judge(struct repo *repo, const struct oid *tip)
{
	static const uint32_t seed[PEOPLE] = {0, 1, 2, 3};
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct history history;
	struct evidence evidence;
	struct reputation *reputation;
	struct outcome outcome;
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
	outcome.events = reputation_counted(reputation);
	for (unsigned i = 0; i < PEOPLE; i++) {
		assert_string_equal(evidence.person[i], handle[i]);
		outcome.score[i] = reputation_scores(reputation)[i];
		outcome.firm[i] = firm[i];
	}
	reputation_free(reputation);
	arena_release(&arena);
	return outcome;
}

static struct oid tips[CASES][3]; /* as told, with x's part rewritten, the other way round */
static unsigned self[CASES];

static void make_histories(void)
{
	struct buf script = BUF_INIT;
	int mark = 0, of_tip[CASES][3];
	struct story story, other;
	char line[80];
	int number;

	state_of_chance = 20261124;
	for (int i = 0; i < CASES; i++) {
		self[i] = below(PEOPLE);
		invent(&story);
		rewrite(&other, &story, self[i]);
		of_tip[i][0] = mark = tell(&script, &story, false, mark);
		of_tip[i][1] = mark = tell(&script, &other, false, mark);
		of_tip[i][2] = mark = tell(&script, &story, true, mark);
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
		for (int k = 0; k < 3; k++)
			tips[i][k] = id[of_tip[i][k]];
	free(id);
	buf_release(&script);
}

static void nothing_x_commits_changes_the_score_of_x(void **state)
{
	struct oid head;
	struct repo *repo = open_at("laws", &head);
	unsigned scored = 0, others = 0;

	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct outcome before = judge(repo, &tips[i][0]), after = judge(repo, &tips[i][1]);
		unsigned x = self[i];
		if (wide_compare(before.score[x], after.score[x]) ||
		        wide_compare(before.firm[x], after.firm[x]))
			fail_msg("case %d: the score of %s is another", i, handle[x]);
		scored += !wide_zero(before.score[x]);
		for (unsigned k = 0; k < PEOPLE; k++)
			others += wide_compare(before.score[k], after.score[k]) != 0;
	}
	/* there is something to change, and others' scores do */
	assert_true(scored > CASES * 3 / 4);
	assert_true(others > CASES);
	repo_close(repo);
}

static void the_order_of_parents_changes_no_score(void **state)
{
	struct oid head;
	struct repo *repo = open_at("laws", &head);

	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct outcome one = judge(repo, &tips[i][0]), other = judge(repo, &tips[i][2]);
		assert_int_equal(one.events, other.events);
		for (unsigned k = 0; k < PEOPLE; k++)
			if (wide_compare(one.score[k], other.score[k]))
				fail_msg("case %d: the score of %s is another", i, handle[k]);
	}
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
	        cmocka_unit_test(nothing_x_commits_changes_the_score_of_x),
	        cmocka_unit_test(the_order_of_parents_changes_no_score),
	};

	return cmocka_run_group_tests_name("laws of evidence", tests, begin, leave);
}
