/* SPDX-License-Identifier: MIT */
#include "cmd/doctor.h"

#include "cmd/hooks.h"
#include "core/git/root.h"
#include "core/group/pin.h"
#include "core/history/store.h"
#include "formats/date.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MANY_COMMITS = 5000, GIT_MAJOR = 2, GIT_MINOR = 34 };

void doctor_tell(struct doctor *doctor, const char *what, const char *message, const char *mend)
{
	struct out *out = doctor->context->out;

	doctor->lacking += message != NULL;
	if (out->form != FORM_HUMAN) {
		record_open(out);
		record_text(out, "what", what);
		record_text(out, "state", message ? "lacking" : "fine");
		record_text(out, "message", message);
		record_text(out, "mend", mend && message ? mend : NULL);
		record_close(out);
		return;
	}
	if (!message)
		return;
	out_style(out, STYLE_BAD, "%s", what);
	out_print(out, "\n");
	out_fold(out, 2, message);
	if (mend)
		out_print(out, "    %s\n", mend);
}

bool doctor_has_program(const char *name)
{
	const char *path = getenv("PATH");
	char file[4096];

	for (; path && *path; path += strcspn(path, ":"), path += *path == ':') {
		int len = (int)strcspn(path, ":");
		if (snprintf(file, sizeof file, "%.*s/%s", len, path, name) < (int)sizeof file &&
		        !access(file, X_OK))
			return true;
	}
	return false;
}

static void look_at_git(struct doctor *doctor)
{
	static const char *const argv[] = {"git", "version", NULL};
	struct buf out = BUF_INIT;
	struct error ignored = ERROR_INIT;
	unsigned major = 0, minor = 0;

	if (git_run(argv, NULL, &out, NULL, 0, NULL, &ignored) ||
	        sscanf(out.data, "git version %u.%u", &major, &minor) != 2)
		major = 0;
	bool old = major < GIT_MAJOR || (major == GIT_MAJOR && minor < GIT_MINOR);
	doctor_tell(doctor, "git",
	        old ? arena_print(doctor->context->arena,
	                      "git %u.%u is older than 2.34 and cannot sign with keys of ssh",
	                      major, minor)
	            : NULL,
	        "install a newer git");
	buf_release(&out);
}

static void look_at_history(struct doctor *doctor)
{
	struct error err = ERROR_INIT;
	bool unsure = repo_unsure(doctor->context->repo, &err);

	doctor_tell(doctor, "history", unsure ? err.text : NULL, *err.hint ? err.hint : NULL);
}

/* The graph that git keeps of the commits is what makes long histories quick. */
static void look_at_graph(struct doctor *doctor)
{
	struct arena *arena = doctor->context->arena;
	const char *common = repo_common_dir(doctor->context->repo);
	bool there = !access(arena_print(arena, "%s/objects/info/commit-graph", common), F_OK) ||
	             !access(arena_print(arena, "%s/objects/info/commit-graphs", common), F_OK);
	bool many = doctor->group && doctor->group->history.count >= MANY_COMMITS;

	doctor_tell(doctor, "commit-graph",
	        many && !there ? "the history is long, and git keeps no graph of it" : NULL,
	        "git maintenance run --task=commit-graph");
}

static bool is_older_cache(const char *name)
{
	static const char *const kinds[] = {"facts-", "proofs-"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t len = strlen(kinds[i]);
		if (!strncmp(name, kinds[i], len))
			return atoi(name + len) != STORE_VERSION;
	}
	return false;
}

static void look_at_cache(struct doctor *doctor)
{
	struct arena *arena = doctor->context->arena;
	const char *folder = arena_print(arena, "%s/moot", repo_common_dir(doctor->context->repo));
	const char *message = NULL, *mend = NULL;
	DIR *open = opendir(folder);
	struct dirent *entry;

	if (open && access(folder, W_OK)) {
		message = "what was found once cannot be kept: .git/moot is not writable";
		mend = arena_print(arena, "chmod u+w '%s'", folder);
	}
	while (open && !message && (entry = readdir(open)))
		if (is_older_cache(entry->d_name)) {
			message = "an older version of moot has left its cache";
			mend = arena_print(arena, "rm '%s/%s'", folder, entry->d_name);
		}
	if (open)
		closedir(open);
	doctor_tell(doctor, "cache", message, mend);
}

static void look_at_hooks(struct doctor *doctor)
{
	static const char *const argv[] = {"git", "rev-parse", "--git-path", "hooks", NULL};
	struct arena *arena = doctor->context->arena;
	bool bare = !repo_work_tree(doctor->context->repo);
	const char *const names[] = {"pre-commit", "commit-msg", "pre-push", "pre-receive"};
	struct buf folder = BUF_INIT, missing = BUF_INIT;
	struct error ignored = ERROR_INIT;

	if (!git_run(argv, NULL, &folder, NULL, 0, NULL, &ignored))
		for (size_t i = bare ? 3 : 0; i < (bare ? 4u : 3u); i++)
			if (access(arena_print(arena, "%.*s/%s", (int)strcspn(folder.data, "\n"),
			                   folder.data, names[i]),
			            X_OK))
				buf_print(&missing, "%s%s", missing.len ? ", " : "", names[i]);
	doctor_tell(doctor, "hooks",
	        missing.len
	                ? arena_print(arena, "git does not ask moot: there is no %s", missing.data)
	                : NULL,
	        "moot hook install");
	buf_release(&folder);
	buf_release(&missing);
}

static void look_at_driver(struct doctor *doctor)
{
	struct error ignored = ERROR_INIT;
	const char *text;
	size_t len;
	bool wanted = repo_work_tree(doctor->context->repo) &&
	              !group_tree_text(doctor->group, ".gitattributes", &text, &len, &ignored) &&
	              text && strstr(text, "merge=moot");

	doctor_tell(doctor, "merge driver",
	        wanted && !git_config_get(doctor->config, "merge.moot.driver")
	                ? "roles and people are merged by lines here, not by key"
	                : NULL,
	        "git config merge.moot.driver 'moot merge-driver %O %A %B %P'");
}

static void look_at_pin(struct doctor *doctor)
{
	struct error err = ERROR_INIT;
	struct pin pin;

	if (pin_read(&pin, doctor->context->arena, doctor->group, &err)) {
		doctor_tell(doctor, "pin", err.text, "moot verify");
		return;
	}
	doctor_tell(doctor, "pin",
	        pin.set && pin.commit == HISTORY_NONE
	                ? "the history that was verified before was rewritten (rule V9)"
	                : NULL,
	        "moot verify");
}

static void look_at_clock(struct doctor *doctor)
{
	const struct history *history = &doctor->group->history;
	int32_t newest = DAY_FIRST;

	for (uint32_t i = 0; i < history->count; i++)
		if (history->commit[i].day > newest)
			newest = history->commit[i].day;
	doctor_tell(doctor, "clock",
	        newest > doctor->group->day
	                ? arena_print(doctor->context->arena,
	                          "it says %s, and there are commits of %s, which do not count "
	                          "yet (rule D1)",
	                          day_iso(doctor->context->arena, doctor->group->day),
	                          day_iso(doctor->context->arena, newest))
	                : NULL,
	        "set the clock of this machine");
}

/* In another folder than the group's, each clone has to be told where it is. */
static void look_at_folder(struct doctor *doctor, const struct oid *head)
{
	struct context *context = doctor->context;
	struct error err = ERROR_INIT;
	const char *named = git_config_get(doctor->config, "moot.dir"), *root, *message = NULL;

	if (named && root_named(&root, context->arena, context->repo, named, head, true, &err))
		message = err.text;
	else if (!named && *context->root)
		message = arena_print(context->arena,
		        "the group is in %s, and outside of it moot finds none", context->root);
	doctor_tell(doctor, "folder", message,
	        arena_print(context->arena, "git config moot.dir %s", context->root));
}

/* A group that cannot be opened for another reason than the history as a whole says so itself. */
static int look_at_group(struct doctor *doctor, struct group *group)
{
	struct context *context = doctor->context;
	struct error err = ERROR_INIT;
	struct oid head;
	int born = repo_resolve(context->repo, NULL, &head, &err);

	if (born || hook_root(context, &head, &context->root, &err) || !context->root) {
		doctor_tell(doctor, "group",
		        born < 0 ? err.text
		        : born   ? "nothing was committed yet"
		                 : "there is no moot.ini: history mode",
		        "moot init");
		return -1;
	}
	look_at_folder(doctor, &head);
	struct group_options options = {
	        .root = context->root,
	        .at = DAY_NONE,
	        .seconds = context->now,
	        .genesis = git_config_get(doctor->config, "moot.genesis"),
	        .memo = context_memo(context),
	};
	bool failed = group_open(group, context->arena, context->repo, &options, &err);
	doctor_tell(
	        doctor, "group", failed ? err.text : NULL, *err.hint ? err.hint : "moot verify");
	return failed ? -1 : 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	struct doctor doctor = {.context = context, .config = context_config(context)};
	struct group group;

	(void)argc;
	(void)argv;
	(void)err;
	look_at_git(&doctor);
	look_at_history(&doctor);
	if (!doctor.lacking || !repo_unsure(context->repo, &(struct error)ERROR_INIT))
		if (!look_at_group(&doctor, &group))
			doctor.group = &group;
	look_at_graph(&doctor);
	look_at_cache(&doctor);
	if (doctor.group) {
		look_at_hooks(&doctor);
		look_at_driver(&doctor);
		look_at_pin(&doctor);
		look_at_clock(&doctor);
		doctor_identity(&doctor);
	}
	if (context->out->form == FORM_HUMAN && !doctor.lacking)
		out_print(context->out, "nothing is lacking\n");
	return doctor.lacking ? 1 : 0;
}

const struct command command_doctor = {
        .name = "doctor",
        .group = GROUP_HONEST,
        .summary = "look for what is wrong with this clone, and say what mends it",
        .needs = NEEDS_REPO,
        .run = run,
};
