/* SPDX-License-Identifier: MIT */
/* Genesis and founding: rule A4. */
#include "core/replay_private.h"

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
	const char *mail;
};

static void look_for_founder(void *context, uint32_t path, const void *value)
{
	struct finding_founder *finding = context;
	const struct file *file = value;
	struct replay *replay = finding->replay;
	bool theirs = false;

	(void)path;
	for (size_t i = 0; file->usable && i < file->person.email_count; i++)
		theirs |= !strcmp(lower_mail(replay->arena, file->person.email[i]), finding->mail);
	if (!theirs)
		return;
	replay->ledger->genesis.who = file->stem;
	replay->founder_mail = arena_array(
	        replay->arena, file->person.email_count + 1, sizeof *replay->founder_mail);
	replay->founder_mail_count = 0;
	for (size_t i = 0; i < file->person.email_count; i++)
		add_founder_mail(replay, lower_mail(replay->arena, file->person.email[i]));
}

void replay_find_founders(struct replay *replay, uint32_t commit)
{
	struct finding_founder finding = {replay, replay->ledger->genesis_mail};

	if (!replay->founder_mail) {
		replay->founder_mail = arena_array(replay->arena, 1, sizeof *replay->founder_mail);
		add_founder_mail(replay, replay->ledger->genesis_mail);
	}
	pathmap_each(replay->at[commit]->people, look_for_founder, &finding);
}

static bool is_founder(const struct replay *replay, const char *mail)
{
	for (size_t i = 0; i < replay->founder_mail_count; i++)
		if (!strcmp(replay->founder_mail[i], mail))
			return true;
	return !strcmp(replay->ledger->genesis_mail, mail);
}

/*
 * The commits by anybody else that touch something governed, and the openings: of those after the
 * genesis only the ones without an earlier one among their ancestors are kept, since an ancestor of
 * these is an ancestor of all.
 */
void replay_bound_founding(struct replay *replay)
{
	const struct history *history = replay->history;
	size_t capacity = 0, set = 0;

	for (uint32_t i = replay->ledger->genesis.commit; i < history->count; i++) {
		while (set < replay->set_count && replay->set[set].commit < i)
			set++;
		if (!replay->touches[i] || history->commit[i].day > replay->options.day)
			continue;
		bool opening = false;
		for (size_t j = set; j < replay->set_count && replay->set[j].commit == i; j++)
			for (size_t k = 0; k < replay->set[j].count; k++)
				opening |= replay->set[j].change[k].class == PATH_NEGOTIATION;
		if (is_founder(replay, replay_mail_of(replay, i)) && !opening)
			continue;
		/* a merge only brings together what stood on its sides */
		if (history->commit[i].parent_count > 1)
			continue;
		bool later = false;
		for (size_t j = 0; j < replay->founding_bound_count && !later; j++)
			later = history_is_ancestor(history, replay->founding_bound[j], i);
		if (later)
			continue;
		replay->founding_bound = arena_grow(replay->arena, replay->founding_bound,
		        replay->founding_bound_count, &capacity, sizeof *replay->founding_bound);
		replay->founding_bound[replay->founding_bound_count++] = i;
	}
}

bool replay_is_founding(struct replay *replay, uint32_t commit)
{
	const struct history *history = replay->history;

	if (replay->ledger->genesis.commit == HISTORY_NONE)
		return false;
	if (commit == replay->ledger->genesis.commit)
		return true;
	if (!is_founder(replay, replay_mail_of(replay, commit)) ||
	        !history_is_ancestor(history, replay->ledger->genesis.commit, commit))
		return false;
	for (size_t i = 0; i < replay->founding_bound_count; i++)
		if (commit > replay->founding_bound[i] ||
		        !history_is_ancestor(history, commit, replay->founding_bound[i]) ||
		        commit == replay->founding_bound[i])
			return false;
	return true;
}
