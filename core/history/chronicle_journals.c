/* SPDX-License-Identifier: MIT */
#include "core/history/chronicle_journals.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* What another version of the program noticed, or with other words, is something else. */
static uint64_t hash_words(const struct thanks *thanks)
{
	uint64_t hash = XXH3_64bits_withSeed(MOOT_VERSION, strlen(MOOT_VERSION), FACTS_VERSION);

	for (size_t i = 0; i < thanks->count; i++)
		hash = XXH3_64bits_withSeed(thanks->word[i].text, thanks->word[i].len + 1, hash);
	return hash | 1;
}

void chronicle_words(struct chronicle *chronicle, const struct thanks *thanks)
{
	struct arena *arena = chronicle->journal_arena;
	struct store *store = chronicle->store;
	uint64_t words = hash_words(thanks);

	if (chronicle->words == words)
		return;
	if (!chronicle->words)
		dictionary_open(&chronicle->word, arena, store, STORE_WORD, 0);
	sparse_open(&chronicle->facts, arena, store, STORE_FACTS, words);
	sparse_open(&chronicle->keys, arena, store, STORE_KEYS, words);
	chronicle->words = words;
}

/* --- the queue --- */

void journals_queue_open(
        struct journals_queue *queue, struct chronicle *chronicle, const struct thanks *thanks)
{
	*queue = (struct journals_queue){
	        .chronicle = chronicle, .thanks = thanks, .failed = SIZE_MAX, .err = ERROR_INIT};
	pthread_mutex_init(&queue->mutex, NULL);
	pthread_cond_init(&queue->more, NULL);
}

void journals_queue_add(
        struct journals_queue *queue, uint32_t blob, const struct oid *id, bool names)
{
	pthread_mutex_lock(&queue->mutex);
	if (queue->count == queue->capacity) {
		queue->capacity = queue->capacity ? queue->capacity * 2 : 1024;
		queue->item = memory_resize(queue->item, queue->capacity * sizeof *queue->item);
	}
	queue->item[queue->count++] = (struct queued_blob){*id, blob, names};
	pthread_cond_signal(&queue->more);
	pthread_mutex_unlock(&queue->mutex);
}

void journals_queue_close(struct journals_queue *queue)
{
	pthread_mutex_lock(&queue->mutex);
	queue->closed = true;
	pthread_cond_broadcast(&queue->more);
	pthread_mutex_unlock(&queue->mutex);
}

int journals_queue_end(struct journals_queue *queue, struct error *err)
{
	pthread_mutex_destroy(&queue->mutex);
	pthread_cond_destroy(&queue->more);
	free(queue->item);
	queue->item = NULL;
	if (queue->failed == SIZE_MAX)
		return 0;
	*err = queue->err;
	return -1;
}

enum { BATCH = 32 };

/* Waits for some items; 0 at the end. */
static size_t take_batch(struct journals_queue *queue, struct queued_blob *batch, size_t *first)
{
	size_t count;

	pthread_mutex_lock(&queue->mutex);
	while (queue->next == queue->count && !queue->closed)
		pthread_cond_wait(&queue->more, &queue->mutex);
	count = queue->count - queue->next < BATCH ? queue->count - queue->next : BATCH;
	if (queue->failed != SIZE_MAX)
		count = 0;
	if (count)
		memcpy(batch, queue->item + queue->next, count * sizeof *batch);
	*first = queue->next;
	queue->next += count;
	pthread_mutex_unlock(&queue->mutex);
	return count;
}

/* --- reading --- */

struct blob_reader {
	struct journals_queue *queue;
	struct repo *repo;
	struct journal_reader *reader;
	struct buf facts, names;
};

/* The dictionary of words is everybody's: texts become numbers while nobody else is at it. */
static void keep(struct blob_reader *blob_reader, const struct queued_blob *item,
        const struct journal *journal)
{
	struct chronicle *chronicle = blob_reader->queue->chronicle;

	if (item->names)
		facts_write_names(&blob_reader->names, journal);
	pthread_mutex_lock(&chronicle->journal_mutex);
	if (!sparse_has(&chronicle->facts, item->blob)) {
		facts_write(&blob_reader->facts, &chronicle->word, journal);
		sparse_add(&chronicle->facts, item->blob, blob_reader->facts.data,
		        blob_reader->facts.len);
	}
	if (item->names)
		sparse_add(&chronicle->keys, item->blob, blob_reader->names.data,
		        blob_reader->names.len);
	pthread_mutex_unlock(&chronicle->journal_mutex);
}

static int read_blob(
        struct blob_reader *blob_reader, const struct queued_blob *item, struct error *err)
{
	struct object object = OBJECT_INIT;
	struct arena scratch = ARENA_INIT;
	struct journal journal = {0};

	if (repo_blob(blob_reader->repo, &item->id, JOURNAL_MAX, &object, err) < 0)
		return -1;
	if (object.data)
		journal_read(blob_reader->reader, &journal, &scratch, (const char *)object.data,
		        object.len, blob_reader->queue->thanks);
	keep(blob_reader, item, &journal);
	object_release(&object);
	arena_release(&scratch);
	return 0;
}

static void fail(struct journals_queue *queue, size_t item, const struct error *err)
{
	pthread_mutex_lock(&queue->mutex);
	if (item < queue->failed) {
		queue->failed = item;
		queue->err = *err;
	}
	pthread_mutex_unlock(&queue->mutex);
}

void journals_queue_read(struct journals_queue *queue, struct repo *repo)
{
	struct blob_reader blob_reader = {queue, repo, journal_open(), BUF_INIT, BUF_INIT};
	struct queued_blob batch[BATCH];
	size_t count, first;

	while ((count = take_batch(queue, batch, &first)) != 0)
		for (size_t i = 0; i < count; i++) {
			struct error err = ERROR_INIT;
			if (read_blob(&blob_reader, &batch[i], &err) == 0)
				continue;
			fail(queue, first + i, &err);
			break;
		}
	journal_close(blob_reader.reader);
	buf_release(&blob_reader.facts);
	buf_release(&blob_reader.names);
}

struct second_reader {
	struct journals_queue *queue;
	struct repo *repo;
};

static void *read_too(void *context)
{
	const struct second_reader *second = context;

	journals_queue_read(second->queue, second->repo);
	return NULL;
}

static void read_with_two(struct journals_queue *queue, struct repo *repo)
{
	struct second_reader second = {queue, NULL};
	struct error ignored = ERROR_INIT;
	pthread_t thread;
	bool threaded = repo_thread_open(&second.repo, repo, false, &ignored) == 0 &&
	                pthread_create(&thread, NULL, read_too, &second) == 0;

	journals_queue_read(queue, repo);
	if (threaded)
		pthread_join(thread, NULL);
	repo_close(second.repo);
}

int chronicle_facts(struct chronicle *chronicle, struct repo *repo, const struct thanks *thanks,
        const uint32_t *blob, uint32_t count, bool names, unsigned threads, struct error *err)
{
	enum { WORTH_A_THREAD = 64 };
	const struct sparse *wanted = names ? &chronicle->keys : &chronicle->facts;
	struct journals_queue queue;

	journals_queue_open(&queue, chronicle, thanks);
	for (uint32_t i = 0; i < count; i++) {
		struct oid id;
		if (sparse_has(wanted, blob[i]))
			continue;
		id = chronicle_blob_id(chronicle, blob[i]);
		journals_queue_add(&queue, blob[i], &id, names);
	}
	journals_queue_close(&queue);
	if (threads > 1 && queue.count >= WORTH_A_THREAD)
		read_with_two(&queue, repo);
	else if (queue.count)
		journals_queue_read(&queue, repo);
	return journals_queue_end(&queue, err);
}

/* --- asking --- */

bool chronicle_facts_of(const struct chronicle *chronicle, uint32_t blob, struct facts *out)
{
	struct reader reader;

	return sparse_find(&chronicle->facts, blob, &reader) &&
	       facts_read(out, reader, chronicle->word.column.count);
}

struct reader chronicle_names_of(const struct chronicle *chronicle, uint32_t blob)
{
	struct reader reader;

	if (!sparse_find(&chronicle->keys, blob, &reader))
		return (struct reader){NULL, NULL, false};
	return reader;
}

struct oid chronicle_blob_id(const struct chronicle *chronicle, uint32_t blob)
{
	struct oid id = {{0}};
	size_t len;
	const char *bytes = dictionary_bytes(&chronicle->blob, blob, &len);

	if (len == OID_SIZE)
		memcpy(id.id, bytes, OID_SIZE);
	return id;
}
