/* SPDX-License-Identifier: MIT */
/* origin_private: what is collected of a history before origins are traced, and while they are. */
#ifndef CORE_HISTORY_ORIGIN_PRIVATE_H
#define CORE_HISTORY_ORIGIN_PRIVATE_H

#include "core/history/origin.h"

#define ORIGIN_NONE UINT32_MAX

/* What a commit did to a journal, against its first parent. */
struct journal_change {
	uint32_t commit;
	uint32_t path; /* into journals->path */
	uint32_t blob; /* of the chronicle; ORIGIN_NONE: the file is gone, or no plain one */
};

/* A path, in the order in which the history met them. */
struct journal_path {
	uint32_t number; /* in the chronicle */
	uint32_t blob;   /* the first it had */
	bool mixed;      /* it had several, or was taken away */
};

/* All journals of a history. */
struct journals {
	struct chronicle *chronicle;
	struct journal_path *path;
	uint32_t path_count;
	struct journal_change *change; /* in canonical order of the commits */
	size_t count;
	bool *decision; /* per commit */
};

/* Of blobs that have to be told apart sentence by sentence, the names are there afterwards. */
int journals_collect(struct journals *out, struct arena *arena, struct repo *repo,
        const struct history *history, const struct origin_options *options, struct error *err);

/* The names of a blob (facts.h): one behind the other, sorted; none of ORIGIN_NONE. */
const unsigned char *origin_names(
        const struct chronicle *chronicle, uint32_t blob, uint32_t *count);
static inline const unsigned char *origin_name(const unsigned char *names, uint32_t i)
{
	return names + i * sizeof(struct facts_name);
}

enum { VERSION_KEYS = 0x3fffffff }; /* a journal has fewer: it has at most 64 MiB */

/* A file as it stands in some commit. */
struct version {
	uint32_t blob; /* ORIGIN_NONE: there is no file, but something is held */
	uint32_t born;
	uint32_t all;            /* brought every sentence, or ORIGIN_NONE: see origin */
	uint32_t key_count : 30; /* unless all is said */
	uint32_t mixed : 1;      /* somebody else than the owner brought something in */
	uint32_t holds : 1;
	/* One a name of the blob, in their order.  With holds, how many more numbers follow, and
	 * these, into held_pool->held, ascending. */
	uint32_t origin[];
};

static inline uint32_t origin_at(const struct version *version, uint32_t name)
{
	return version->all != ORIGIN_NONE ? version->all : version->origin[name];
}

static inline uint32_t held_count(const struct version *version)
{
	return version->holds ? version->origin[version->key_count] : 0;
}

static inline const uint32_t *held_numbers(const struct version *version)
{
	return version->origin + version->key_count + 1;
}

/* A key that the owner brought in and somebody else took out; where it stood before. */
struct held {
	unsigned char id[FACTS_KEY_SIZE], words[FACTS_KEY_SIZE]; /* its name, and its words' */
	uint32_t origin, said;                                   /* likewise */
	uint32_t blob, key, signal;
	uint32_t taker; /* the commit that took it out */
	bool first;     /* of the keys of its signal */
};

struct held_pool {
	struct arena *arena;
	struct held *held;
	size_t count, capacity;
};

/* What a commit makes of a file in which somebody else than its owner has had a hand. */
struct settling {
	const struct history *history;
	const struct chronicle *chronicle; /* has the names of all blobs */
	const uint32_t *author_of;
	struct held_pool *pool;
	uint32_t owner, commit;
	uint32_t blob; /* afterwards, or ORIGIN_NONE */
	uint32_t parents;
	const struct version *const *before; /* one a parent, NULL where it has none */
	bool retracted;                      /* whether a side may miss what it knew; may be set */
	/* What comes out, in the arena. */
	uint32_t *origin; /* one a name of the blob */
	bool mixed;
	uint32_t *held; /* ascending */
	uint32_t held_count;
};

/*
 * Sentences of one name are told apart by nothing but who brought them in.  Each side's are
 * accounted for: what the owner brought in and no parent that knows it has lost by the owner's
 * hand stands on, as often as the result has the name, and is held beyond that, unless the owner
 * makes the commit; then come what others brought in, and what is new.
 */
void origin_settle(struct settling *settling, struct arena *arena);

/* Where sentences stood in the commits that brought them in: see origin_file.place. */
struct places {
	const struct history *history;
	const struct journals *journals;
	const struct held_pool *pool;
	uint32_t *first, *next; /* per path, per change: index + 1 of the path's next change */
};

void origin_places_open(
        struct places *places, struct arena *arena, const struct journals *journals);
/* place gets one a key of the version, or NULL where their order at the tip is the right one; held
 * one a held key. */
void origin_places(const struct places *places, struct arena *arena, uint32_t path,
        const struct version *version, uint32_t **place, uint32_t **held);

#endif
