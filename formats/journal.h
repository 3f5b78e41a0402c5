/* SPDX-License-Identifier: MIT */
/*
 * journal: what moot notices in a journal file.  Any bytes are a good journal; nothing fails.
 *
 * A file holds one entry, or several under headings (of any level) that begin with an ISO date.
 * Text before the first such heading is an entry of its own when it says anything beside headings.
 * Kept are the sentences that carry a signal or a topic, in the order of the file; lines count from
 * 1 as in the file itself (a front matter counts), columns from 1 in bytes.
 *
 * Limits, so that the cost is linear in the size whatever is written: see passage.h and tame.h.
 * Safe to call from several threads, each with its own arena; struct thanks is only read.
 */
#ifndef FORMATS_JOURNAL_H
#define FORMATS_JOURNAL_H

#include "formats/arena.h"
#include "formats/thanks.h"

#include <stddef.h>
#include <stdint.h>

#define JOURNAL_MAX                                                                                \
	(64u << 20) /* bytes; journal_parse() may be given more, D6 refuses it before              \
	             */
#define JOURNAL_NO_DAY INT32_MIN

enum signal_kind {
	SIGNAL_THANKS,    /* also the closing trailers Thanks-to, Helped-by, ...-by */
	SIGNAL_BUILDS_ON, /* a link to a relative .md path, or the trailer Builds-on */
	SIGNAL_ASKS,
	SIGNAL_MENTION, /* also the closing trailers Signed-off-by and Cc */
	SIGNAL_TASK_OPEN,
	SIGNAL_TASK_DONE,
};

struct signal {
	enum signal_kind kind;
	/*
	 * A handle in lower case; for BUILDS_ON the destination percent-decoded, as written else
	 * (with its #fragment); "" for a task.  With a trailer: one value of it, "@bob" in lower
	 * case, or a name ("Bob Lee <bob@example.org>", "bob") as written.
	 */
	const char *target;
	const char *trailer; /* its word in lower case ("thanks-to"), or NULL */
	uint32_t sentence;   /* index into sentence */
	uint32_t line;
	uint32_t column;
};

struct sentence {
	const char *text; /* plain text, white space folded to single blanks; a NUL behind it */
	size_t len;
	uint32_t line;
	uint32_t column;
	const char *const *topic; /* its own, in order of first appearance, folded; may be none */
	size_t topic_count;
	int32_t day;    /* of its entry, by the heading, or JOURNAL_NO_DAY; days since 1970 */
	uint32_t entry; /* index into entry */
};

struct journal_entry {
	int32_t day;       /* by its heading, or JOURNAL_NO_DAY */
	const char *title; /* the heading behind the date, else the first heading, else the first
	                    * sentence; cut at 120 bytes; "" when there is no text */
	const char *const *topic; /* all of the entry's, in order of first appearance */
	size_t topic_count;
	uint32_t line;       /* of its heading, or of the first text */
	const char *settled; /* what the closing trailer Settled: says, or NULL */
};

/* A heading as a link can name it: x.md#slug. */
struct anchor {
	const char *slug; /* as forges make it: lower case, blanks to '-', "-1" behind a second */
	uint32_t line;
	uint32_t entry;
};

struct journal {
	struct journal_entry *entry;
	size_t entry_count;
	struct sentence *sentence;
	size_t sentence_count;
	struct signal *signal; /* by line, then column, then kind */
	size_t signal_count;
	struct anchor *anchor;
	size_t anchor_count;
};

/* What reading needs from file to file; one a thread.  Worth keeping where many files are read. */
struct journal_reader;
struct journal_reader *journal_open(void);
void journal_close(struct journal_reader *reader);

/*
 * Everything in *out lives in the arena; the text need not outlive the call.  One sentence gives a
 * handle only the strongest of thanks, asks and mention; builds-on stands beside it, once a
 * destination.
 */
void journal_read(struct journal_reader *reader, struct journal *out, struct arena *arena,
        const char *text, size_t len, const struct thanks *words);
/* The same for a single file. */
void journal_parse(struct journal *out, struct arena *arena, const char *text, size_t len,
        const struct thanks *words);

#endif
