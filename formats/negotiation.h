/* SPDX-License-Identifier: MIT */
/*
 * negotiation: the files of negotiations/YEAR/MMDD-SLUG-ID/ (moot-negotiation(5)): negotiation.ini,
 * option.ini, decision-*.ini, agreements, and the names of the files themselves.
 */
#ifndef FORMATS_NEGOTIATION_H
#define FORMATS_NEGOTIATION_H

#include "formats/date.h"
#include "formats/ini.h"
#include "formats/term.h"

struct pair {
	const char *name, *value;
	uint32_t line;
};

/* negotiation.ini; every key may be left out: NULL, 0 or DAY_NONE. */
struct negotiation_file {
	const char *by; /* handle of the opener */
	int32_t opened, decidable, closes;
	const char *from; /* commit id in hex, without "sha1:" */
	const char *policy;
	const char *kind;      /* "election", "recall", "act", "emergency", or NULL */
	const char *role;      /* of an election or recall */
	const char *person;    /* recalled */
	struct day_range term; /* of an election: term = A..B */
	uint32_t seats;        /* of an election; 0 = 1 */
	struct duration trial; /* zero: none */
	const char **seen;     /* paths */
	size_t seen_count;
	const char *answers;  /* a voice's path */
	const char *ratifies; /* a commit */
	const char *keep;     /* id of the trial that is kept */
	struct pair *base;    /* path = blob id in hex, without "sha1:"; "" for "none" */
	size_t base_count;
	struct pair *roll; /* handle = reason */
	size_t roll_count;
	struct ini_file ini;
};
bool negotiation_parse(struct negotiation_file *out, struct arena *arena, const char *text,
        size_t len, const char *path, struct findings *findings);

/* decision-WHO-XXXX.ini */
struct decision_file {
	const char *result;   /* "adopted", "lapsed", "blocked", "withdrawn"; adopted when left out
	                         and an option is named */
	const char *option;   /* "b-ben", or NULL */
	const char **elected; /* handles, of an election */
	size_t elected_count;
	const char **tally; /* "ana consent" */
	size_t tally_count;
	const char **absent;
	size_t absent_count;
	const char *voices; /* tree id in hex, without "sha1:" */
	const char *ratifies;
	int32_t review; /* DAY_NONE */
	int32_t trial_until;
	struct ini_file ini;
};
bool decision_parse(struct decision_file *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/* option.ini: what it replaces, and its own base. */
struct option_file {
	const char *replaces;
	struct pair *base;
	size_t base_count;
	struct ini_file ini;
};
bool option_parse(struct option_file *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/* agreements/NAME.md: free Markdown, closing lines. */
struct agreement {
	const char *name;
	const char *title; /* first heading, or the name */
	int32_t until;     /* DAY_NONE: a finding E107 */
	const char *by;
	const char *team;   /* or NULL: all members */
	const char *amount; /* or NULL */
};
bool agreement_parse(struct agreement *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings);

/* What a path below the root is, by its name alone. */
enum negotiation_part {
	PART_NONE,      /* not of this form: a finding */
	PART_FACTS,     /* negotiation.ini */
	PART_PROPOSAL,  /* proposal.md */
	PART_OPTION,    /* OPTION/... */
	PART_VOICE,     /* voice-*.md */
	PART_SIGNATURE, /* voice-*.md.sig */
	PART_DECISION,  /* decision-*.ini */
};

struct negotiation_path {
	const char *folder; /* "negotiations/2026/1124-release-lead-7k3f9q2m8x" */
	const char *id;     /* "7k3f9q2m8x" */
	const char *slug;   /* "release-lead" */
	enum negotiation_part part;
	const char *option; /* PART_OPTION: "a", "b-ben" */
	const char *inside; /* PART_OPTION: "roles/release-lead.ini" or "option.ini" */
};
bool negotiation_path_parse(struct negotiation_path *out, struct arena *arena, const char *path);

/* An option may hold only moot.ini, people/H.ini, roles/R.ini, agreements/A.md and option.ini. */
bool option_may_hold(const char *inside);

/* The one line that a redacted file holds, "redacted sha1:<blob>" (rule D6): its blob in hex. */
bool redaction_parse(const char **blob, struct arena *arena, const char *text, size_t len);

#endif
