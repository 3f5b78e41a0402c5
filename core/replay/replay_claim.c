/* SPDX-License-Identifier: MIT */
/*
 * Whose an address or a key is that two people's files have (rule D7): theirs who had it first.  Of
 * two who did not know of each other's, that is theirs from whose commit more people have gone on;
 * otherwise a line from long ago, which nobody has seen, would always have been first.
 */
#include "core/replay/replay_private.h"

#include <string.h>

struct claimed {
	const char *handle;
	uint32_t commit;
	uint32_t path;
};

struct claiming {
	struct replay *replay;
	struct paths text;
	struct claimed *first; /* per text */
	size_t capacity;
	bool telling; /* all is known: say what is void */
};

const struct owned *replay_owned(const struct replay *replay, const char *text)
{
	for (size_t i = 0; i < replay->owned_count; i++)
		if (!strcmp(replay->owned[i].text, text))
			return &replay->owned[i];
	return NULL;
}

void replay_claim_owned(struct replay *replay)
{
	for (size_t i = 0; i < replay->owned_count; i++) {
		const struct owned *owned = &replay->owned[i];
		const char *claimed = arena_print(
		        replay->arena, "%s %s", owned->text, owned->owner ? owned->owner : "");
		paths_add(&replay->ledger->claims, claimed, strlen(claimed));
	}
}

static int behind(
        struct replay *replay, uint32_t commit, uint32_t other, size_t *count, struct error *err)
{
	const struct following following = {
	        .from = commit,
	        .unless = other,
	        .within = replay->history->count - 1,
	        .after = INT32_MIN,
	};

	return replay_followers(replay, &following, count, err);
}

static int settle(struct replay *replay, const char *text, const struct claimed *first,
        const struct claimed *second, struct error *err)
{
	size_t one, two;

	if (history_is_ancestor(replay->history, first->commit, second->commit) ||
	        replay_owned(replay, text))
		return 0;
	if (behind(replay, first->commit, second->commit, &one, err) ||
	        behind(replay, second->commit, first->commit, &two, err))
		return -1;
	replay->owned = arena_grow(replay->arena, replay->owned, replay->owned_count,
	        &replay->owned_capacity, sizeof *replay->owned);
	replay->owned[replay->owned_count++] = (struct owned){text, one > two   ? first->handle
	                                                            : two > one ? second->handle
	                                                                        : NULL};
	return 0;
}

static bool has_text(struct replay *replay, const struct person *person, const char *text)
{
	for (size_t i = 0; i < person->email_count; i++)
		if (!strcmp(lower_mail(replay->arena, person->email[i]), text))
			return true;
	for (size_t i = 0; i < person->key_count; i++)
		if (!strcmp(replay_key(replay, person->key[i])->fingerprint, text))
			return true;
	return false;
}

/* Where the file still has it at the tip. */
static void tell(struct replay *replay, const char *text, const struct claimed *claimed,
        const struct claimed *other)
{
	const struct file *file =
	        standing_get(&replay->ledger->standing, PATH_PERSON, claimed->path);
	const struct file *theirs =
	        standing_get(&replay->ledger->standing, PATH_PERSON, other->path);

	if (!file || !file->usable || !has_text(replay, &file->person, text) || !theirs ||
	        !theirs->usable || !has_text(replay, &theirs->person, text))
		return;
	replay_finding(replay, claimed->commit, "E205", file->name,
	        "%s is %s's in another file, and here it is void (rule D7)", text, other->handle);
}

static int claim(struct claiming *claiming, const char *text, const struct claimed *claimed,
        struct error *err)
{
	struct replay *replay = claiming->replay;
	uint32_t known = claiming->text.count;
	uint32_t number = paths_add(&claiming->text, text, strlen(text));

	if (!*text)
		return 0;
	if (number == known) {
		claiming->first = arena_grow(replay->arena, claiming->first, known,
		        &claiming->capacity, sizeof *claiming->first);
		claiming->first[number] = *claimed;
		return 0;
	}
	const struct claimed *first = &claiming->first[number];
	if (!strcmp(first->handle, claimed->handle))
		return 0;
	if (!claiming->telling)
		return settle(replay, claiming->text.entry[number].text, first, claimed, err);
	const struct owned *owned = replay_owned(replay, text);
	bool is_first = !owned || (owned->owner && !strcmp(owned->owner, first->handle));
	bool is_second = owned && owned->owner && !strcmp(owned->owner, claimed->handle);
	if (!is_second)
		tell(replay, text, claimed, first);
	if (!is_first)
		tell(replay, text, first, claimed);
	return 0;
}

static int claim_all(struct claiming *claiming, const struct verdict *verdict, struct error *err)
{
	struct replay *replay = claiming->replay;
	const struct person *person = &verdict->after->person;
	struct claimed claimed = {verdict->after->stem, verdict->stamp.commit, verdict->path};

	for (size_t i = 0; i < person->email_count; i++)
		if (claim(claiming, lower_mail(replay->arena, person->email[i]), &claimed, err))
			return -1;
	for (size_t i = 0; i < person->key_count; i++)
		if (claim(claiming, replay_key(replay, person->key[i])->fingerprint, &claimed, err))
			return -1;
	return 0;
}

int replay_claims(struct replay *replay, bool telling, struct error *err)
{
	struct claiming claiming = {
	        .replay = replay, .text = PATHS_INIT(replay->arena), .telling = telling};
	const struct ledger *ledger = replay->ledger;

	for (size_t i = 0; i < ledger->verdict_count; i++) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->right == RIGHT_NONE || !verdict->after || !verdict->after->usable ||
		        verdict->after->class != PATH_PERSON)
			continue;
		if (claim_all(&claiming, verdict, err))
			return -1;
	}
	return 0;
}
