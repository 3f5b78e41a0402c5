/* SPDX-License-Identifier: MIT */
#include "core/group/group.h"

#include "core/history/ahead.h"
#include "core/history/chronicle_journals.h"
#include "core/history/chronicle_texts.h"
#include "core/history/chronicle_trees.h"
#include "core/history/memo.h"
#include "core/replay/replay.h"
#include "formats/date.h"

#include <string.h>

const char *group_path(const struct group *group, const char *path)
{
	if (!group->root || !*group->root)
		return path;
	return arena_print(group->arena, "%s/%s", group->root, path);
}

const char *group_here(const struct group *group, const char *path)
{
	const char *prefix = repo_prefix(group->repo), *slash;
	struct buf typed = BUF_INIT;

	path = group_path(group, path);
	while ((slash = strchr(prefix, '/')) &&
	        !strncmp(path, prefix, (size_t)(slash - prefix) + 1)) {
		path += slash - prefix + 1;
		prefix = slash + 1;
	}
	for (; (slash = strchr(prefix, '/')); prefix = slash + 1)
		buf_puts(&typed, "../");
	buf_puts(&typed, path);
	path = arena_string(group->arena, typed.data, typed.len);
	buf_release(&typed);
	return path;
}

static int tree_blob(const struct group *group, const struct oid *tree, const char *path,
        const char **text, size_t *len, struct error *err)
{
	struct object object = OBJECT_INIT;
	struct oid id;
	uint16_t mode;

	*text = NULL;
	*len = 0;
	int found = repo_find(group->repo, tree, group_path(group, path), &id, &mode, err);
	if (found <= 0 || (mode != 0100644 && mode != 0100755))
		return found < 0 ? -1 : 0;
	if (repo_blob(group->repo, &id, GOVERNED_MAX, &object, err))
		return -1;
	if (object.data) {
		*text = arena_string(group->arena, (const char *)object.data, object.len);
		*len = object.len;
	}
	object_release(&object);
	return 0;
}

static int tip_tree(const struct group *group, struct oid *tree, struct error *err)
{
	struct arena scratch = ARENA_INIT;
	struct commit commit;
	int status = repo_commit(group->repo, &group->tip, &commit, &scratch, err);

	if (!status)
		*tree = commit.tree;
	arena_release(&scratch);
	return status;
}

int group_tree_mode(const struct group *group, const char *path, uint16_t *mode, struct error *err)
{
	struct oid tree, id;

	*mode = 0;
	if (group->unborn)
		return 0;
	if (tip_tree(group, &tree, err))
		return -1;
	int found = repo_find(group->repo, &tree, group_path(group, path), &id, mode, err);
	if (!found)
		*mode = 0;
	return found < 0 ? -1 : 0;
}

int group_tree_text(const struct group *group, const char *path, const char **text, size_t *len,
        struct error *err)
{
	struct oid tree;

	*text = NULL;
	*len = 0;
	if (group->unborn)
		return 0;
	if (tip_tree(group, &tree, err))
		return -1;
	return tree_blob(group, &tree, path, text, len, err);
}

/*
 * The charter of the commit asked, or NULL: the zone stands there, so that the day is a function of
 * it too.  Most probably it is the one in force.
 */
static int find_charter(struct group *group, struct charter **out, struct error *err)
{
	struct findings ignored = FINDINGS_INIT(group->arena);
	struct charter *charter = arena_alloc(group->arena, sizeof *charter);
	const char *text;
	size_t len;

	*out = NULL;
	if (!group->root)
		return 0;
	if (group_tree_text(group, "moot.ini", &text, &len, err))
		return -1;
	if (text && charter_parse(charter, group->arena, text, len, "moot.ini", &ignored))
		*out = charter;
	return 0;
}

/*
 * --- rule D1 wants to know which idents are one person: by the tree's people files, and then by
 * those that stand; whoever is no member proves no day ---
 */

struct mail_owner {
	const char *mail;
	uint32_t person;
};

struct owners {
	struct mail_owner *slot;
	size_t count;
};

static uint64_t hash_text(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text)) *
		       0x100000001b3u;
	return hash ^ hash >> 31;
}

static struct mail_owner *owner_slot(const struct owners *owners, const char *mail)
{
	size_t at = hash_text(mail) & (owners->count - 1);

	while (owners->slot[at].mail && strcasecmp(owners->slot[at].mail, mail) != 0)
		at = (at + 1) & (owners->count - 1);
	return &owners->slot[at];
}

static void own(
        struct owners *owners, struct arena *arena, size_t *used, const char *mail, uint32_t person)
{
	if (*used * 2 >= owners->count) {
		struct owners old = *owners;
		owners->count = old.count ? old.count * 2 : 256;
		owners->slot = arena_array(arena, owners->count, sizeof *owners->slot);
		for (size_t i = 0; i < old.count; i++)
			if (old.slot[i].mail)
				*owner_slot(owners, old.slot[i].mail) = old.slot[i];
	}
	struct mail_owner *slot = owner_slot(owners, mail);
	if (!slot->mail) {
		*slot = (struct mail_owner){mail, person};
		++*used;
	}
}

static int own_file(struct group *group, struct owners *owners, size_t *used,
        const struct oid *blob, uint32_t person, struct error *err)
{
	struct findings ignored = FINDINGS_INIT(group->arena);
	struct person parsed;
	const char *text;
	size_t len;

	if (chronicle_text(
	            group->history.chronicle, group->repo, blob, GOVERNED_MAX, &text, &len, err))
		return -1;
	if (text && person_parse(&parsed, group->arena, text, len, "people/x.ini", &ignored) &&
	        parsed.member_count)
		for (size_t i = 0; i < parsed.email_count; i++)
			own(owners, group->arena, used, parsed.email[i], person);
	return 0;
}

/* The members of the tree, numbered up to *people. */
static int find_owners(struct group *group, struct owners *owners, size_t *used,
        uint32_t *people_count, struct error *err)
{
	struct object object = OBJECT_INIT;
	struct oid tree, people;
	uint16_t mode;
	size_t at = 0;
	struct tree_entry entry;
	int status = 0;

	*people_count = 0;
	if (tip_tree(group, &tree, err))
		return -1;
	int found = repo_find(group->repo, &tree, group_path(group, "people"), &people, &mode, err);
	if (found <= 0 || mode != MODE_TREE)
		return found < 0 ? -1 : 0;
	if (repo_tree(group->repo, &people, &object, err))
		return -1;
	while (!status && tree_next(object.data, object.len, &at, &entry) > 0)
		if (entry.mode == MODE_FILE || entry.mode == MODE_EXECUTABLE)
			status = own_file(group, owners, used, entry.id, (*people_count)++, err);
	object_release(&object);
	return status;
}

/* By the first ident of each person; HISTORY_NONE: nobody who proves a day. */
static uint32_t *assign(const struct group *group, const struct owners *owners, uint32_t people)
{
	uint32_t count = group->history.ident_count;
	uint32_t *person = arena_array(group->arena, count, sizeof *person);
	uint32_t *first = arena_array(group->arena, people, sizeof *first);

	for (uint32_t i = 0; i < people; i++)
		first[i] = HISTORY_NONE;
	for (uint32_t i = 0; i < count; i++) {
		const char *mail = group->history.ident[i].mail;
		const struct mail_owner *owner = owners->count ? owner_slot(owners, mail) : NULL;
		person[i] = HISTORY_NONE;
		if (!owner || !owner->mail)
			continue;
		if (first[owner->person] == HISTORY_NONE)
			first[owner->person] = i;
		person[i] = first[owner->person];
	}
	return person;
}

/* Of a repository without a group everybody is the mail that they use. */
static int people_of_idents(struct group *group, uint32_t **out, struct error *err)
{
	struct owners owners = {NULL, 0};
	size_t used = 0;
	uint32_t people;

	*out = NULL;
	if (!group->root)
		return 0;
	if (find_owners(group, &owners, &used, &people, err))
		return -1;
	*out = assign(group, &owners, people);
	return 0;
}

static bool had_before(struct group *group, const char *mail, const char *handle, const char *other)
{
	const char *lower = lower_mail(group->arena, mail);

	return ledger_claim(&group->ledger, lower, handle) <
	       ledger_claim(&group->ledger, lower, other);
}

/* The same by what stands: a file that nobody agreed to makes nobody a member. */
static uint32_t *standing_people_of_idents(struct group *group)
{
	struct file_list people = standing_people(&group->now, group->arena);
	struct owners owners = {NULL, 0};
	size_t used = 0;

	for (size_t i = 0; i < people.count; i++) {
		const struct person *one = &people.file[i]->person;
		for (size_t j = 0; one->member_count && j < one->email_count; j++) {
			own(&owners, group->arena, &used, one->email[j], (uint32_t)i);
			struct mail_owner *owner = owner_slot(&owners, one->email[j]);
			if (owner->person != i && had_before(group, one->email[j], one->handle,
			                                  people.file[owner->person]->stem))
				owner->person = (uint32_t)i; /* rule D7 */
		}
	}
	return assign(group, &owners, (uint32_t)people.count);
}

/* --- the one walk --- */

static const struct thanks *likely_words(struct arena *arena, const struct charter *charter)
{
	struct thanks *thanks = arena_alloc(arena, sizeof *thanks);

	if (charter && charter->thanks_count)
		thanks_build(
		        thanks, arena, (const char *const *)charter->thanks, charter->thanks_count);
	else
		thanks_build(thanks, arena, thanks_shipped, thanks_shipped_count);
	return thanks;
}

static struct chronicle *own_chronicle(struct arena *arena)
{
	struct chronicle *chronicle = arena_alloc(arena, sizeof *chronicle);

	chronicle_open(chronicle, arena, arena, arena, NULL);
	return chronicle;
}

static int read_history(struct group *group, const struct group_options *options,
        const struct charter *charter, struct error *err)
{
	struct memo *memo = options->memo;
	struct chronicle *chronicle = memo ? &memo->chronicle : own_chronicle(group->arena);
	struct ahead_options ahead = {.threads = memo ? options->threads : 1};
	struct history_options reading = {.ahead = &ahead, .chronicle = chronicle};

	chronicle_mode(chronicle, options->trailers_said                  ? options->trailers
	                          : charter && charter->trailers_any_line ? TRAILER_ANY_LINE
	                                                                  : TRAILER_GIT);
	if (group->root) {
		chronicle_root(chronicle, group->root);
		ahead.trees = true;
	}
	if (group->root && options->journals) {
		ahead.thanks = likely_words(group->arena, charter);
		chronicle_words(chronicle, ahead.thanks);
	}
	return history_read(&group->history, group->arena, group->repo, &group->tip, &reading, err);
}

static int walk_history(struct group *group, const struct group_options *options, struct error *err)
{
	struct replay *replay;
	struct replay_options replaying = {
	        .day = group->day,
	        .now = options->seconds,
	        .genesis = options->genesis,
	        .root = group->root,
	        .store = options->memo ? options->memo->store : NULL,
	        .every_signer = options->every_signer,
	};

	if (!group->root)
		return 0;
	if (replay_begin(&replay, &group->ledger, group->repo, &group->history, &replaying, err) ||
	        history_changes(&group->history, group->repo, options->journals,
	                &group->ledger.paths, replay_changes, replay, err))
		return -1;
	return replay_end(replay, err);
}

/*
 * Zone and people are read off the tree, and may stand otherwise: then the days are others, and all
 * of it is gone through again.
 */
static int walk_until_same(struct group *group, const struct group_options *options,
        uint32_t *person, struct error *err)
{
	enum { WALKS_MOST = 4 };
	size_t size = group->history.ident_count * sizeof *person;

	for (int i = 0; i < WALKS_MOST; i++) {
		history_order(&group->history, group->zone, person);
		if (walk_history(group, options, err))
			return -1;
		group->now = ledger_moment(&group->ledger, group->day);
		if (!group->root || group->ledger.genesis.commit == HISTORY_NONE)
			return 0;
		uint32_t *now = standing_people_of_idents(group);
		int zone = standing_charter(&group->now)->zone;
		if (zone == group->zone && !memcmp(now, person, size))
			return 0;
		person = now;
		group->zone = zone;
		if (options->at == DAY_NONE)
			group->day = day_of_time(options->seconds, zone);
		ledger_init(&group->ledger, group->arena, group->repo);
	}
	return 0;
}

int group_open(struct group *out, struct arena *arena, struct repo *repo,
        const struct group_options *options, struct error *err)
{
	struct charter *charter = NULL;

	*out = (struct group){.arena = arena, .repo = repo, .root = options->root};
	ledger_init(&out->ledger, arena, repo);
	int born = repo_resolve(repo, options->commit, &out->tip, err);
	if (born < 0)
		return -1;
	out->unborn = born > 0;
	if (!out->unborn && find_charter(out, &charter, err))
		return -1;
	if (charter)
		out->zone = charter->zone;
	out->day = options->at != DAY_NONE ? options->at : day_of_time(options->seconds, out->zone);
	out->now = ledger_moment(&out->ledger, out->day);
	if (out->unborn)
		return 0;
	if (read_history(out, options, charter, err))
		return -1;
	uint32_t *person;
	if (people_of_idents(out, &person, err) || walk_until_same(out, options, person, err))
		return -1;
	out->now = ledger_moment(&out->ledger, out->day);
	return 0;
}

const char *group_handle(const struct group *group, const char *mail)
{
	struct file_list people = standing_people(&group->now, group->arena);
	const char *handle = NULL;
	uint32_t first = UINT32_MAX;

	for (size_t i = 0; i < people.count; i++)
		for (size_t j = 0; j < people.file[i]->person.email_count; j++) {
			if (strcasecmp(people.file[i]->person.email[j], mail) != 0)
				continue;
			uint32_t rank = ledger_claim(&group->ledger, lower_mail(group->arena, mail),
			        people.file[i]->stem);
			if (!handle || rank < first) {
				handle = people.file[i]->stem;
				first = rank;
			}
		}
	return handle;
}
