/* SPDX-License-Identifier: MIT */
#include "cmd/session.h"

#include "cmd/advice.h"
#include "cmd/known.h"
#include "core/git/git.h"
#include "core/rules/tally.h"
#include "formats/date.h"
#include "formats/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Rule D1: what others have dated later does not count yet, which a slow clock should know. */
static void warn_of_clock(struct context *context, const struct group *group)
{
	const struct history *history = &group->history;

	if (group->unborn || !group->root || !history->count)
		return;
	int32_t newest = history->commit[history->count - 1].day;
	if (newest <= group->day)
		return;
	talk_warning("the clock says %s, and the last commit is of %s: it does not count "
	             "yet (rule D1)",
	        day_iso(context->arena, group->day), day_iso(context->arena, newest));
}

int session_group(struct context *context, struct group *group, struct error *err)
{
	struct group_options options = {
	        .root = context->root,
	        .commit = context->commit,
	        .at = context->at,
	        .seconds = context->now,
	        .threads = 2,
	        .genesis = git_config_get(context_config(context), "moot.genesis"),
	};

	if (context_repo(context, NULL, err))
		return -1;
	options.memo = context_memo(context);
	if (group_open(group, context->arena, context->repo, &options, err))
		return -1;
	session_dated(context, group);
	if (context->at == DAY_NONE)
		warn_of_clock(context, group);
	return 0;
}

void session_mark_void(struct context *context, const struct group *group)
{
	static const enum path_class classes[] = {
	        PATH_CHARTER, PATH_PERSON, PATH_ROLE, PATH_AGREEMENT};
	const struct verdict *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		struct void_list list = ledger_void(&group->ledger, context->arena, classes[i]);
		if (list.count && !first)
			first = list.verdict[0];
		count += list.count;
	}
	if (!count)
		return;
	const char *path = group->ledger.paths.entry[first->path].text;
	if (count == 1)
		talk_warning(
		        "%s is void as the tree has it; this is what stands: moot verify", path);
	else
		talk_warning("%s and %zu more are void as the tree has them; this is what stands: "
		             "moot verify",
		        path, count - 1);
}

void session_dated(struct context *context, const struct group *group)
{
	context->dated = true;
	context->day = group->day;
	context->zone = group->zone;
}

int session_person(struct context *context, const struct group *group,
        struct person_at_hand *person, struct error *err)
{
	if (git_identity(&person->name, &person->mail, context->arena, NULL, err))
		return -1;
	person->handle =
	        group->root && group->now.ledger ? group_handle(group, person->mail) : NULL;
	return 0;
}

int session_member(struct context *context, const struct group *group,
        struct person_at_hand *person, struct error *err)
{
	if (session_person(context, group, person, err))
		return -1;
	if (person->handle)
		return 0;
	error_set(err, ERROR_FATAL,
	        "%s is in no file under people/, so moot does not know who you are (rule A7)",
	        person->mail);
	error_place(err, "people/, where no file has email = %s", person->mail);
	return error_hint(err,
	        "if you are known by another address: git config user.email ADDRESS; else ask a "
	        "member: moot join HANDLE --name '%s' --email %s",
	        person->name, person->mail);
}

bool session_founds(const struct group *group, const struct person_at_hand *person)
{
	const struct ledger *ledger = &group->ledger;

	if (!ledger->founding_open)
		return false;
	return (person->handle && ledger->genesis.who &&
	               !strcmp(person->handle, ledger->genesis.who)) ||
	       (ledger->genesis_mail && !strcasecmp(person->mail, ledger->genesis_mail));
}

int session_negotiation(struct context *context, const struct group *group, const char *word,
        const struct negotiation **out, struct error *err)
{
	struct error why = ERROR_INIT;

	if (!ledger_find(&group->ledger, word, out, &why))
		return 0;
	const char *ids = known_ids(context, group, word);
	error_set(err, why.kind, "%s", why.text);
	if (ids)
		return error_hint(err, "type the id: %s", ids);
	return known_hint(context, group, KNOWN_NEGOTIATIONS, word, why.hint, err);
}

bool session_runs(struct context *context, const struct group *group, const struct negotiation *one)
{
	struct tally tally;

	tally_read(&tally, context->arena, &group->now, one);
	switch (tally_shown(&tally)) {
	case STATE_DISPUTED:
	case STATE_CONTESTED:
	case STATE_DECIDABLE:
		return true;
	case STATE_STALE:
	case STATE_BLOCKED:
	case STATE_OPEN:
		return !tally_late(&group->now, one);
	default:
		return false;
	}
}

int session_running(struct context *context, const struct group *group, const char *word,
        const struct negotiation **out, struct error *err)
{
	const struct negotiation *found = NULL;
	size_t named = 0, running = 0;

	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *one = group->ledger.negotiation[i];
		if (one->void_reason || strcmp(one->slug, word) != 0)
			continue;
		named++;
		if (!session_runs(context, group, one))
			continue;
		found = one;
		running++;
	}
	if (named < 2 || running != 1)
		return session_negotiation(context, group, word, out, err);
	*out = found;
	return 0;
}

/* MOOT_NOW stands in for git's clock too. */
static const char *commit_date(struct context *context)
{
	const char *now = getenv("MOOT_NOW");
	int32_t offset = context->now_offset / 60;

	if (!now || !*now)
		return NULL;
	return arena_print(context->arena, "%lld %c%02d%02d", (long long)context->now,
	        offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
}

static void show_draft(
        struct context *context, const struct group *group, const struct draft *draft)
{
	out_print(context->out, "%s\n", draft_message(draft));
	for (size_t i = 0; i < draft->count; i++)
		out_print(context->out, "    %s\n", group_path(group, draft->file[i].path));
	out_print(context->out, "nothing was written (-n)\n");
}

static const char *branch_name(struct context *context)
{
	static const char *const argv[] = {"git", "symbolic-ref", "-q", "--short", "HEAD", NULL};
	struct buf name = BUF_INIT;
	struct error ignored = ERROR_INIT;
	int status = 0;
	const char *branch = "detached HEAD";

	if (!git_run(argv, NULL, &name, NULL, 0, &status, &ignored) && !status && name.len > 1)
		branch = arena_string(context->arena, name.data, name.len - 1);
	buf_release(&name);
	return branch;
}

void session_keep_text(struct context *context, const char *text)
{
	const char *path =
	        arena_print(context->arena, "%s/MOOT_EDITMSG", repo_git_dir(context->repo));
	FILE *file = fopen(path, "we");

	if (!file)
		return;
	bool failed = fputs(text, file) < 0 || fputs("\n", file) < 0;
	if (!fclose(file) && !failed)
		talk("what you wrote is kept in %s", path);
}

/* Under identity = signed an unsigned commit counts for nobody: better none than that. */
static int check_signing(struct context *context, const struct group *group, struct error *err)
{
	if (group->unborn || !group->root || !standing_charter(&group->now)->identity_signed ||
	        git_config_bool(context_config(context), "commit.gpgSign", false))
		return 0;
	error_set(err, ERROR_FATAL,
	        "%s signs its commits, and git is not set up to: this one would count for nobody "
	        "(rule V2)",
	        standing_charter(&group->now)->name);
	return error_hint(
	        err, "git config commit.gpgSign true; moot doctor says what else is lacking");
}

static void report_undone(const char *kept)
{
	if (kept)
		talk_warning("a moot was killed here while it wrote; that was put back, and its "
		             "text is kept in %s",
		        kept);
}

int session_recover(struct context *context, struct group *group, struct error *err)
{
	const char *kept;
	int status = draft_recover(context->arena, group, &kept, err);

	report_undone(kept);
	return status;
}

int session_commit(struct context *context, struct group *group, struct draft *draft, bool dry_run,
        struct oid *id, bool *committed, struct error *err)
{
	struct draft_options options = {commit_date(context)};

	*committed = false;
	if (dry_run) {
		show_draft(context, group, draft);
		return 0;
	}
	int status = check_signing(context, group, err)
	                     ? -1
	                     : draft_commit(draft, group, &options, id, err);
	report_undone(draft->undone);
	if (status) {
		if (*draft->body)
			session_keep_text(context, draft->body);
		return -1;
	}
	*committed = true;
	return 0;
}

void session_report_commit(struct context *context, const struct oid *id, const char *subject)
{
	char hex[OID_HEX_SIZE];

	if (context->out->form == FORM_HUMAN)
		out_fold_rest(context->out, 0, 2,
		        arena_print(context->arena, "[%s %.7s] %s", branch_name(context),
		                oid_hex(hex, id), subject));
	else
		record_result(context->out, "commit", oid_hex(hex, id));
}

/* --- text --- */

const char *session_message(struct context *context, const struct option_list *messages)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < messages->count; i++) {
		if (i)
			buf_puts(&text, "\n\n");
		buf_puts(&text, messages->item[i].value);
	}
	while (text.len && strchr(" \t\r\n", text.data[text.len - 1]))
		text.data[--text.len] = '\0';
	char *copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static int write_text(const char *path, const char *text, struct error *err)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return error_set(err, ERROR_FATAL, "cannot write '%s': %s", path, strerror(errno));
	bool failed = fputs(text, file) < 0;
	if (fclose(file) || failed)
		return error_set(err, ERROR_FATAL, "cannot write '%s': %s", path, strerror(errno));
	return 0;
}

/* Where the remarks begin that the template ends with: lines of '#' and a blank. */
static const char *remarks_of(const char *template)
{
	const char *begin = NULL;

	for (const char *line = template; *line; line += strcspn(line, "\n") + 1) {
		if (strncmp(line, "# ", 2) != 0)
			begin = NULL;
		else if (!begin)
			begin = line;
		if (!strchr(line, '\n'))
			break;
	}
	return begin ? begin : "";
}

static bool has_line(const char *lines, const char *line, size_t len)
{
	for (size_t at; *lines; lines += at + (lines[at] == '\n')) {
		at = strcspn(lines, "\n");
		if (at == len && !memcmp(lines, line, len))
			return true;
	}
	return false;
}

/* Only moot's own remarks are left out: headings, and comments of a file, are the writer's. */
static const char *without_remarks(struct arena *arena, const char *text, const char *template)
{
	const char *remarks = remarks_of(template);
	struct buf kept = BUF_INIT;

	while (*text) {
		size_t len = strcspn(text, "\n");
		if (!has_line(remarks, text, len)) {
			buf_add(&kept, text, len);
			buf_putc(&kept, '\n');
		}
		text += len + (text[len] == '\n');
	}
	while (kept.len && strchr(" \t\r\n", kept.data[kept.len - 1]))
		kept.data[--kept.len] = '\0';
	size_t start = strspn(kept.data, "\n");
	char *copy = arena_string(arena, kept.data + start, kept.len - start);
	buf_release(&kept);
	return copy;
}

static int read_text(struct arena *arena, const char *path, const char *template, const char **text,
        struct error *err)
{
	FILE *file = fopen(path, "re");
	struct buf all = BUF_INIT;
	char chunk[4096];
	size_t got;

	if (!file)
		return error_set(err, ERROR_FATAL, "cannot read '%s': %s", path, strerror(errno));
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(&all, chunk, got);
	fclose(file);
	*text = without_remarks(arena, all.data, template);
	buf_release(&all);
	return 0;
}

/* As git runs it: through the shell, since GIT_EDITOR may hold arguments. */
static int run_editor(struct context *context, const char *path, struct error *err)
{
	static const char *const ask[] = {"git", "var", "GIT_EDITOR", NULL};
	struct buf editor = BUF_INIT;

	if (git_run(ask, NULL, &editor, NULL, 0, NULL, err))
		return -1;
	while (editor.len && editor.data[editor.len - 1] == '\n')
		editor.data[--editor.len] = '\0';
	const char *line = arena_print(context->arena, "%s \"$@\"", editor.data);
	const char *const argv[] = {"sh", "-c", line, editor.data, path, NULL};
	struct git_call call = {.argv = argv, .flags = GIT_TERMINAL};
	int status = git_call(&call, err);
	if (!status && call.status) {
		error_set(err, ERROR_FATAL, "the editor '%s' ended with %d; nothing was committed",
		        editor.data, call.status);
		status = error_hint(err, "what you wrote is kept in %s", path);
	}
	buf_release(&editor);
	return status;
}

int session_text(struct context *context, const struct option_list *messages, const char *template,
        bool may_be_empty, const char **text, struct error *err)
{
	const char *path;

	if (messages->count) {
		*text = session_message(context, messages);
	} else {
		path = arena_print(context->arena, "%s/MOOT_EDITMSG", repo_git_dir(context->repo));
		if (write_text(path, template, err) || run_editor(context, path, err) ||
		        read_text(context->arena, path, template, text, err))
			return -1;
	}
	if (!**text && !may_be_empty)
		return error_set(err, ERROR_FATAL, "nothing was said: aborted");
	return 0;
}

/* --- words --- */

const char *day_said(const struct context *context, const struct group *group, int32_t day)
{
	char text[DAY_WORDS_SIZE];

	return arena_print(context->arena, "%s", day_words(text, day, group->day));
}

const char *day_iso(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

const char *join_names(struct arena *arena, const char *const *name, size_t count)
{
	enum { SHOWN = 12 };
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < count && i < SHOWN; i++)
		buf_print(&text, "%s%s", i ? ", " : "", name[i]);
	if (count > SHOWN)
		buf_print(&text, " and %zu more", count - SHOWN);
	char *copy = arena_string(arena, text.data, text.len);
	buf_release(&text);
	return copy;
}
