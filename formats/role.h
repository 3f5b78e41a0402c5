/* SPDX-License-Identifier: MIT */
/* role: roles/NAME.ini (moot-role(5)): a role, a team or a community. */
#ifndef FORMATS_ROLE_H
#define FORMATS_ROLE_H

#include "formats/ini.h"
#include "formats/term.h"

#include <stdbool.h>

/* Autonomy, cumulative; also the level of an edit (rules A3). */
enum level { LEVEL_NONE, LEVEL_WHERE, LEVEL_HOW, LEVEL_WHAT, LEVEL_WHO, LEVEL_WHY };

extern const char *const level_name[6]; /* "none" "where" ... */
bool level_parse(enum level *out, const char *text);

enum role_kind { ROLE_ROLE, ROLE_TEAM, ROLE_COMMUNITY };

extern const char *const role_kind_name[3]; /* "role" "team" "community" */

struct holder {
	const char *handle;
	struct term term;
	const char *load;    /* as written, or NULL */
	int32_t load_tenths; /* of a day a week: 2d/week is 20; 0 when none is given */
};

struct led_by {
	const char *role;
	struct term term;
};

struct pay {
	const char *amount; /* "1200 EUR/month", as written; NULL when missing */
	struct term term;
};

struct role {
	const char *name;  /* the file's name */
	const char *title; /* the name when missing */
	enum role_kind kind;
	uint32_t seats; /* 1 for a role; for a team or community 0 = any number, when not given */
	enum level autonomy;
	const char **topic; /* lower case, from the comma-separated list */
	size_t topic_count;
	const char *team;  /* or NULL: all members */
	const char *duty;  /* as written, or NULL */
	int32_t duty_days; /* of duty = journal/14d; 0: none */
	int32_t ended;     /* DAY_NONE: not ended */
	const char **was;  /* earlier names, may be several */
	size_t was_count;
	struct holder *holder; /* in the order of the file */
	size_t holder_count;
	struct led_by *led_by;
	size_t led_by_count;
	struct pay *pay;
	size_t pay_count;
	struct ini_file ini;
};

/* "2d/week", "0.5d/week": tenths of a day a week. */
bool load_parse(int32_t *tenths, const char *text);

/* A topic in a list of them, folded as journals are; a value_list_read() item. */
bool value_item_topic(const char **item, const struct values *values, const struct ini_key *key,
        size_t offset, size_t len);

/* As person_parse(). */
bool role_parse(struct role *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/*
 * A value marked as a trial where it stands, "telephone first ; trial 2m9x until 2026-03-19": the
 * mark is a comment to every other reader.  False when there is none.
 */
bool role_trial_mark(const char *line, size_t len, const char **id, size_t *id_len, int32_t *until);

#endif
