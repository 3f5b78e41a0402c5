/* SPDX-License-Identifier: MIT */
/*
 * command: what a subcommand is.  Each is one file, cmd/NAME.c, closed by its descriptor
 *
 *     const struct command command_decide = {
 *             .name = "decide",
 *             .group = GROUP_NEGOTIATE,
 *             .summary = "count the voices and commit what passed",
 *             .operands = "ID",
 *             .operand_min = 1,
 *             .operand_max = 1,
 *             .option = options,
 *             .options_size = sizeof(struct decide_options),
 *             .needs = NEEDS_MOOT | WRITES,
 *             .run = run,
 *     };
 *
 * with its page, cmd/moot-NAME.1, beside it; moot.c lists them all.  The frame parses the options,
 * checks the number of operands, provides what `needs` says and then calls run().
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "cmd/options.h"
#include "cmd/out.h"
#include "formats/arena.h"
#include "formats/error.h"

#include <stdbool.h>
#include <stdint.h>

struct repo;
struct git_config;

enum command_needs {
	NEEDS_REPO = 1 << 0,    /* a git repository around the current folder (-C) */
	NEEDS_MOOT = 1 << 1,    /* one with a root: a folder that holds moot.ini */
	READS_HISTORY = 1 << 2, /* works in a repository without moot.ini too: history mode */
	READS = 1 << 3,         /* takes --at DATE and --commit REV */
	WRITES = 1 << 4,        /* leaves a commit: needs a work tree */
	PAGED = 1 << 5,         /* the human form may be long: goes through the pager */
	KEPT = 1 << 6,          /* says nothing but what is committed: its answer may be kept */
};

enum command_group {
	GROUP_HIDDEN, /* called by git or by tests; not in the list of help */
	GROUP_WORK,   /* work out loud */
	GROUP_SEE,
	GROUP_NEGOTIATE,
	GROUP_DO,
	GROUP_HONEST, /* keep honest */
	GROUP_SHARE,
	GROUP_SET_UP,
	GROUP_COUNT,
};

struct context {
	struct arena *arena;           /* given back when the command has ended */
	const struct command *command; /* the one that runs */
	const void *options;           /* its struct, of options_size bytes */
	struct out *out;               /* the results; see out.h */

	int64_t now;        /* seconds since 1970: MOOT_NOW, else the system clock; read once */
	int32_t now_offset; /* seconds east of UTC: what MOOT_NOW says, else the local zone's */
	int32_t today;      /* the day of now in UTC; the charter's zone may give another one */
	int32_t at;         /* --at, or DAY_NONE: the day of now in the charter's zone */
	const char *commit; /* --commit, or NULL: HEAD */
	/*
	 * With NEEDS_MOOT or READS_HISTORY: where the folder with moot.ini lies in the repository,
	 * "" or "governance", no slash around it; NULL: there is none (history mode).
	 */
	const char *root;
	bool told; /* in history mode: whether there is a group elsewhere */

	/* Set when the group is read, for answer.h: the day asked, and the charter's zone. */
	bool dated;
	int32_t day, zone;

	/* Filled when first asked for, by the functions below. */
	struct repo *repo;
	struct git_config *config;
	struct memo *memo; /* context_memo() */
};

struct command {
	const char *name;
	enum command_group group;
	const char
	        *summary; /* a phrase in the imperative, without full stop: also .Nd of the page */
	const char *operands;                /* "ID [OPTION]"; NULL: none */
	int operand_min;                     /* fewer: usage, 129 */
	int operand_max;                     /* more: usage, 129; OPERANDS_ANY */
	const struct command_option *option; /* or NULL */
	size_t options_size;
	unsigned needs; /* of enum command_needs */
	/*
	 * argv[0..argc) are the operands alone; argv[argc] is NULL.  Returns the exit status (0, 1,
	 * 3), or -1 with *err set: the frame prints it and ends with err->kind.  Results go to
	 * context->out; talk to stderr through talk_*().
	 */
	int (*run)(struct context *context, int argc, char **argv, struct error *err);
};

#define OPERANDS_ANY (-1)

/* The table of contents, by group and then in the order of design; ends with NULL. */
extern const struct command *const commands[];
const struct command *command_find(const char *name); /* or NULL */
const char *command_nearest(const char *name);        /* the name of one that is alike, or NULL */
extern const char *const command_group_title[GROUP_COUNT];

/* What every command takes (-C, --json ...), and what those with READS take besides. */
extern const struct command_option common_options[];
extern const struct command_option reading_options[];

struct common_options {
	struct option_list directory;
	bool json, porcelain, nul, no_pager, help;
	unsigned color; /* enum color_wish of terminal.h */
};

struct reading_options {
	int32_t at;
	const char *commit;
};

/*
 * The repository around the current folder, opened when first asked for: help, version and
 * completion never load libgit2.  Not to be freed: it is closed when the command has ended.
 */
int context_repo(struct context *context, struct repo **out, struct error *err);

/* What `needs` of enum command_needs says, for a command that knows it only from its options. */
int context_provide_for(struct context *context, unsigned needs, struct error *err);

/* The newest branches, "main next", for whom HEAD names one that is not there; NULL: there is none.
 */
const char *context_branches(struct context *context);

/* What earlier commands found out about the repository's objects; what this one does is kept when
 * it ends. */
struct memo *context_memo(struct context *context);

/* git's configuration, read once when first asked for; empty where git cannot read it. */
const struct git_config *context_config(struct context *context);

/* "-h": usage and options on the results' stream. */
void command_explain(struct out *out, struct arena *arena, const struct command *command);
/* "usage: moot decide [-n] ID", folded to the width. */
void command_usage(struct buf *to, struct arena *arena, const struct command *command, int width);

/* --- for moot.c --- */

/* Reads the clock; -1 when MOOT_NOW is no moment. */
int context_init(struct context *context, struct arena *arena, struct error *err);
/* Chooses form, width, colour and pager; changes to the folders of -C first. */
int context_open_out(struct context *context, const struct common_options *common, struct out *out,
        struct error *err);
/* What the command's `needs` says. */
int context_provide(struct context *context, struct error *err);
void context_release(struct context *context);

#endif
