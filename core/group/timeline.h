/* SPDX-License-Identifier: MIT */
/*
 * timeline: what people wrote, newest first: the entries of the journals; in history mode the
 * commits that acknowledge somebody.
 */
#ifndef CORE_GROUP_TIMELINE_H
#define CORE_GROUP_TIMELINE_H

#include "core/group/account.h"

struct timeline_signal {
	const char *kind; /* thanks, builds-on, asks, mention, task, done, or a trailer's word */
	const char *target;
};

struct timeline_entry {
	int32_t day;
	const char *who;
	const char *path;  /* below the root; "" of a commit */
	uint32_t line;     /* 0 of a commit */
	uint32_t commit;   /* what brought the file, or the commit itself */
	const char *title; /* NULL until timeline_title() */
	uint32_t blob;     /* in the chronicle, of a journal; else CHRONICLE_NONE */
	uint32_t number;   /* of the entry in it, from 0 */
	const char **topic;
	size_t topic_count;
	struct timeline_signal *signal;
	size_t signal_count;
	const char **foreign; /* who else brought sentences in */
	size_t foreign_count;
	bool taken; /* others took the signals out, in the commit, whose subject is the title */
};

struct timeline {
	struct timeline_entry *entry;
	size_t count, capacity;
	struct timeline_titles *titles; /* private: per blob, of those read again */
};

struct timeline_options {
	const char *who;      /* a handle, or in history mode a person; NULL: all */
	const char *topic;    /* as topics are written, without '#'; NULL: any */
	int32_t since, until; /* DAY_NONE: no limit */
	bool foreign;         /* only what others brought in, and what they took out: `taken` */
	/* Whether a path is wanted; context is handed on.  NULL: every one. */
	bool (*wanted)(void *context, const char *path);
	void *context;
};

/* Up to the account's day.  Lives in the arena, as what the account points to does. */
void timeline_read(struct timeline *out, struct arena *arena, const struct account *account,
        const struct timeline_options *options);

/*
 * Fills in the title as in formats/journal.h, or the subject of a commit.  A file is read again for
 * it, once for all of its entries.
 */
int timeline_title(struct timeline *timeline, struct timeline_entry *entry, struct arena *arena,
        const struct account *account, struct error *err);

#endif
