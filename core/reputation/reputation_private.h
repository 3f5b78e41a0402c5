/* SPDX-License-Identifier: MIT */
/*
 * What the files of the reputation share: the matrix of shares, the walk over it, the result.
 *
 * C(u,x) is what u's words about x weigh at the date, of ONE.  m_k(x) is the chance that a walk
 * from the seeds is at x after k steps, f_k(x) that it is there for the first time, and
 *
 *     score(x) = sum_{k=1..L} 2^(1-k) f_k(x)
 *     f_k(x)   = m_k(x) - sum_{j<k} f_j(x) r_{k-j}(x),    r_i(x) = (C^i)(x,x)
 *
 * in units of 2^-(20(L+1)+L-1).  Sorted by the last step, with voice(u) = sum_k 2^(1-k) m_{k-1}(u):
 *
 *     score(x) = sum_u voice(u) C(u,x) - sum_{i=1..L-1} back_i(x) r_{i+1}(x)
 *     back_i(x) = sum_{j=0..L-1-i} 2^(-i-j) f_j(x)
 *
 * r_{i+1}(x) is needed only where f_0 .. f_{L-1-i} is not all 0: r_L for the seeds alone.
 */
#ifndef CORE_REPUTATION_REPUTATION_PRIVATE_H
#define CORE_REPUTATION_REPUTATION_PRIVATE_H

#include "core/reputation/reputation.h"
#include "core/reputation/reputation_age.h"
#include "core/reputation/reputation_wide.h"

#define ONE (UINT32_C(1) << 20)

#define NOBODY UINT32_MAX

enum { STEPS_MAX = 5, PANELS_MAX = 64 };

/* What is out of a hand: of a giver to all, or to one receiver. */
struct purse {
	uint32_t out; /* of ONE, as of now */
	int32_t now;  /* the latest day seen; INT32_MIN: none */
};

#define PURSE_INIT                                                                                 \
	{                                                                                          \
		0, INT32_MIN                                                                       \
	}

/* The share that an event takes; both purses are moved to its day. */
static inline uint32_t purse_spend(struct purse *giver, struct purse *pair, int32_t day,
        uint32_t units, const struct reputation_params *params, const struct age *age)
{
	int32_t now = day > giver->now ? day : giver->now;

	if (giver->out)
		giver->out = age_up(age, giver->out, (uint32_t)now - (uint32_t)giver->now);
	if (pair->out)
		pair->out = age_up(age, pair->out, (uint32_t)now - (uint32_t)pair->now);
	giver->now = pair->now = now;

	uint32_t share = (ONE - giver->out) * units / params->units_of;
	uint32_t room = params->pair_cap > pair->out ? params->pair_cap - pair->out : 0;

	if (share > room)
		share = room;
	giver->out += share;
	pair->out += share;
	return share;
}

/* One entry of the matrix, seen from a row (person: the receiver) or a column (the giver). */
struct entry {
	uint32_t person;
	uint32_t weight; /* 1 to ONE */
};

struct matrix {
	size_t count;           /* people */
	uint32_t *row, *column; /* count + 1 of each: where a person's entries start */
	struct entry *given;    /* by row, in order of first mention */
	struct entry *received; /* by column, givers ascending */
};

bool event_counts(const struct reputation_event *event, int32_t at);

/* From the events that count, in one topic or REPUTATION_ALL.  share[event_count] is read if known;
 * else, over all topics, it is filled, 0 standing where an event counts nothing. */
void matrix_build(struct matrix *matrix, const struct reputation_input *in, const struct age *age,
        uint32_t topic, uint32_t *share, bool known);
void matrix_release(struct matrix *matrix);

/* One number a person; high is NULL where 64 bits suffice. */
struct vector {
	uint64_t *low, *high;
};

static inline struct wide vector_get(const struct vector *vector, size_t i)
{
	return (struct wide){vector->high ? vector->high[i] : 0, vector->low[i]};
}

static inline void vector_set(struct vector *vector, size_t i, struct wide value)
{
	vector->low[i] = value.low;
	if (vector->high)
		vector->high[i] = value.high;
}

struct walk {
	unsigned steps;
	size_t count;
	struct vector mass[STEPS_MAX]; /* m_0 .. m_{L-1}, 20(k+1) binary places */
	struct vector voice;           /* as a standing: 21L-1 places */
};

void walk_init(struct walk *walk, unsigned steps, size_t count);
void walk_release(struct walk *walk);
/* Fills m_1 and up, and the voice, from m_0.  The walk does not enter `removed`, and nothing that
 * `silent` wrote is there; each may be NOBODY. */
void walk_run(struct walk *walk, const struct matrix *matrix, uint32_t removed, uint32_t silent);

/* r_2 .. r_L of everybody, steps - 1 a person; 0 where nothing needs them. */
struct wide *returns_all(struct reputation *reputation, const struct matrix *last);

/* back_1 .. back_{L-1} of a person (steps - 1 of them) from a walk and r_2 .. */
void walk_back(
        const struct walk *walk, size_t person, const struct wide *returns, struct wide *back);

/* Scores of a walk whose last step goes over `last`; returns are those over the whole matrix,
 * last_returns those whose last step is over `last`. */
void walk_scores(const struct walk *walk, const struct matrix *last, const struct wide *returns,
        const struct wide *last_returns, struct wide *score);

/* Dense vectors that are all 0 between uses. */
struct scratch {
	uint32_t *near;
	uint64_t *row, *column;
	uint32_t *row_touched, *column_touched;
	size_t row_count, column_count;
};

void scratch_init(struct scratch *scratch, size_t count);
void scratch_release(struct scratch *scratch);
/* Puts C(x, .) into near, and takes it out again. */
void scratch_spread(struct scratch *scratch, const struct matrix *matrix, uint32_t x);
void scratch_gather(struct scratch *scratch, const struct matrix *matrix, uint32_t x);
/* (C^2)(x, to), while x is spread. */
uint64_t scratch_two_steps_to(
        const struct scratch *scratch, const struct matrix *matrix, uint32_t x, uint32_t to);
/* Puts (C^2)(x, .) into row if that costs less than asking for each giver of x. */
bool scratch_two_steps_near(struct scratch *scratch, const struct matrix *matrix, uint32_t x);
/* Takes row and column back to 0. */
void scratch_clear(struct scratch *scratch);

struct reputation {
	struct reputation_input in; /* seed is our own copy */
	uint32_t *seed;             /* in byte order of handles, all different */
	size_t seed_count;
	struct age age;
	uint32_t topic;  /* of a strict one, else REPUTATION_ALL */
	uint32_t *share; /* one an event, in landing order */
	struct matrix matrix;
	struct walk walk;
	struct wide *returns;
	struct wide *score;
	struct scratch scratch;
	uint32_t *received; /* reputation_index(): events by receiver, or NULL */
	uint32_t *received_start;
};

/* Whether the shares were made with the parameters that shares depend on. */
bool shares_params_equal(
        const struct reputation_shares *shares, const struct reputation_params *params);

/* The seeds of the panels that a person's firm score is left with, into mass[person_count], which
 * is all 0.  Of panels that give the same the first are left out.  false: there is no firm. */
bool firm_seeds(struct reputation *reputation, uint32_t person, uint32_t topic, uint64_t *mass);

/* What seed i of seed_count has: floor(ONE / seed_count), one more for the first rest. */
uint32_t seed_mass(size_t seed_count, size_t i);

#endif
