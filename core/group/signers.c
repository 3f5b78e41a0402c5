/* SPDX-License-Identifier: MIT */
#include "core/group/signers.h"

#include "core/rules/force.h"
#include "formats/date.h"

#include <string.h>

struct listing {
	struct signers *out;
	struct arena *arena;
	const struct group *group;
	struct file_list people;
	size_t capacity;
};

/* The file's own syntax knows patterns, lists, quotes and remarks. */
static const char *principals_of(struct arena *arena, const struct person *person)
{
	struct buf text = BUF_INIT;

	buf_puts(&text, person->handle);
	for (size_t i = 0; i < person->email_count; i++)
		if (!strpbrk(person->email[i], ",*?!\"#\\"))
			buf_print(&text, ",%s", person->email[i]);
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static bool holds_key(
        const struct person *person, const char *fingerprint, bool retired, struct arena *arena)
{
	const char **list = retired ? person->key_retired : person->key;
	size_t count = retired ? person->key_retired_count : person->key_count;
	struct key key;

	for (size_t i = 0; i < count; i++)
		if (key_parse(&key, arena, list[i]) && !strcmp(key.fingerprint, fingerprint))
			return true;
	return false;
}

static bool is_owner(
        const struct listing *listing, const struct person *person, const char *fingerprint)
{
	uint32_t own = ledger_claim(&listing->group->ledger, fingerprint, person->handle);

	if (ledger_claim(&listing->group->ledger, fingerprint, "") != UINT32_MAX)
		return false; /* two people's, and so nobody's */
	for (size_t i = 0; i < listing->people.count; i++) {
		const struct person *other = &listing->people.file[i]->person;
		if (strcmp(other->handle, person->handle) != 0 &&
		        ledger_claim(&listing->group->ledger, fingerprint, other->handle) < own)
			return false;
	}
	return true;
}

/* The day of the first commit that retired it, or DAY_NONE. */
static int32_t retired_on(
        const struct listing *listing, const struct file *file, const char *fingerprint)
{
	const struct ledger *ledger = &listing->group->ledger;

	for (size_t i = 0; i < ledger->verdict_count; i++) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->path == file->path && verdict->right != RIGHT_NONE && verdict->after &&
		        verdict->after->usable &&
		        holds_key(&verdict->after->person, fingerprint, true, listing->arena))
			return verdict->stamp.day;
	}
	return DAY_NONE;
}

static void add(struct listing *listing, const struct file *file, const char *written, bool retired)
{
	const struct person *person = &file->person;
	struct signers_key one = {
	        .handle = person->handle,
	        .principals = principals_of(listing->arena, person),
	        .retired = retired,
	};

	if (!key_parse(&one.key, listing->arena, written) ||
	        !is_owner(listing, person, one.key.fingerprint))
		return;
	if (!retired && holds_key(person, one.key.fingerprint, true, listing->arena))
		return; /* listed as retired */
	const char *body = written + strcspn(written, " \t");
	body += strspn(body, " \t");
	one.text = arena_print(
	        listing->arena, "%s %.*s", one.key.type, (int)strcspn(body, " \t"), body);
	int32_t last = retired ? retired_on(listing, file, one.key.fingerprint) : DAY_LAST;
	for (size_t i = 0; i < person->member_count; i++) {
		const struct membership *member = &person->member[i];
		struct moment moment = ledger_moment(&listing->group->ledger, member->term.from);
		if (membership_force(&moment, person, member) != FORCE_YES)
			continue;
		one.from = member->term.from;
		one.until = member->term.until < last ? member->term.until : last;
		if (one.until < one.from)
			continue;
		listing->out->key = arena_grow(listing->arena, listing->out->key,
		        listing->out->count, &listing->capacity, sizeof one);
		listing->out->key[listing->out->count++] = one;
	}
}

void signers_list(struct signers *out, struct arena *arena, const struct group *group)
{
	struct listing listing = {out, arena, group, standing_people(&group->now, arena), 0};

	*out = (struct signers){NULL, 0};
	for (size_t i = 0; i < listing.people.count; i++) {
		const struct file *file = listing.people.file[i];
		for (size_t j = 0; j < file->person.key_count; j++)
			add(&listing, file, file->person.key[j], false);
		for (size_t j = 0; j < file->person.key_retired_count; j++)
			add(&listing, file, file->person.key_retired[j], true);
	}
}

const char *signers_moment(struct arena *arena, const struct group *group, int32_t day, bool last)
{
	int64_t seconds = (int64_t)day * 86400 - group->zone + (last ? 86399 : 0);
	char text[TIME_SIZE];

	time_print(text, seconds, 0);
	return arena_print(arena, "%.4s%.2s%.2s%.2s%.2s%.2sZ", text, text + 5, text + 8, text + 11,
	        text + 14, text + 17);
}
