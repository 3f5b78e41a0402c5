/* SPDX-License-Identifier: MIT */
#include "cmd/report_history.h"

#include "cmd/path_words.h"
#include "cmd/table.h"

#include "formats/date.h"

#include <inttypes.h>
#include <string.h>

enum { TOPICS_SHOWN = 5 };

static const struct score_options git_trailers = {0}; /* as the commands read without options */

/* --- a person --- */

struct writing {
	uint32_t commits, landed; /* written, and put in for others */
	int32_t first, last;      /* days of those written; DAY_NONE: none */
};

static struct writing writing_of(const struct account *account, uint32_t person)
{
	const struct evidence *evidence = &account->evidence;
	struct writing writing = {0, 0, DAY_NONE, DAY_NONE};

	for (uint32_t i = 0; i < account->group.history.count; i++) {
		int32_t day = account->group.history.commit[i].day;
		if (evidence->author_of[i] != person) {
			writing.landed += evidence->committer_of[i] == person;
			continue;
		}
		writing.commits++;
		if (writing.first == DAY_NONE || day < writing.first)
			writing.first = day;
		if (writing.last == DAY_NONE || day > writing.last)
			writing.last = day;
	}
	return writing;
}

static size_t topics_of(struct context *context, const struct account *account, uint32_t person,
        const char *name[TOPICS_SHOWN])
{
	size_t count, named = 0;
	const struct reputation_in_topic *topic =
	        reputation_topics(account->reputation, context->arena, person, &count);

	for (size_t i = 0; i < count && named < TOPICS_SHOWN; i++)
		if (strcmp(account->evidence.topic[topic[i].topic], "-") != 0)
			name[named++] = account->evidence.topic[topic[i].topic];
	return named;
}

static void record_person(
        struct context *context, const struct account *account, uint32_t person, uint64_t ppm)
{
	struct writing writing = writing_of(account, person);
	const struct account_signs *signs = &account_signs(account, context->arena)[person];
	const char *name[TOPICS_SHOWN];
	size_t topics = topics_of(context, account, person, name);
	struct out *out = context->out;
	char digits[WIDE_TEXT];

	record_open(out);
	record_text(out, "person", account->evidence.person[person]);
	record_text(
	        out, "score", wide_text(reputation_scores(account->reputation)[person], digits));
	record_number(out, "ppm", (int64_t)ppm);
	record_number(out, "thanked", signs->thanked);
	record_number(out, "cited", signs->cited);
	record_number(out, "asked", signs->asked);
	record_number(out, "mentioned", signs->mentioned);
	record_list_open(out, "topics");
	for (size_t i = 0; i < topics; i++)
		record_text(out, NULL, name[i]);
	record_list_close(out);
	record_number(out, "commits", writing.commits);
	record_number(out, "landed", writing.landed);
	record_day(out, "first", writing.first);
	record_day(out, "last", writing.last);
	record_close(out);
}

static const char *times(struct arena *arena, uint32_t count)
{
	return count == 1 ? "once" : arena_print(arena, "%u times", count);
}

static void print_person(struct context *context, const struct account *account, uint32_t person)
{
	uint64_t ppm =
	        reputation_ppm(account->reputation, reputation_scores(account->reputation)[person]);
	struct writing writing = writing_of(account, person);
	const struct account_signs *signs = &account_signs(account, context->arena)[person];
	const char *name[TOPICS_SHOWN];
	struct out *out = context->out;

	if (out->form != FORM_HUMAN) {
		record_person(context, account, person, ppm);
		return;
	}
	size_t topics = topics_of(context, account, person, name);
	out_style(out, STYLE_BOLD, "%s\n", account->evidence.person[person]);
	if (writing.commits == 1)
		out_print(
		        out, "  wrote one commit, on %s\n", day_iso(context->arena, writing.first));
	else if (writing.commits)
		out_print(out, "  wrote %u commits, from %s to %s\n", writing.commits,
		        day_iso(context->arena, writing.first),
		        day_iso(context->arena, writing.last));
	else
		out_print(out, "  wrote no commit here\n");
	if (writing.landed)
		out_print(out, "  put in %u commit%s of others\n", writing.landed,
		        writing.landed == 1 ? "" : "s");
	out_print(out, "  acknowledged %s, which comes to %" PRIu64 " ppm\n",
	        times(context->arena, signs->thanked + signs->cited + signs->asked), ppm);
	if (topics)
		out_fold(out, 2,
		        arena_print(context->arena, "known for %s",
		                join_names(context->arena, name, topics)));
}

/* --- a commit --- */

static void print_item(
        struct context *context, const struct account *account, const struct evidence_item *item)
{
	const char *topic = account->evidence.topic[item->topic];
	const char *reason = account_void(account, item);
	struct out *out = context->out;

	if (out->form == FORM_HUMAN) {
		out_fold(out, 2,
		        arena_print(context->arena, "%s %s%s%s", item->kind, item->receiver_text,
		                reason ? ", which does not count: " : "", reason ? reason : ""));
		return;
	}
	record_group_open(out, NULL);
	record_text(out, "kind", item->kind);
	record_text(out, "person", item->receiver_text);
	record_number(out, "units", item->units);
	record_text(out, "topic", topic);
	record_text(out, "void", reason);
	record_group_close(out);
}

static void open_commit(struct context *context, const struct account *account, uint32_t commit,
        const char *subject)
{
	const struct history *history = &account->group.history;
	const struct history_commit *one = &history->commit[commit];
	const struct history_ident *author = &history->ident[one->author];
	const char *who = arena_print(context->arena, "%s <%s>", author->name, author->mail);
	struct out *out = context->out;
	char hex[OID_HEX_SIZE];

	if (account->evidence.author_of[commit] < account->evidence.person_count)
		who = account->evidence.person[account->evidence.author_of[commit]];
	oid_hex(hex, &one->id);
	if (out->form != FORM_HUMAN) {
		record_open(out);
		record_text(out, "commit", hex);
		record_day(out, "day", one->day);
		record_text(out, "person", who);
		record_text(out, "subject", subject);
		record_list_open(out, "credits");
		return;
	}
	out_style(out, STYLE_NAME, "%.10s", hex);
	out_print(out, "  %s  %s\n", day_iso(context->arena, one->day), who);
	out_fold(out, 2, subject);
}

static int show_commit(
        struct context *context, const struct account *account, uint32_t number, struct error *err)
{
	const struct evidence *evidence = &account->evidence;
	struct commit commit;
	size_t shown = 0;

	if (repo_commit(context->repo, &account->group.history.commit[number].id, &commit,
	            context->arena, err))
		return -1;
	open_commit(context, account, number,
	        arena_string(context->arena, commit.message, strcspn(commit.message, "\n")));
	for (size_t i = 0; i < evidence->item_count; i++) {
		if (evidence->item[i].commit != number)
			continue;
		print_item(context, account, &evidence->item[i]);
		shown++;
	}
	if (context->out->form == FORM_HUMAN) {
		if (!shown)
			out_print(context->out, "  acknowledges nobody\n");
		return 0;
	}
	record_list_close(context->out);
	record_close(context->out);
	return 0;
}

/* --- which of them --- */

static int show_file(struct context *context, const char *path, const char *text, size_t len)
{
	if (context->out->form == FORM_HUMAN) {
		out_print(context->out, "%s", text);
		return 0;
	}
	record_open(context->out);
	record_text(context->out, "path", path);
	record_bytes(context->out, "text", text, len);
	record_close(context->out);
	return 0;
}

static int find(
        struct context *context, struct account *account, const char *word, struct error *err)
{
	struct error ignored = ERROR_INIT, nobody = ERROR_INIT;
	uint32_t person;
	const char *path, *text;
	struct oid id;
	size_t len;

	if (!score_person(context, account, word, &person, &nobody)) {
		print_person(context, account, person);
		return 0;
	}
	if (path_word(&path, context, &account->group, word, &ignored))
		path = word;
	if (group_tree_text(&account->group, path, &text, &len, err))
		return -1;
	if (text)
		return show_file(context, path, text, len);
	if (!repo_resolve(context->repo, word, &id, &ignored)) {
		uint32_t commit = history_find(&account->group.history, &id);
		if (commit != HISTORY_NONE)
			return show_commit(context, account, commit, err);
	}
	error_set(err, ERROR_FATAL, "'%s' is no person, commit or path here", word);
	return error_hint(err, "%s", nobody.hint);
}

int report_history(struct context *context, const char *word, struct error *err)
{
	struct account account = {.reputation = NULL};

	if (score_account(context, &git_trailers, &account, err))
		return -1;
	int status = find(context, &account, word, err);
	account_release(&account);
	return status;
}
