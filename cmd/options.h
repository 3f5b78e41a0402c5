/* SPDX-License-Identifier: MIT */
/*
 * options: one table a command, which drives parsing, -h, the SYNOPSIS, completion and the test
 * that compares it with the page.
 *
 *     struct decide_options {
 *             bool dry_run;
 *             const char *option;
 *     };
 *     static const struct command_option options[] = {
 *             OPTION_FLAG(struct decide_options, dry_run, 'n', "dry-run", "show, write nothing"),
 *             OPTION_STRING(struct decide_options, option, 0, "option", "OPTION", "settle on it"),
 *             OPTION_END,
 *     };
 *
 * Targets are fields of a struct that the frame makes, zeroed, and hands to run() as
 * context->options: zero, NULL and an empty list mean "not given" (a day: DAY_NONE).  The compiler
 * checks that the field has the type of the option.
 *
 * Options may stand anywhere among the operands; `--` ends them.  `--name=value`, `--name value`,
 * `-nvalue`, `-n value`, clusters (`-nz`), unique prefixes of long names; `--no-name` takes a flag
 * back where the name begins with no "no-".
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum command_option_kind {
	COMMAND_OPTION_END = 0,
	COMMAND_OPTION_FLAG,   /* bool */
	COMMAND_OPTION_STRING, /* const char *; the last one given counts */
	COMMAND_OPTION_LIST,   /* struct option_list: repeatable, in the order typed */
	COMMAND_OPTION_COUNT,  /* uint32_t within min..max */
	COMMAND_OPTION_DAY,    /* int32_t, days since 1970; words like "today" go by the clock */
	COMMAND_OPTION_CHOICE, /* unsigned: 1 for the first word, 2 for the second ... */
};

struct command_option {
	enum command_option_kind kind;
	char letter;       /* 'n', or 0 */
	const char *name;  /* "dry-run", or NULL: a letter only */
	const char *value; /* "DATE": what stands for the value in help; NULL for flags */
	const char
	        *help; /* a phrase without full stop; NULL: not listed, for the program's own use */
	size_t offset; /* of the target in the options struct */
	uint32_t min, max;       /* of a count */
	const char *const *word; /* of a choice; ends with NULL */
	const char *bare; /* of a choice: the word that the option without value means; else NULL */
};

/*
 * Several LIST options may share one field, so that the order in which different options were typed
 * is kept: --set a --unset b --set c is three items.
 */
struct option_list {
	struct option_item {
		const struct command_option *option; /* compare ->name */
		const char *value;
	} * item;
	size_t count, capacity;
};

/* The offset of a field, refused by the compiler unless the field has this type. */
#define OPTION_TARGET(type, S, field)                                                              \
	(offsetof(S, field) + 0 * sizeof((type *)0 == &((S *)0)->field))

#define OPTION_FLAG(S, field, letter, name, help)                                                  \
	{                                                                                          \
		COMMAND_OPTION_FLAG, letter, name, NULL, help, OPTION_TARGET(bool, S, field), 0,   \
		        0, NULL, NULL                                                              \
	}
#define OPTION_STRING(S, field, letter, name, value, help)                                         \
	{                                                                                          \
		COMMAND_OPTION_STRING, letter, name, value, help,                                  \
		        OPTION_TARGET(const char *, S, field), 0, 0, NULL, NULL                    \
	}
#define OPTION_LIST(S, field, letter, name, value, help)                                           \
	{                                                                                          \
		COMMAND_OPTION_LIST, letter, name, value, help,                                    \
		        OPTION_TARGET(struct option_list, S, field), 0, 0, NULL, NULL              \
	}
#define OPTION_COUNT(S, field, letter, name, value, min, max, help)                                \
	{                                                                                          \
		COMMAND_OPTION_COUNT, letter, name, value, help,                                   \
		        OPTION_TARGET(uint32_t, S, field), min, max, NULL, NULL                    \
	}
#define OPTION_DAY(S, field, letter, name, value, help)                                            \
	{                                                                                          \
		COMMAND_OPTION_DAY, letter, name, value, help, OPTION_TARGET(int32_t, S, field),   \
		        0, 0, NULL, NULL                                                           \
	}
/* words: a const char *const array that ends with NULL; shown as its words joined by '|'. */
#define OPTION_CHOICE(S, field, letter, name, words, help)                                         \
	{                                                                                          \
		COMMAND_OPTION_CHOICE, letter, name, NULL, help,                                   \
		        OPTION_TARGET(unsigned, S, field), 0, 0, words, NULL                       \
	}
#define OPTION_CHOICE_BARE(S, field, letter, name, words, bare, help)                              \
	{                                                                                          \
		COMMAND_OPTION_CHOICE, letter, name, NULL, help,                                   \
		        OPTION_TARGET(unsigned, S, field), 0, 0, words, bare                       \
	}
#define OPTION_END                                                                                 \
	{                                                                                          \
		COMMAND_OPTION_END, 0, NULL, NULL, NULL, 0, 0, 0, NULL, NULL                       \
	}

/* A table and the struct that its offsets are for. */
struct option_set {
	const struct command_option *option; /* or NULL: none */
	void *target;
};

/* Sets every DAY of the set to DAY_NONE; the rest is expected to be zeroed. */
void options_init(const struct option_set *set);

/*
 * Reads argv[0..argc) into the targets of the sets; the operands are moved to the front of argv and
 * counted in *operands.  With `leading`, stops at the first operand (the options before the
 * subcommand's name).  today: for words like "yesterday".  -1: usage, with a hint.
 */
int options_parse(const struct option_set *sets, size_t set_count, int argc, char **argv,
        bool leading, int32_t today, int *operands, struct arena *arena, struct error *err);

/* "DATE", "a|b|c" or NULL. */
const char *option_value_name(struct arena *arena, const struct command_option *option);

#endif
