/* SPDX-License-Identifier: MIT */
/* Genesis and founding: rule A4. */
#include "core/replay/replay_private.h"

#include "core/git/root.h"

#include <string.h>

static const struct change *charter_added(const struct replay_change_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->change[i].class == PATH_CHARTER && oid_is_zero(&set->change[i].before) &&
		        !oid_is_zero(&set->change[i].after))
			return &set->change[i];
	return NULL;
}

/* Added against every parent: a merge that brings the charter in founds nothing. */
static bool adds_charter(const struct replay *replay, size_t first)
{
	uint32_t commit = replay->set[first].commit;
	uint32_t parents = replay->history->commit[commit].parent_count;
	uint32_t against = 0;

	for (size_t i = first; i < replay->set_count && replay->set[i].commit == commit; i++)
		against += charter_added(&replay->set[i]) != NULL;
	return against >= (parents ? parents : 1);
}

/* Whoever takes a group's files to another folder would be its founder there. */
static int check_moved(struct replay *replay, uint32_t genesis, struct error *err)
{
	const struct history *history = replay->history;
	const struct oid *tip = &history->commit[history->count - 1].tree;
	const char *from, *root = replay->options.root;

	for (uint32_t i = 0; i < history->commit[genesis].parent_count; i++) {
		uint32_t parent = history_parents(history, genesis)[i];
		if (root_moved(&from, replay->arena, replay->repo, &history->commit[parent].tree,
		            tip, root, err))
			return -1;
		if (!from)
			continue;
		char hex[OID_HEX_SIZE];
		error_set(err, ERROR_UNSURE,
		        "cannot tell who founded the group in %s: it was in %s before, and whoever "
		        "moved it would be its founder (rule A4)",
		        *root ? root : "the top folder", *from ? from : "the top folder");
		return error_hint(err,
		        "move it back, or, where all have agreed to begin anew: git config "
		        "moot.genesis %.12s",
		        oid_hex(hex, &history->commit[genesis].id));
	}
	return 0;
}

int replay_find_genesis(struct replay *replay, struct error *err)
{
	uint32_t found = HISTORY_NONE;
	size_t several = 0;

	for (size_t i = 0; i < replay->set_count; i++) {
		uint32_t commit = replay->set[i].commit;
		if ((i && replay->set[i - 1].commit == commit) || !adds_charter(replay, i))
			continue;
		if (found != HISTORY_NONE && history_is_ancestor(replay->history, found, commit))
			continue; /* taken away and put back: no new beginning */
		char hex[OID_HEX_SIZE];
		oid_hex(hex, &replay->history->commit[commit].id);
		if (replay->options.genesis) {
			if (!strncmp(hex, replay->options.genesis, strlen(replay->options.genesis)))
				found = commit;
			continue;
		}
		if (found == HISTORY_NONE)
			found = commit;
		several++;
	}
	if (several > 1) {
		error_set(err, ERROR_UNSURE,
		        "cannot tell who founded this group: %zu unrelated commits add moot.ini "
		        "(rule A4)",
		        several);
		return error_hint(err, "name the one that holds: git config moot.genesis COMMIT");
	}
	if (found != HISTORY_NONE && !replay->options.genesis && check_moved(replay, found, err))
		return -1;
	if (found != HISTORY_NONE) {
		replay->ledger->genesis = replay_stamp(replay, found, NULL);
		replay->ledger->genesis_mail = replay_mail_of(replay, found);
	}
	return 0;
}

static void add_founder_mail(struct replay *replay, const char *mail)
{
	replay->founder_mail[replay->founder_mail_count++] = mail;
}

struct finding_founder {
	struct replay *replay;
	const char *mail, *handle; /* either */
};

static void look_for_founder(void *context, uint32_t path, const void *value)
{
	struct finding_founder *finding = context;
	const struct file *file = value;
	struct replay *replay = finding->replay;
	bool theirs = finding->handle && !strcmp(file->stem, finding->handle);

	(void)path;
	for (size_t i = 0; !finding->handle && file->usable && i < file->person.email_count; i++)
		theirs |= !strcmp(lower_mail(replay->arena, file->person.email[i]), finding->mail);
	if (!theirs || !file->usable)
		return;
	replay->founder = file;
	replay->ledger->genesis.who = file->stem;
	replay->founder_mail = arena_array(
	        replay->arena, file->person.email_count + 1, sizeof *replay->founder_mail);
	replay->founder_mail_count = 0;
	for (size_t i = 0; i < file->person.email_count; i++)
		add_founder_mail(replay, lower_mail(replay->arena, file->person.email[i]));
}

/* A genesis is known by its id; who made it is said by its key, where that stands in itself. */
int replay_find_founders(struct replay *replay, uint32_t commit, struct error *err)
{
	struct finding_founder finding = {replay, replay->ledger->genesis_mail, NULL};
	struct pathmap people = replay->at[commit]->people;
	const struct signing *signing;
	bool retired = false;

	replay->founding_signed = replay_is_signed(replay, replay->at[commit]);
	if (!replay->founder_mail) {
		replay->founder_mail = arena_array(replay->arena, 1, sizeof *replay->founder_mail);
		add_founder_mail(replay, replay->ledger->genesis_mail);
	}
	if (replay->founding_signed && people.root) {
		if (replay_signing(replay, commit, people, &signing, err))
			return -1;
		if (signing->state == SIGNING_KEY && signing->checked)
			finding.handle =
			        replay_keeper(replay, people, signing->fingerprint, &retired);
	}
	pathmap_each(people, look_for_founder, &finding);
	if (replay->founding_signed && (!replay->founder || !replay->founder->person.key_count))
		replay_finding(replay, commit, "E608", "moot.ini",
		        "identity = signed, and the founder's file has no key: nothing that "
		        "anybody "
		        "commits will count (rule V2)");
	return 0;
}

static int is_founder(struct replay *replay, uint32_t commit, bool *yes, struct error *err)
{
	const char *mail = replay_mail_of(replay, commit);

	*yes = false;
	if (replay->founding_signed)
		return replay->founder
		               ? replay_is_by(replay, commit, replay->founder, true, yes, err)
		               : 0;
	for (size_t i = 0; i < replay->founder_mail_count; i++)
		*yes |= !strcmp(replay->founder_mail[i], mail);
	*yes |= !strcmp(replay->ledger->genesis_mail, mail);
	return 0;
}

/* --- what comes too late --- */

static bool is_by_founding(const char *by)
{
	return by && !strcmp(by, "founding");
}

static bool claims_founding(const struct file *file)
{
	bool claims = false;
	bool person = file->usable && file->class == PATH_PERSON;
	bool role = file->usable && file->class == PATH_ROLE;

	for (size_t i = 0; person && i < file->person.member_count; i++)
		claims |= is_by_founding(file->person.member[i].term.by);
	for (size_t i = 0; role && i < file->role.holder_count; i++)
		claims |= is_by_founding(file->role.holder[i].term.by);
	return claims;
}

int replay_late_founding(struct replay *replay, uint32_t commit, const struct file *after,
        const char **why, struct error *err)
{
	bool founds;

	if (!after || !claims_founding(after))
		return 0;
	if (is_founder(replay, commit, &founds, err))
		return -1;
	if (founds)
		*why = arena_print(replay->arena,
		        "%s; the founding was over, since others had committed that do not know "
		        "this (rule A4)",
		        *why);
	return 0;
}

struct founding_people {
	const struct file **file;
	size_t count, capacity;
};

/* The people of a founding commit. */
static int take_people(struct replay *replay, const struct replay_change_set *set,
        struct founding_people *people, struct error *err)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct file *file;
		if (set->change[i].class != PATH_PERSON)
			continue;
		if (replay_file(replay, set->change[i].path, &set->change[i].after,
		            set->change[i].mode_after, &file, err))
			return -1;
		if (!file)
			continue;
		people->file = arena_grow(replay->arena, people->file, people->count,
		        &people->capacity, sizeof *people->file);
		people->file[people->count++] = file;
	}
	return 0;
}

static int is_by_any(struct replay *replay, const struct founding_people *people, uint32_t commit,
        bool *yes, struct error *err)
{
	*yes = false;
	for (size_t i = 0; i < people->count && !*yes; i++)
		if (replay_is_by(
		            replay, commit, people->file[i], replay->founding_signed, yes, err))
			return -1;
	return 0;
}

/*
 * The commits by anybody else of the founding's people that touch something governed, and the
 * openings: of those after the genesis only the ones without an earlier one among their ancestors
 * are kept, since an ancestor of these is an ancestor of all.  What nobody known commits ends no
 * founding.
 */
int replay_bound_founding(struct replay *replay, struct error *err)
{
	const struct history *history = replay->history;
	size_t capacity = 0, set = 0;
	struct founding_people people = {NULL, 0, 0};

	for (uint32_t i = replay->ledger->genesis.commit; i < history->count; i++) {
		while (set < replay->set_count && replay->set[set].commit < i)
			set++;
		/* of every day: ancestry says what came first, also for who asks about an earlier
		 * day */
		if (!replay->touches[i])
			continue;
		bool opening = false;
		for (size_t j = set; j < replay->set_count && replay->set[j].commit == i; j++)
			for (size_t k = 0; k < replay->set[j].count; k++)
				opening |= replay->set[j].change[k].class == PATH_NEGOTIATION;
		/* a merge only brings together what stood on its sides */
		if (history->commit[i].parent_count > 1)
			continue;
		bool later = false, founds = false, known = true;
		for (size_t j = 0; j < replay->founding_bound_count && !later; j++)
			later = history_is_ancestor(history, replay->founding_bound[j], i);
		if (later)
			continue;
		if (i == replay->ledger->genesis.commit)
			founds = true;
		else if (is_founder(replay, i, &founds, err))
			return -1;
		if (founds && set < replay->set_count && replay->set[set].commit == i &&
		        take_people(replay, &replay->set[set], &people, err))
			return -1;
		if (!founds && is_by_any(replay, &people, i, &known, err))
			return -1;
		if ((founds && !opening) || !known)
			continue;
		replay->founding_bound = arena_grow(replay->arena, replay->founding_bound,
		        replay->founding_bound_count, &capacity, sizeof *replay->founding_bound);
		replay->founding_bound[replay->founding_bound_count++] = i;
	}
	return 0;
}

int replay_is_founding(struct replay *replay, uint32_t commit, bool *yes, struct error *err)
{
	const struct history *history = replay->history;

	*yes = false;
	if (replay->ledger->genesis.commit == HISTORY_NONE)
		return 0;
	if (commit == replay->ledger->genesis.commit) {
		*yes = true;
		return 0;
	}
	if (!history_is_ancestor(history, replay->ledger->genesis.commit, commit))
		return 0;
	for (size_t i = 0; i < replay->founding_bound_count; i++)
		if (commit >= replay->founding_bound[i] ||
		        !history_is_ancestor(history, commit, replay->founding_bound[i]))
			return 0;
	return is_founder(replay, commit, yes, err);
}
