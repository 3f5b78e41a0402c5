/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the cache: as the file itself, and as blocks with good checksums that a hand has
 * filled.  Whatever is read of it is there, or nothing is.
 */
#include "core/history/chronicle_journals.h"
#include "core/history/chronicle_trees.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64], path[128];

static void make_folder(void)
{
	if (folder[0])
		return;
	snprintf(folder, sizeof folder, "%s/moot-fuzz-XXXXXX",
	        access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(folder))
		abort();
	snprintf(path, sizeof path, "%s/facts-%d.data", folder, STORE_VERSION);
}

static int tell(void *context, uint32_t commit, uint32_t parent, const struct change *change,
        size_t count, struct error *err)
{
	(void)commit;
	(void)parent;
	(void)err;
	for (size_t i = 0; i < count; i++)
		*(uint64_t *)context += change[i].path + change[i].mode_after;
	return 0;
}

static void read_commits(struct chronicle *chronicle, struct arena *arena)
{
	struct paths paths = PATHS_INIT(arena);
	uint64_t sum = 0;
	struct changes_teller teller = {
	        .chronicle = chronicle, .paths = &paths, .fn = tell, .context = &sum};
	struct chronicle_commit commit;
	struct error err = ERROR_INIT;
	uint32_t file, blob;

	for (uint32_t i = 0; i < chronicle->commit.count; i++) {
		if (!chronicle_commit(chronicle, i, &commit))
			continue;
		sum += strlen(dictionary_text(&chronicle->ident, commit.author));
		for (uint32_t j = 0; j < commit.parent_count; j++)
			if (chronicle_parent(chronicle, &commit) >= chronicle->commit.count)
				abort();
		chronicle_changes(&teller, i, i, &err);
		struct reader journals = chronicle_journals_of(chronicle, i);
		while (chronicle_journal_next(chronicle, &journals, &file, &blob))
			sum += strlen(dictionary_text(&chronicle->path, file)) +
			       (blob != CHRONICLE_NONE ? chronicle_blob_id(chronicle, blob).id[0]
			                               : 0);
	}
}

static void read_journals(struct chronicle *chronicle)
{
	struct facts facts = FACTS_INIT;

	for (uint32_t blob = 0; blob < chronicle->blob.column.count + 2; blob++) {
		struct reader names = chronicle_names_of(chronicle, blob);
		while (reader_more(&names) && reader_bytes(&names, sizeof(struct facts_name)))
			;
		if (!chronicle_facts_of(chronicle, blob, &facts))
			continue;
		for (uint32_t i = 0; i < facts.signal_count; i++)
			if (facts.signal[i].sentence >= facts.sentence_count ||
			        facts.signal[i].target >= chronicle->word.column.count)
				abort();
		for (uint32_t i = 0; i < facts.key_count; i++)
			if (facts.key[i].signal >= facts.signal_count)
				abort();
	}
	facts_release(&facts);
}

/* What tells blocks of one kind apart, for the root and the words at hand. */
struct extras {
	uint64_t root, words;
};

static void read_all(struct extras *extras)
{
	struct arena arena = ARENA_INIT;
	struct chronicle chronicle;
	struct thanks thanks = {0};
	const void *record;
	size_t size;
	struct oid none = {{0}};
	struct store *store = store_open(folder);

	chronicle_open(&chronicle, &arena, &arena, &arena, store);
	chronicle_root(&chronicle, "");
	chronicle_words(&chronicle, &thanks);
	*extras = (struct extras){chronicle.change.column.extra, chronicle.words};
	read_commits(&chronicle, &arena);
	read_journals(&chronicle);
	store_get(store, STORE_SIGNING, &none, 0, &record, &size);
	dictionary_find(&chronicle.line, "x", 1);
	chronicle_close(&chronicle);
	store_close(store);
	arena_release(&arena);
}

/* kind, extra, entries, size, data: all with good checksums. */
static void fill(const uint8_t *data, size_t size, struct extras extras)
{
	struct reader reader = {data, data + size, false};
	struct store *store = store_open(folder);
	struct store_block block[64];
	size_t count = 0;

	while (reader_more(&reader) && count < 64) {
		struct store_block *one = &block[count];
		uint64_t head = varint_next(&reader);
		one->kind = (enum store_kind)(head % STORE_END + 1);
		one->extra = 0;
		if (one->kind == STORE_CHANGE || one->kind == STORE_JOURNAL)
			one->extra = extras.root;
		if (one->kind == STORE_FACTS || one->kind == STORE_KEYS)
			one->extra = extras.words;
		one->count = (uint32_t)varint_next(&reader);
		one->size = varint_next_below(&reader, 4096);
		one->data = reader_bytes(&reader, one->size);
		if (!one->data)
			break;
		count++;
	}
	store_append(store, block, count, STORE_MOST);
	store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct extras extras;

	make_folder();
	unlink(path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	read_all(&extras);
	unlink(path);
	fill(data, size, extras);
	read_all(&extras);
	unlink(path);
	return 0;
}
