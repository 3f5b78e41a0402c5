/* SPDX-License-Identifier: MIT */
/*
 * evidence_story: what several people do in their clones, by chance; as commits, and by a second
 * reading as what they gave.
 */
#ifndef TESTS_EVIDENCE_STORY_H
#define TESTS_EVIDENCE_STORY_H

#include "repository.h"

#include "core/identity/identity.h"
#include "formats/date.h"

enum { CASES = 2000, PEOPLE = 4, STEPS = 14, EACH = 4, DEEDS = 5, DAY = 86400 };
enum { LINES = STEPS * EACH };

static const char *const handle[PEOPLE] = {"ada", "bob", "cyd", "dan"};
static const struct person_claim claim[PEOPLE] = {{"ada", "ada@x", true, 0},
        {"bob", "bob@x", true, 1}, {"cyd", "cyd@x", true, 2}, {"dan", "dan@x", true, 3}};
/* %s is who, %u a number, so that no two sentences are equal: those are for tests of their own. */
struct phrase {
	const char *form;
	struct {
		const char *topic;
		unsigned units;
	} event[2];
};
static const struct phrase phrase[] = {
        {"Many thanks to @%s for %u!", {{"-", 4}}},
        {"And @%s said %u.", {{NULL, 0}}},
        {"Who if not @%s, %u?", {{"-", 1}}},
        {"Thanks @%s for number %u.", {{"-", 4}}},
        {"Kudos to @%s, and on with %u.", {{"-", 4}}},
        {"@%s, how is %u?", {{"-", 1}}},
        {"Thanks @%s for #docs and %u.", {{"docs", 4}}},
        {"@%s, how is #it, and %u?", {{"it", 1}}},
        {"#docs and #it: thank you @%s for %u!", {{"docs", 2}, {"it", 2}}},
};
enum { PHRASES = sizeof phrase / sizeof *phrase };
struct credit_form {
	const char *form;
	unsigned units;
};
static const struct credit_form trailer[] = {
        {"Helped-by: %s <%s@x>", 4}, {"Acked-by: %s <%s@x>", 2}, {"Thanks-to: %s <%s@x>", 4}};

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

enum deed_kind { TAKE_OUT, PUT_BACK, TAKE_ALL, COPY, SHUFFLE };

/* What somebody did besides writing, where it could be done. */
struct deed {
	enum deed_kind kind;
	unsigned line, journal;
};

/* One commit: who, with whose work merged, what it says and does. */
struct step {
	unsigned who;
	unsigned pulls; /* whose last commit is merged; PEOPLE: nobody's */
	int day;
	unsigned trailer, helper; /* helper PEOPLE: none */
	struct line line[EACH];
	unsigned lines;
	struct deed deed[DEEDS];
	unsigned deeds;
};

struct story {
	struct step step[STEPS];
};

static void write_lines(struct step *step, unsigned foreign)
{
	step->helper = below(PEOPLE + 1);
	step->trailer = below(sizeof trailer / sizeof *trailer);
	step->lines = below(EACH);
	for (unsigned i = 0; i < step->lines; i++)
		step->line[i] =
		        (struct line){foreign && below(foreign) == 0 ? below(PEOPLE) : step->who,
		                below(PHRASES), below(PEOPLE)};
}

static void do_deeds(struct step *step, int number)
{
	step->deeds = number ? below(DEEDS + 1) : 0;
	for (unsigned i = 0; i < step->deeds; i++) {
		unsigned one = below(10);
		step->deed[i] = (struct deed){one < 5   ? TAKE_OUT
		                              : one < 7 ? PUT_BACK
		                                        : (enum deed_kind)(one - 5),
		        below((unsigned)number * EACH), below(PEOPLE)};
	}
}

static void invent(struct story *story)
{
	*story = (struct story){.step = {{.who = 0}}};
	for (int i = 0; i < STEPS; i++) {
		struct step *step = &story->step[i];
		step->who = below(PEOPLE);
		step->pulls = below(PEOPLE + 1);
		step->day = i * 9 + (int)below(9); /* clocks agree */
		write_lines(step, 8);
		do_deeds(step, i);
	}
}

static bool takes_out(const struct story *story, unsigned line)
{
	unsigned owner = story->step[line / EACH].who;

	for (int i = 0; i < STEPS; i++)
		for (unsigned k = 0; k < story->step[i].deeds; k++)
			if (story->step[i].who == owner && story->step[i].deed[k].line == line &&
			        story->step[i].deed[k].kind == TAKE_OUT)
				return true;
	return false;
}

/*
 * Nobody can take out what stands there no more, nor write again what does: what people take out
 * of their own journals x leaves alone, that they do the same whatever x does.
 */
static void leave_alone(struct story *story, unsigned x)
{
	for (int i = 0; i < STEPS; i++) {
		struct step *step = &story->step[i];
		for (unsigned k = 0; step->who == x && k < step->deeds; k++) {
			struct deed *deed = &step->deed[k];
			if (deed->kind == TAKE_ALL && deed->journal != x)
				deed->kind = SHUFFLE;
			if (deed->kind <= PUT_BACK && story->step[deed->line / EACH].who != x &&
			        takes_out(story, deed->line))
				deed->kind = SHUFFLE;
		}
	}
}

/* Whatever x did, x did something else, on any day; also in the journals of others. */
static void rewrite(struct story *to, const struct story *from, unsigned x)
{
	*to = *from;
	for (int i = 0; i < STEPS; i++) {
		struct step *step = &to->step[i];
		if (step->who != x)
			continue;
		write_lines(step, 2);
		do_deeds(step, i);
		step->day = (int)below(STEPS * 9 + 300);
	}
}

/* ---- what is where ---- */

/* Of one line in one clone: what its owner did last, and whoever else knew of that. */
struct known {
	int own, other; /* the step, plus one; 0: nothing */
	int knew;       /* other: what `own` was then */
	bool own_in, other_in;
};

struct clone {
	struct known line[LINES];
	int shuffled[PEOPLE]; /* each journal, by a step plus one; 0: by nobody */
	int copied[PEOPLE];   /* likewise */
	uint32_t within;      /* bits: the steps in it */
	int tip;              /* a mark; 0: it has no commit */
};

static bool stands(const struct clone *clone, unsigned line)
{
	const struct known *known = &clone->line[line];

	return known->other && known->knew == known->own ? known->other_in : known->own_in;
}

static void pull(struct clone *to, const struct clone *from)
{
	for (unsigned i = 0; i < LINES; i++) {
		struct known *known = &to->line[i];
		const struct known *more = &from->line[i];
		if (more->own > known->own) {
			known->own = more->own;
			known->own_in = more->own_in;
		}
		if (more->knew > known->knew ||
		        (more->knew == known->knew && more->other > known->other)) {
			known->other = more->other;
			known->knew = more->knew;
			known->other_in = more->other_in;
		}
	}
	for (unsigned i = 0; i < PEOPLE; i++) {
		if (from->shuffled[i] > to->shuffled[i])
			to->shuffled[i] = from->shuffled[i];
		if (from->copied[i] > to->copied[i])
			to->copied[i] = from->copied[i];
	}
	to->within |= from->within;
}

/* ---- as commits, and as what was given ---- */

struct gift {
	unsigned receiver, units;
	const char *topic;
	int day;
};

enum { GIFTS = LINES * 2 + STEPS };

struct telling {
	struct buf *script;
	const struct story *story;
	bool reversed;   /* each merge with its parents the other way round */
	int first, mark; /* before the first commit, of the last one */
	struct clone clone[PEOPLE];
	int given[LINES]; /* per line: in which step its owner gave it, plus one; 0: took it back */
	unsigned rank[LINES]; /* and how far down it stood then */
};

static const struct line *line_of(const struct story *story, unsigned line)
{
	return &story->step[line / EACH].line[line % EACH];
}

static bool is_written(const struct story *story, unsigned line, int step)
{
	return (int)(line / EACH) <= step && line % EACH < story->step[line / EACH].lines;
}

static bool is_owners(const struct story *story, unsigned line)
{
	return story->step[line / EACH].who == line_of(story, line)->journal;
}

static void set(struct telling *telling, int step, unsigned line, bool in)
{
	unsigned who = telling->story->step[step].who;
	struct known *known = &telling->clone[who].line[line];

	if (is_owners(telling->story, line) && line_of(telling->story, line)->journal == who) {
		known->own = step + 1;
		known->own_in = in;
		if (!in)
			telling->given[line] = 0;
		else if (!telling->given[line])
			telling->given[line] = step + 1;
		return;
	}
	known->other = step + 1;
	known->knew = known->own;
	known->other_in = in;
}

static void set_if(struct telling *telling, int step, unsigned line, bool in)
{
	const struct clone *clone = &telling->clone[telling->story->step[step].who];
	const struct known *known = &clone->line[line];

	/* only what this clone has seen, and once; nor does anybody make their own what others
	 * wrote */
	if (known->own != step + 1 && (known->own || known->other) && stands(clone, line) != in &&
	        (!in || is_owners(telling->story, line) ||
	                line_of(telling->story, line)->journal != telling->story->step[step].who))
		set(telling, step, line, in);
}

static void do_deed(struct telling *telling, int step, const struct deed *deed)
{
	unsigned who = telling->story->step[step].who;
	struct clone *clone = &telling->clone[who];

	if (deed->kind == SHUFFLE)
		clone->shuffled[deed->journal] = step + 1;
	else if (deed->kind == COPY && deed->journal != who)
		clone->copied[deed->journal] = step + 1;
	else if (deed->kind == TAKE_ALL && deed->journal != who)
		for (unsigned i = 0; i < (unsigned)step * EACH; i++) {
			if (is_written(telling->story, i, step) &&
			        line_of(telling->story, i)->journal == deed->journal)
				set_if(telling, step, i, false);
		}
	else if (deed->kind <= PUT_BACK && is_written(telling->story, deed->line, step))
		set_if(telling, step, deed->line, deed->kind == PUT_BACK);
}

static void add_phrase(struct buf *text, const char *form, const char *who, unsigned number)
{
	for (const char *at = form; *at; at++) {
		if (at[0] == '%') {
			at++;
			buf_print(text, *at == 's' ? "%s" : "%.0s%u", who, number);
		} else {
			buf_putc(text, *at);
		}
	}
}

/* What was there is where somebody moved it; what is new stands behind it. */
static unsigned rank_of(const struct clone *clone, unsigned line, unsigned journal, int step)
{
	uint32_t by = (uint32_t)clone->shuffled[journal];

	if ((int)(line / EACH) == step)
		return UINT32_MAX / 2 + line;
	return by ? ((line + 1) * 2654435761u ^ by * 40503u) % 65521u * LINES + line : line;
}

static void tell_lines(struct telling *telling, const unsigned *order, unsigned count,
        const char *owner, const char *name)
{
	struct buf text = BUF_INIT;

	for (unsigned i = 0; i < count; i++) {
		const struct line *line = line_of(telling->story, order[i]);
		/* an entry each: the topics of an entry are those of all that stands in it */
		char day[DAY_SIZE];
		day_print(day, 20000 + telling->story->step[order[i] / EACH].day);
		buf_print(&text, "# %s\n\n", day);
		add_phrase(&text, phrase[line->phrase].form, handle[line->about], order[i]);
		buf_puts(&text, "\n\n");
	}
	if (text.len)
		buf_print(telling->script, "M 100644 inline journals/%s/%s.md\ndata %zu\n%s\n",
		        owner, name, text.len, text.data);
	buf_release(&text);
}

/* Whatever was in somebody's journal before that step, in another file of theirs. */
static void tell_copy(struct telling *telling, unsigned journal, int step)
{
	unsigned order[LINES], count = 0;

	for (unsigned i = 0; i < (unsigned)step * EACH; i++)
		if (is_written(telling->story, i, step) &&
		        line_of(telling->story, i)->journal == journal)
			order[count++] = i;
	tell_lines(telling, order, count, handle[journal], "copy");
}

static void tell_journal(
        struct telling *telling, const struct clone *clone, unsigned journal, int step)
{
	unsigned order[LINES], count = 0;

	for (unsigned i = 0; i < LINES; i++) {
		if (!is_written(telling->story, i, step) || !stands(clone, i) ||
		        line_of(telling->story, i)->journal != journal)
			continue;
		unsigned at = count++;
		for (; at && rank_of(clone, order[at - 1], journal, step) >
		                     rank_of(clone, i, journal, step);
		        at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	tell_lines(telling, order, count, handle[journal], "notes");
}

static void tell_journals(struct telling *telling, const struct clone *clone, int step)
{
	buf_puts(telling->script, "deleteall\n");
	for (unsigned journal = 0; journal < PEOPLE; journal++) {
		tell_journal(telling, clone, journal, step);
		if (clone->copied[journal])
			tell_copy(telling, journal, clone->copied[journal] - 1);
	}
}

static void tell_commit(struct telling *telling, const char *who, int day, const char *message,
        const int *parents, int count)
{
	long long time = (20000LL + day) * DAY + 3600 + telling->mark - telling->first;

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
	struct clone *clone = &telling->clone[step->who];
	const struct clone *from =
	        step->pulls < PEOPLE ? &telling->clone[step->pulls] : &telling->clone[step->who];
	int parents[2] = {clone->tip ? clone->tip : root, 0}, count = 1;
	struct buf message = BUF_INIT;

	if (from->tip && from->within & ~clone->within) {
		parents[count++] = from->tip;
		pull(clone, from);
	}
	for (unsigned i = 0; i < step->deeds; i++)
		do_deed(telling, number, &step->deed[i]);
	for (unsigned i = 0; i < step->lines; i++)
		set(telling, number, (unsigned)number * EACH + i, true);
	clone->within |= 1u << number;
	buf_print(&message, "step %d\n\n", number);
	if (step->helper < PEOPLE)
		add_phrase(&message, trailer[step->trailer].form, handle[step->helper], 0);
	tell_commit(telling, handle[step->who], step->day, message.data, parents, count);
	tell_journals(telling, clone, number);
	clone->tip = telling->mark;
	for (unsigned i = 0; i < LINES; i++)
		if (telling->given[i] == number + 1)
			telling->rank[i] = rank_of(clone, i, step->who, number);
	buf_release(&message);
}

/* The marks of a merge of all that everybody has, by nobody of them. */
static void tell(struct telling *telling)
{
	int parents[PEOPLE + 1] = {0}, count = 0;
	struct clone all = {.tip = 0};

	buf_puts(telling->script, "reset refs/heads/main\n\n");
	tell_commit(telling, "zoe", 0, "root\n", NULL, 0);
	parents[count++] = telling->mark;
	for (int i = 0; i < STEPS; i++)
		tell_step(telling, i, parents[0]);
	for (unsigned i = 0; i < PEOPLE; i++)
		if (telling->clone[i].tip) {
			parents[count++] = telling->clone[i].tip;
			pull(&all, &telling->clone[i]);
		}
	tell_commit(telling, "zoe", STEPS * 9, "together\n", parents, count);
	tell_journals(telling, &all, STEPS);
}

static void add_gift(struct gift *out, size_t *count, unsigned giver, struct gift gift)
{
	if (gift.units && gift.receiver != giver)
		out[(*count)++] = gift;
}

/* The highest line of that step from a rank on, or LINES. */
static unsigned next_given(const struct telling *telling, int step, unsigned from)
{
	unsigned best = LINES;

	for (unsigned i = 0; i < LINES; i++)
		if (telling->given[i] == step && telling->rank[i] >= from &&
		        (best == LINES || telling->rank[i] < telling->rank[best]))
			best = i;
	return best;
}

/* What somebody gave and did not take back, in the order in which it was written. */
static size_t gifts_of(struct gift *out, const struct telling *telling, unsigned giver)
{
	size_t count = 0;

	for (int i = 0; i < STEPS; i++) {
		const struct step *step = &telling->story->step[i];
		if (step->who != giver)
			continue;
		if (step->helper < PEOPLE)
			add_gift(out, &count, giver,
			        (struct gift){step->helper, trailer[step->trailer].units, "-",
			                20000 + step->day});
		unsigned last = 0, line;
		while ((line = next_given(telling, i + 1, last)) < LINES) {
			const struct line *one = line_of(telling->story, line);
			last = telling->rank[line] + 1;
			for (int k = 0; k < 2 && phrase[one->phrase].event[k].topic; k++)
				add_gift(out, &count, giver,
				        (struct gift){one->about,
				                phrase[one->phrase].event[k].units,
				                phrase[one->phrase].event[k].topic,
				                20000 + telling->story->step[line / EACH].day});
		}
	}
	return count;
}

#endif
