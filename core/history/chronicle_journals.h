/* SPDX-License-Identifier: MIT */
/*
 * chronicle_journals: what journals say (facts.h), read from blobs and kept in a chronicle.
 */
#ifndef CORE_HISTORY_CHRONICLE_JOURNALS_H
#define CORE_HISTORY_CHRONICLE_JOURNALS_H

#include "core/history/chronicle.h"
#include "core/history/facts.h"
#include "formats/thanks.h"

/* By which thanks-words; others than before begin anew. */
void chronicle_words(struct chronicle *chronicle, const struct thanks *thanks);

/* Blobs on their way from who finds them to who reads them. */
struct journals_queue {
	struct chronicle *chronicle;
	const struct thanks *thanks;
	pthread_mutex_t mutex;
	pthread_cond_t more;
	struct queued_blob {
		struct oid id;
		uint32_t blob;
		bool names; /* facts_write_names() too */
	} * item;
	size_t count, capacity, next;
	bool closed;   /* nothing more comes */
	size_t failed; /* the first item that could not be read, or SIZE_MAX */
	struct error err;
};

void journals_queue_open(
        struct journals_queue *queue, struct chronicle *chronicle, const struct thanks *thanks);
void journals_queue_add(
        struct journals_queue *queue, uint32_t blob, const struct oid *id, bool names);
void journals_queue_close(struct journals_queue *queue);
/* Reads until the queue is closed and empty.  Several may, each with a repository of its own. */
void journals_queue_read(struct journals_queue *queue, struct repo *repo);
/* -1 with *err where one could not be read. */
int journals_queue_end(struct journals_queue *queue, struct error *err);

/* Makes sure of the facts of these blobs, and of their sentences' names. */
int chronicle_facts(struct chronicle *chronicle, struct repo *repo, const struct thanks *thanks,
        const uint32_t *blob, uint32_t count, bool names, unsigned threads, struct error *err);

/* False when they are not known, or broken. */
bool chronicle_facts_of(const struct chronicle *chronicle, uint32_t blob, struct facts *out);
/* facts_name records, not aligned. */
struct reader chronicle_names_of(const struct chronicle *chronicle, uint32_t blob);
struct oid chronicle_blob_id(const struct chronicle *chronicle, uint32_t blob);

#endif
