/* SPDX-License-Identifier: MIT */
#include "core/group/pin.h"

#include "core/git/refs.h"

#include <string.h>

enum { BRANCH_MOST = 1024 };

int pin_losses(struct pin_loss **out, size_t *count, struct arena *arena, const char *root,
        const char *gone, const char *kept, struct error *err)
{
	static const char *const governed[] = {"moot.ini", "people", "roles", "agreements",
	        "negotiations", "journals", ".mailmap", ".gitattributes"};
	enum { FIXED = 9, GOVERNED = sizeof governed / sizeof *governed };
	const char *argv[FIXED + GOVERNED + 1] = {"git", "--literal-pathspecs", "log",
	        "--full-history", "--no-merges", "--format=%H %s", gone,
	        arena_print(arena, "^%s", kept), "--"};
	struct buf listed = BUF_INIT;
	size_t capacity = 0;

	*out = NULL;
	*count = 0;
	for (size_t i = 0; i < GOVERNED; i++)
		argv[FIXED + i] = arena_print(arena, "%s%s%s", root, *root ? "/" : "", governed[i]);
	if (git_run(argv, NULL, &listed, NULL, 0, NULL, err)) {
		buf_release(&listed);
		err->kind = ERROR_UNSURE;
		return -1;
	}
	for (const char *line = listed.data; *line;) {
		size_t len = strcspn(line, "\n");
		*out = arena_grow(arena, *out, *count, &capacity, sizeof **out);
		if (len > OID_HEX_SIZE - 1)
			(*out)[(*count)++] = (struct pin_loss){
			        arena_string(arena, line, OID_HEX_SIZE - 1),
			        arena_string(arena, line + OID_HEX_SIZE, len - OID_HEX_SIZE)};
		line += len + (line[len] == '\n');
	}
	buf_release(&listed);
	return 0;
}

void pin_find(struct pin *out, struct arena *arena, struct repo *repo)
{
	static const char heads[] = "refs/heads/";
	char head[BRANCH_MOST];
	struct error absent = ERROR_INIT;

	*out = (struct pin){.commit = HISTORY_NONE};
	if (!refs_head_name(repo_git_dir(repo), head, sizeof head) ||
	        strncmp(head, heads, strlen(heads)) != 0)
		return;
	out->branch = arena_string(arena, head + strlen(heads), strlen(head) - strlen(heads));
	out->name = arena_print(arena, "refs/moot/verified/%s", out->branch);
	switch (refs_resolve(repo_git_dir(repo), repo_common_dir(repo), out->name, &out->id)) {
	case REFS_FOUND:
		out->set = true;
		break;
	case REFS_UNBORN:
	case REFS_ABSENT:
		break;
	case REFS_ASK:
		out->set = !repo_resolve(repo, out->name, &out->id, &absent);
		break;
	}
}

int pin_read(struct pin *out, struct arena *arena, const struct group *group, struct error *err)
{
	char gone[OID_HEX_SIZE], kept[OID_HEX_SIZE];

	*out = (struct pin){.commit = HISTORY_NONE};
	if (group->unborn)
		return 0;
	pin_find(out, arena, group->repo);
	if (!out->set)
		return 0;
	out->commit = history_find(&group->history, &out->id);
	if (out->commit != HISTORY_NONE)
		return 0;
	return pin_losses(&out->loss, &out->loss_count, arena, group->root, oid_hex(gone, &out->id),
	        oid_hex(kept, &group->tip), err);
}

/* What the tip has and no remote branch, and "-ID" where that begins. */
static int list_unshared(struct buf *listed, const struct oid *tip, struct error *err)
{
	char hex[OID_HEX_SIZE];
	const char *const argv[] = {"git", "rev-list", "--boundary", oid_hex(hex, tip), "--not",
	        "--remotes", "--", NULL};

	return git_run(argv, NULL, listed, NULL, 0, NULL, err);
}

int pin_is_settled(const struct pin *pin, struct repo *repo, const struct oid *tip, bool *settled,
        struct error *err)
{
	struct buf listed = BUF_INIT;
	char hex[OID_HEX_SIZE];

	*settled = !pin->branch || (pin->set && oid_equal(&pin->id, tip)) ||
	           !refs_any(repo_common_dir(repo), "refs/remotes/");
	if (*settled || !pin->set)
		return 0;
	if (list_unshared(&listed, tip, err)) {
		buf_release(&listed);
		return -1;
	}
	/* only where what is not shared begins at the pin, and nowhere else */
	const char *begins = strchr(listed.data, '-');
	*settled = begins && !strncmp(begins + 1, oid_hex(hex, &pin->id), OID_HEX_SIZE - 1) &&
	           !strchr(begins + 1, '-');
	buf_release(&listed);
	return 0;
}

/* The newest commit of the history that is one, or an ancestor of one, of the remote branches. */
static int find_shared(const struct group *group, uint32_t *out, struct error *err)
{
	struct buf listed = BUF_INIT;
	bool ahead = false;

	*out = HISTORY_NONE;
	if (!refs_any(repo_common_dir(group->repo), "refs/remotes/"))
		return 0;
	if (list_unshared(&listed, &group->tip, err)) {
		buf_release(&listed);
		return -1;
	}
	/* "-ID" is where what is only here begins; without any, all of it is there already */
	for (const char *line = listed.data; *line;) {
		struct oid id;
		size_t len = strcspn(line, "\n");
		ahead |= *line != '-';
		if (*line == '-' && oid_parse(&id, line + 1, len - 1)) {
			uint32_t commit = history_find(&group->history, &id);
			if (commit != HISTORY_NONE && (*out == HISTORY_NONE || commit > *out))
				*out = commit;
		}
		line += len + (line[len] == '\n');
	}
	if (!ahead)
		*out = group->history.count - 1;
	buf_release(&listed);
	return 0;
}

/* Whether one of the names is a folder of the other, so that git can keep only one of them. */
static bool excludes(const char *a, const char *b)
{
	size_t first = strlen(a), second = strlen(b), shorter = first < second ? first : second;

	return first != second && !strncmp(a, b, shorter) &&
	       (first < second ? b : a)[shorter] == '/';
}

static int forget(const char *name, const char *id, struct error *err)
{
	const char *const argv[] = {"git", "update-ref", "-d", name, id, NULL};

	return git_run(argv, NULL, NULL, NULL, 0, NULL, err);
}

/*
 * A pin in the way is of a branch that is no more.  What it holds, the new one holds too where it
 * is an ancestor; any other is left, and named.
 */
static int clear_way(struct pin *pin, const struct group *group, uint32_t to, struct error *err)
{
	static const char *const argv[] = {"git", "for-each-ref",
	        "--format=%(objectname) %(refname)", "refs/moot/verified/", NULL};
	struct buf listed = BUF_INIT;
	int status = git_run(argv, NULL, &listed, NULL, 0, NULL, err);

	for (char *line = listed.data, *end; !status && (end = strchr(line, '\n'));
	        line = end + 1) {
		struct oid id;
		char *name = strchr(line, ' ');
		*end = '\0';
		if (!name || !excludes(name + 1, pin->name))
			continue;
		*name++ = '\0';
		uint32_t held = oid_parse(&id, line, strlen(line))
		                        ? history_find(&group->history, &id)
		                        : HISTORY_NONE;
		if (held != HISTORY_NONE && history_is_ancestor(&group->history, held, to))
			status = forget(name, line, err);
		else
			pin->in_the_way = arena_string(group->arena, name, strlen(name));
	}
	buf_release(&listed);
	return status;
}

int pin_move(struct pin *pin, const struct group *group, bool *moved, struct error *err)
{
	uint32_t shared;
	char to[OID_HEX_SIZE], from[OID_HEX_SIZE];

	*moved = false;
	if (pin->commit == group->history.count - 1)
		return 0;
	if (!pin->branch || find_shared(group, &shared, err))
		return pin->branch ? -1 : 0;
	if (shared == HISTORY_NONE ||
	        (pin->set && pin->commit != HISTORY_NONE &&
	                !history_is_ancestor(&group->history, pin->commit, shared)) ||
	        shared == pin->commit)
		return 0;
	if (!pin->set && clear_way(pin, group, shared, err))
		return -1;
	if (pin->in_the_way)
		return 0;
	const char *const argv[] = {"git", "update-ref", "-m", "moot verify", pin->name,
	        oid_hex(to, &group->history.commit[shared].id),
	        pin->set ? oid_hex(from, &pin->id) : "0000000000000000000000000000000000000000",
	        NULL};
	if (git_run(argv, NULL, NULL, NULL, 0, NULL, err))
		return -1;
	*moved = true;
	pin->set = true;
	pin->commit = shared;
	pin->id = group->history.commit[shared].id;
	return 0;
}
