/* SPDX-License-Identifier: MIT */
/*
 * charter: moot.ini (moot-charter(5)) laid over the shipped rules of its number.  A charter says
 * only what differs; charter_shipped() is the rest, and a new program keeps the old numbers.
 */
#ifndef FORMATS_CHARTER_H
#define FORMATS_CHARTER_H

#include "formats/date.h"
#include "formats/fraction.h"
#include "formats/ini.h"
#include "formats/role.h"

#include <stdbool.h>

/* What a change touches; each is mapped to a policy by [use]. */
enum change_kind {
	CHANGE_WHERE,
	CHANGE_HOW,
	CHANGE_WHAT,
	CHANGE_WHO,
	CHANGE_WHY,
	CHANGE_AUTONOMY,
	CHANGE_LEAD,
	CHANGE_HOLDER,
	CHANGE_PAY,
	CHANGE_PERSON,
	CHANGE_CHARTER,
	CHANGE_AGREEMENT,
	CHANGE_TRIAL,
	CHANGE_RECALL,
	CHANGE_KINDS
};

extern const char *const change_kind_name[CHANGE_KINDS]; /* "where" ... "recall": keys of [use] */

enum method {
	METHOD_CONSENT,
	METHOD_VOTE,
	METHOD_RANKED,
	METHOD_ELECTION,
	METHOD_ADVICE,
	METHOD_LAZY
};

extern const char *const method_name[6];

enum ranked_count { RANKED_SCHULZE, RANKED_APPROVAL, RANKED_STAR, RANKED_STV };

struct policy {
	const char *name;
	enum method method;
	enum ranked_count count; /* count = schulze|approval|star|stv */
	struct fraction quorum;  /* of the roll that is not away; default 0 (none) */
	struct fraction yes;     /* method vote; default > 1/2 */
	struct duration open_min, open_max;
	struct duration decide; /* how long after `closes` it may still be decided; default 14d */
	struct duration review; /* zero: none */
	bool early;
	bool margins;       /* margins = yes: Schulze by them, not by winning votes */
	bool unranked_last; /* unranked = last; it must be said for method ranked */
	bool unranked_said;
	bool ties_lot;
	bool seal;
	uint32_t sponsors; /* consents needed before it counts as open; default 0 */
	uint32_t strength; /* lazy 1, light, standard, significant, entrenched 5; others 0 */
	uint32_t line;     /* in the charter; 0: shipped */
};

struct unit_rule {
	const char *word; /* "thanks", "reviewed-by": lower case */
	uint32_t units;
};

struct charter {
	uint32_t rules;   /* the number of the shipped rules, 1 */
	const char *name; /* of the group */
	bool identity_signed;
	int32_t zone; /* seconds east of UTC in which days are counted; default 0 */
	const char *zone_name;
	const char **robots; /* e-mails or names of committers that are no person */
	size_t robot_count;
	const char **seeds; /* role names; none: all members */
	size_t seed_count;
	bool trailers_any_line;
	const char **thanks; /* thanks-words; none: the shipped ones */
	size_t thanks_count;
	int32_t relay_days; /* relay = no|DUR; 0 = no */
	/* [reputation] */
	uint32_t half_life, units_of, pair_cap, steps;
	struct unit_rule *unit; /* all that have units, each word once */
	size_t unit_count;
	/* [limits]; zero: no limit */
	struct duration max_term, cooling;
	uint32_t max_consecutive, max_roles;
	int32_t max_load_tenths;       /* of a day a week: max-load = 5d/week is 50 */
	struct fraction affiliation;   /* denominator 0: no limit */
	const char *use[CHANGE_KINDS]; /* policy names */
	uint32_t use_line[CHANGE_KINDS];
	struct policy *policy; /* shipped ones first, each name once: the charter's own wins */
	size_t policy_count;
	struct ini_file ini;
};

/*
 * As person_parse(); also checks that [use] names policies that exist, that a ranked policy says
 * `unranked`, that open is least..most, and that every fraction is one.  False also when the number
 * of the shipped rules is missing or unknown.
 */
bool charter_parse(struct charter *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/* The shipped rules alone, of a group without a name; false for a number that was never shipped. */
bool charter_default(struct charter *out, struct arena *arena, uint32_t rules);

const struct policy *charter_policy(const struct charter *charter, const char *name); /* or NULL */

/* Units of a word of an acknowledgement ("thanks", "reviewed-by", any case); -1: none are set. */
int charter_units(const struct charter *charter, const char *word);

/* The shipped rules as a charter file, commented; NULL for a number that was never shipped. */
const char *charter_shipped(uint32_t rules);

/* The charter of a template for a new group; NULL for an unknown template, or a group's name that
 * no INI file can hold. */
const char *charter_template(struct arena *arena, const char *template_name, const char *group);
extern const char *const charter_template_name[4]; /* pair, team, coop, oss */

/* A duration after a day; "3d", "1y". */
int32_t span_after(int32_t day, struct duration span);
const char *span_print(struct arena *arena, struct duration span);
bool span_is_zero(struct duration span);

#endif
