/* SPDX-License-Identifier: MIT */
#include "core/history/ahead.h"

#include "core/history/chronicle_journals.h"
#include "core/history/chronicle_trees.h"

#include <stdlib.h>

enum { BATCH = 256, WORTH_A_THREAD = 512 };

/* Tasks on their way to the second thread. */
struct batch {
	struct batch *next;
	size_t count;
	struct tree_task task[BATCH];
};

struct ahead {
	struct chronicle *chronicle;
	struct repo *repo;
	const struct ahead_options *options;
	uint32_t next; /* the first commit that is no task yet */
	uint32_t first_new;
	bool running, tried;
	pthread_t thread;
	struct batch *filling; /* the reading thread's own */

	pthread_mutex_t mutex; /* of what follows */
	pthread_cond_t more;
	struct batch *first, **last;
	bool done;    /* nothing more comes */
	bool stopped; /* nobody wants the rest */

	struct repo *second; /* and this is the second thread's */
	struct trees trees;
	unsigned char *asked; /* per blob: 1 read, 2 with names */
	size_t asked_count;
	struct journals_queue queue;
};

static void free_batch(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		free(batch->task[i].oid);
	free(batch);
}

/* --- the second thread --- */

static struct batch *take(struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->mutex);
	while (!ahead->first && !ahead->done)
		pthread_cond_wait(&ahead->more, &ahead->mutex);
	struct batch *batch = ahead->stopped ? NULL : ahead->first;
	if (batch) {
		ahead->first = batch->next;
		if (!ahead->first)
			ahead->last = &ahead->first;
	}
	pthread_mutex_unlock(&ahead->mutex);
	return batch;
}

static void on_blob(void *context, uint32_t blob, bool old)
{
	struct ahead *ahead = context;
	unsigned char wanted = old ? 2 : 1;

	if (blob >= ahead->asked_count) {
		size_t more = (blob + (size_t)1) * 2;
		ahead->asked = memory_resize(ahead->asked, more);
		memset(ahead->asked + ahead->asked_count, 0, more - ahead->asked_count);
		ahead->asked_count = more;
	}
	if (ahead->asked[blob] >= wanted)
		return;
	ahead->asked[blob] = wanted;
	struct oid id = chronicle_blob_id(ahead->chronicle, blob);
	journals_queue_add(&ahead->queue, blob, &id, old);
}

/* What fails here is left: it fails again where it is wanted, and is told there. */
static void *work(void *context)
{
	struct ahead *ahead = context;
	struct error ignored = ERROR_INIT;
	struct batch *batch;
	bool fine = true;

	trees_begin(&ahead->trees, ahead->chronicle, ahead->second, ahead->options->thanks != NULL);
	if (ahead->options->thanks) {
		ahead->trees.on_blob = on_blob;
		ahead->trees.context = ahead;
	}
	while ((batch = take(ahead)) != NULL) {
		for (size_t i = 0; fine && i < batch->count; i++)
			fine = trees_compare(&ahead->trees, &batch->task[i], &ignored) == 0;
		free_batch(batch);
	}
	trees_end(&ahead->trees);
	pthread_mutex_lock(&ahead->mutex);
	bool stopped = ahead->stopped;
	pthread_mutex_unlock(&ahead->mutex);
	if (ahead->options->thanks)
		journals_queue_close(&ahead->queue);
	if (ahead->options->thanks && !stopped)
		journals_queue_read(&ahead->queue, ahead->second);
	return NULL;
}

/* --- the reading thread --- */

static void hand_over(struct ahead *ahead)
{
	if (!ahead->filling)
		return;
	pthread_mutex_lock(&ahead->mutex);
	*ahead->last = ahead->filling;
	ahead->last = &ahead->filling->next;
	pthread_cond_signal(&ahead->more);
	pthread_mutex_unlock(&ahead->mutex);
	ahead->filling = NULL;
}

static void start(struct ahead *ahead)
{
	struct error ignored = ERROR_INIT;

	ahead->tried = true;
	bool apart = !ahead->options->thanks;
	if (repo_thread_open(&ahead->second, ahead->repo, apart, &ignored) != 0)
		return;
	if (ahead->options->thanks)
		journals_queue_open(&ahead->queue, ahead->chronicle, ahead->options->thanks);
	ahead->running = pthread_create(&ahead->thread, NULL, work, ahead) == 0;
}

static bool add_task(struct ahead *ahead, uint32_t number)
{
	size_t capacity = 0;

	if (!ahead->filling) {
		ahead->filling = memory_alloc(sizeof *ahead->filling);
		ahead->filling->next = NULL;
		ahead->filling->count = 0;
	}
	struct tree_task *task = &ahead->filling->task[ahead->filling->count];
	task->oid = NULL;
	if (!trees_task(ahead->chronicle, number, task, &capacity)) {
		free(task->oid);
		return false;
	}
	if (++ahead->filling->count == BATCH)
		hand_over(ahead);
	return true;
}

/* Whether all parents of a commit have been read. */
static bool is_ready(const struct chronicle *chronicle, uint32_t number)
{
	struct chronicle_commit commit;

	if (!chronicle_commit(chronicle, number, &commit))
		return false;
	for (uint32_t i = 0; i < commit.parent_count; i++) {
		int64_t parent = (int64_t)number - varint_next_signed(&commit.parents);
		if (parent >= chronicle->commit.count)
			return false;
	}
	return true;
}

static void known(void *context, uint32_t number)
{
	struct ahead *ahead = context;

	if (number + 1 - ahead->first_new == WORTH_A_THREAD && !ahead->tried)
		start(ahead);
	while (ahead->running && ahead->next <= number && is_ready(ahead->chronicle, ahead->next) &&
	        add_task(ahead, ahead->next))
		ahead->next++;
}

static void finish(struct ahead *ahead, bool stopped)
{
	struct error ignored = ERROR_INIT;

	if (ahead->running) {
		hand_over(ahead);
		pthread_mutex_lock(&ahead->mutex);
		ahead->done = true;
		ahead->stopped = stopped;
		pthread_cond_signal(&ahead->more);
		pthread_mutex_unlock(&ahead->mutex);
		if (ahead->options->thanks && !stopped)
			journals_queue_read(&ahead->queue, ahead->repo);
		pthread_join(ahead->thread, NULL);
	}
	if (ahead->second && ahead->options->thanks)
		journals_queue_end(&ahead->queue, &ignored);
	while (ahead->first) {
		struct batch *batch = ahead->first;
		ahead->first = batch->next;
		free_batch(batch);
	}
	if (ahead->filling)
		free_batch(ahead->filling);
	repo_close(ahead->second);
	free(ahead->asked);
}

int ahead_read(struct chronicle *chronicle, struct repo *repo, const struct oid *tip,
        const struct chronicle_reading *reading, const struct ahead_options *options,
        uint32_t *number, struct error *err)
{
	struct chronicle_reading told = *reading;
	struct ahead ahead = {
	        .chronicle = chronicle,
	        .repo = repo,
	        .options = options,
	        .next = chronicle->commit.count,
	        .first_new = chronicle->commit.count,
	        .last = &ahead.first,
	};

	if (options->threads > 1 && options->trees) {
		told.known = known;
		told.known_context = &ahead;
	}
	pthread_mutex_init(&ahead.mutex, NULL);
	pthread_cond_init(&ahead.more, NULL);
	int result = chronicle_read(chronicle, repo, tip, &told, number, err);
	while (result == 0 && ahead.running && ahead.next < chronicle->commit.count &&
	        add_task(&ahead, ahead.next))
		ahead.next++;
	finish(&ahead, result != 0);
	pthread_mutex_destroy(&ahead.mutex);
	pthread_cond_destroy(&ahead.more);
	return result;
}
