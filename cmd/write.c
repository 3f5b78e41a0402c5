/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/input.h"
#include "cmd/report_entry.h"

#include "core/group/worktree.h"
#include "core/rules/place.h"

#include <stdlib.h>
#include <string.h>

struct write_options {
	struct option_list message;
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_LIST(struct write_options, message, 'm', "message", "TEXT", "what to add"),
        OPTION_FLAG(struct write_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const char template[] =
        "\n"
        "# What did you do, see, wonder about?  Any Markdown; nothing is required.\n"
        "# Thanks @bob for ..., #topic, a link to an entry, a question to @ana? are noticed.\n"
        "# These lines are left out; an empty text aborts.\n";

struct writing {
	struct context *context;
	struct group group;
	struct person_at_hand person;
	const char *path; /* of today's entry, or of the file that is committed as it is */
	struct addition addition;
	bool as_it_is;
	const char *kept; /* the text to keep when the commit is refused */
};

/* The path below the root of a file that lies in the work tree, or NULL. */
static const char *below_root(struct writing *writing, const char *name)
{
	struct arena *arena = writing->context->arena;
	const char *top = repo_work_tree(writing->group.repo), *below = NULL;
	char *top_real = realpath(top, NULL), *real = realpath(name, NULL);
	const char *root = writing->group.root;

	if (top_real && real && !strncmp(real, top_real, strlen(top_real)) &&
	        real[strlen(top_real)] == '/') {
		below = real + strlen(top_real) + 1;
		size_t len = strlen(root);
		if (len)
			below = !strncmp(below, root, len) && below[len] == '/' ? below + len + 1
			                                                        : NULL;
		below = below ? arena_string(arena, below, strlen(below)) : NULL;
	}
	free(real);
	free(top_real);
	return below;
}

/* What was written with an editor in the journal itself goes as it is. */
static int take_file(struct writing *writing, const char *path, bool *changed, struct error *err)
{
	struct worktree_file file = {.path = path};
	const char *committed;
	size_t len;

	*changed = false;
	if (worktree_read(&file, &writing->group, JOURNAL_MAX, err) ||
	        group_tree_text(&writing->group, path, &committed, &len, err))
		return -1;
	if (file.kind == WORKTREE_LARGE)
		return error_set(err, ERROR_FATAL, "%s is larger than 64 MiB (rule D6)", path);
	if (file.kind == WORKTREE_ODD)
		return error_set(err, ERROR_FATAL, "%s %s", path, file.text);
	if (file.kind == WORKTREE_GONE)
		return 0;
	*changed = !committed || len != file.len || memcmp(committed, file.text, len) != 0;
	writing->path = path;
	writing->as_it_is = *changed;
	writing->addition = (struct addition){.text = file.text, .len = file.len};
	journal_parse(&writing->addition.journal, writing->context->arena, file.text, file.len,
	        entry_thanks(writing->context->arena, &writing->group));
	return 0;
}

/* Whose journal it is. */
static const char *place_of_owner(const struct writing *writing, const char *below)
{
	const char *handle = arena_string(writing->context->arena, below, strcspn(below, "/"));

	return place_of_member(&writing->group.now, writing->context->arena, handle);
}

static int take_own_file(struct writing *writing, const char *below, struct error *err)
{
	const char *handle = writing->person.handle;
	size_t len = strlen(handle);
	bool changed;

	if (strncmp(below + 9, handle, len) != 0 || below[9 + len] != '/') {
		error_refuse(err, "V2", "%s is somebody else's journal", below);
		error_place(err, "%s", place_of_owner(writing, below + 9));
		return error_hint(err, "yours is journals/%s/", handle);
	}
	if (take_file(writing, below, &changed, err))
		return -1;
	if (changed)
		return 0;
	error_set(err, ERROR_NO, "%s is committed already", below);
	return error_hint(err, "change it first; or moot write -m TEXT adds today's entry");
}

static int take_text(struct writing *writing, const char *text, size_t len, struct error *err)
{
	struct arena *arena = writing->context->arena;

	return addition_read(&writing->addition, arena, entry_thanks(arena, &writing->group), text,
	        len, writing->group.day, err);
}

/* From FILE, from -m, from what stands in the entry uncommitted, else from the editor. */
static int find_text(struct writing *writing, const char *source, struct error *err)
{
	struct context *context = writing->context;
	const struct write_options *wanted = context->options;
	const char *text;
	size_t len;
	bool changed = false;

	if (source) {
		const char *below = strcmp(source, "-") != 0 ? below_root(writing, source) : NULL;
		if (below && !strncmp(below, "journals/", 9))
			return take_own_file(writing, below, err);
		if (input_read(context->arena, source, JOURNAL_MAX, &text, &len, err) ||
		        take_text(writing, text, len, err))
			return -1;
		writing->kept = strcmp(source, "-") != 0 ? NULL : writing->addition.text;
		return 0;
	}
	if (!wanted->message.count && (take_file(writing, writing->path, &changed, err) || changed))
		return changed ? 0 : -1;
	if (session_text(context, &wanted->message, template, false, &text, err) ||
	        take_text(writing, text, strlen(text), err))
		return -1;
	writing->kept = writing->addition.text;
	return 0;
}

static void report(const struct writing *writing)
{
	struct out *out = writing->context->out;
	const struct journal *journal = &writing->addition.journal;

	if (out->form != FORM_HUMAN) {
		record_result(out, "path", writing->path);
		return;
	}
	const char *noticed = entry_noticed(writing->context, &writing->group, journal);
	out_print(out, "%s%s%s\n", writing->path, *noticed ? "  " : "", noticed);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct write_options *wanted = context->options;
	struct writing writing = {.context = context};
	struct draft draft = DRAFT_INIT(context->arena);
	bool committed;

	if (argc && wanted->message.count)
		return error_set(err, ERROR_USAGE, "the text is in FILE or behind -m, not in both");
	if (session_group(context, &writing.group, err) ||
	        session_member(context, &writing.group, &writing.person, err))
		return -1;
	writing.path = entry_path(context->arena, writing.person.handle, writing.group.day);
	if (find_text(&writing, argc ? argv[0] : NULL, err))
		return -1;
	if (writing.as_it_is)
		draft_add(&draft, writing.path, writing.addition.text, writing.addition.len);
	else
		draft_make(&draft, writing.path, addition_make, &writing.addition);
	draft.subject = entry_subject(context->arena, writing.person.handle, writing.group.day,
	        &writing.addition.journal);
	if (wanted->dry_run && context->out->form == FORM_HUMAN)
		report(&writing);
	if (entry_commit(context, &writing.group, &draft, writing.kept, wanted->dry_run, &committed,
	            err))
		return -1;
	if (committed)
		report(&writing);
	entry_talk(context, &writing.group, writing.path, &writing.addition.journal);
	if (committed)
		advice_next(context, "moot log --by %s -n 5", writing.person.handle);
	return 0;
}

const struct command command_write = {
        .name = "write",
        .group = GROUP_WORK,
        .summary = "add to today's entry of your journal",
        .operands = "[FILE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct write_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
