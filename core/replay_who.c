/* SPDX-License-Identifier: MIT */
#include "core/replay_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { INDEX_KEPT = 4 };

struct mail_slot {
	const char *mail, *handle;
	uint32_t first; /* the commit that brought the person's file */
};

struct mail_index {
	const struct pathmap_node *root;
	bool filled;
	struct mail_slot *slot;
	size_t count, used;
	unsigned age;
};

const char *lower_mail(struct arena *arena, const char *mail)
{
	char *lower = arena_string(arena, mail, strlen(mail));

	for (char *c = lower; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return lower;
}

static uint64_t hash_mail(const char *mail)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *mail; mail++)
		hash = (hash ^ (unsigned char)*mail) * 0x100000001b3u;
	return hash ^ hash >> 29;
}

static struct mail_slot *find_slot(const struct mail_index *index, const char *mail)
{
	size_t mask = index->count - 1, at = hash_mail(mail) & mask;

	while (index->slot[at].mail && strcmp(index->slot[at].mail, mail) != 0)
		at = (at + 1) & mask;
	return &index->slot[at];
}

struct filling {
	struct replay *replay;
	struct mail_index *index;
	size_t mails;
};

static void count_mails(void *context, uint32_t path, const void *value)
{
	struct filling *filling = context;
	const struct file *file = value;

	(void)path;
	if (file->usable)
		filling->mails += file->person.email_count;
}

/* Rule D7: an e-mail in two files is the earlier one's. */
static void add_mails(void *context, uint32_t path, const void *value)
{
	struct filling *filling = context;
	const struct file *file = value;
	uint32_t first =
	        path < filling->replay->path_first_count ? filling->replay->path_first[path] : 0;

	for (size_t i = 0; file->usable && i < file->person.email_count; i++) {
		const char *mail = lower_mail(filling->replay->arena, file->person.email[i]);
		struct mail_slot *slot = find_slot(filling->index, mail);
		if (slot->mail && slot->first <= first)
			continue;
		*slot = (struct mail_slot){mail, file->stem, first};
	}
}

static struct mail_index *index_for(struct replay *replay, struct pathmap people)
{
	if (!replay->people)
		replay->people = arena_array(replay->arena, INDEX_KEPT, sizeof *replay->people);
	struct mail_index *index = &replay->people[0];
	for (int i = 0; i < INDEX_KEPT; i++) {
		struct mail_index *one = &replay->people[i];
		if (one->filled && one->root == people.root)
			return one;
		if (one->age < index->age)
			index = one;
	}
	struct filling filling = {replay, index, 0};
	pathmap_each(people, count_mails, &filling);
	size_t needed = 16;
	while (needed < filling.mails * 2)
		needed *= 2;
	if (needed > index->count) {
		index->slot = arena_array(replay->arena, needed, sizeof *index->slot);
		index->count = needed;
	} else {
		memset(index->slot, 0, index->count * sizeof *index->slot);
	}
	pathmap_each(people, add_mails, &filling);
	index->filled = true;
	index->root = people.root;
	for (int i = 0; i < INDEX_KEPT; i++)
		if (replay->people[i].age >= index->age)
			index->age = replay->people[i].age + 1;
	return index;
}

const char *replay_who_in(struct replay *replay, struct pathmap people, const char *mail)
{
	if (!people.root || !*mail)
		return NULL;
	return find_slot(index_for(replay, people), mail)->handle;
}

const char *replay_mail_of(struct replay *replay, uint32_t commit)
{
	uint32_t ident = replay->history->commit[commit].author;

	if (!replay->mail[ident])
		replay->mail[ident] = lower_mail(replay->arena, replay->history->ident[ident].mail);
	return replay->mail[ident];
}

const char *replay_who(struct replay *replay, uint32_t commit)
{
	const struct history *history = replay->history;

	if (!history->commit[commit].parent_count)
		return NULL;
	uint32_t parent = history_parents(history, commit)[0];
	return replay_who_in(replay, replay->at[parent]->people, replay_mail_of(replay, commit));
}

struct stamp replay_stamp(struct replay *replay, uint32_t commit, const char *who)
{
	const struct history_commit *at = &replay->history->commit[commit];

	return (struct stamp){commit, at->id, at->day, who};
}
