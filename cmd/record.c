/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/input.h"
#include "cmd/known.h"
#include "cmd/output.h"
#include "cmd/report_finding.h"
#include "cmd/report_record.h"

#include "core/git/git.h"
#include "core/record/confirm.h"
#include "core/record/gather.h"

struct record_options {
	bool check;
	const char *output;
};

static const struct command_option options[] = {
        OPTION_FLAG(struct record_options, check, 0, "check",
                "read the record in FILE, and say whether it holds"),
        OPTION_STRING(struct record_options, output, 'o', "output", "FILE",
                "write there, when all of it is known"),
        OPTION_END,
};

/* --- making one --- */

static int open_account(struct context *context, const char *root, const char *commit, int32_t at,
        struct account *account, struct error *err)
{
	struct account_options opening = {.threads = 2, .config = context_config(context)};

	opening.group = (struct group_options){
	        .root = root,
	        .commit = commit,
	        .at = at,
	        .seconds = context->now,
	        .memo = context_memo(context),
	        .genesis = git_config_get(opening.config, "moot.genesis"),
	};
	return account_open(account, context->arena, context->repo, &opening, err);
}

static int no_such_person(
        struct context *context, const struct group *group, const char *handle, struct error *err)
{
	error_set(err, ERROR_FATAL, "'%s' is nobody here", handle);
	return known_hint(context, group, KNOWN_PEOPLE, handle,
	        "a record is of a person with a file under people/", err);
}

static int hand_out(struct context *context, const struct record *record, struct error *err)
{
	const struct record_options *wanted = context->options;
	struct findings findings = FINDINGS_INIT(context->arena);
	struct buf text = BUF_INIT;
	struct reading reading;
	int status = 0;

	record_write(&text, record);
	if (text.len > RECORD_MAX)
		status = error_set(err, ERROR_FATAL, "the record of %s would have more than %u MiB",
		        record->person, RECORD_MAX >> 20);
	else if (wanted->output)
		status = output_write(context->arena, wanted->output, &text, "moot record ", err);
	else if (context->out->form == FORM_HUMAN)
		out_raw(context->out, text.data, text.len);
	if (!status && context->out->form != FORM_HUMAN) {
		status = record_read(&reading, context->arena, record, "", &findings, err);
		if (!status)
			record_statements(context, record, &reading);
	}
	if (!status && wanted->output && context->out->form == FORM_HUMAN) {
		out_print(context->out, "%s  %zu claims, proven by %zu objects, %zu KiB\n",
		        wanted->output, record->claim_count, record->object_count,
		        (text.len + 1023) / 1024);
		advice_next(context, "moot record --check %s", wanted->output);
	}
	buf_release(&text);
	return status;
}

static int make(struct context *context, const char *handle, struct error *err)
{
	struct left_out left_out;
	struct account account;
	struct record record;

	if (context_provide_for(context, NEEDS_MOOT, err) ||
	        open_account(context, context->root, context->commit, context->at, &account, err))
		return -1;
	session_dated(context, &account.group);
	int status;
	if (account.group.ledger.genesis.commit == HISTORY_NONE)
		status = error_set(err, ERROR_FATAL, "nobody has founded a group here by that day");
	else if (!standing_person(&account.group.now, handle))
		status = no_such_person(context, &account.group, handle, err);
	else
		status = record_gather(&record, &left_out, context->arena, &account, handle, err);
	if (!status && left_out.count)
		talk_warning("%zu claim%s left out, which the history alone can show: %s",
		        left_out.count, left_out.count == 1 ? " is" : "s are", left_out.why);
	if (!status)
		status = hand_out(context, &record, err);
	account_release(&account);
	return status;
}

/* --- reading one --- */

/* Is the record's history the one that is at hand? */
static bool is_here(struct context *context, const struct record *record)
{
	const char *const argv[] = {
	        "git", "merge-base", "--is-ancestor", record->tip, "HEAD", NULL};
	struct error ignored = ERROR_INIT;
	struct buf out = BUF_INIT;
	int status = 1;

	if (context_repo(context, NULL, &ignored))
		return false;
	bool here = !git_run(argv, NULL, &out, NULL, 0, &status, &ignored) && !status;
	buf_release(&out);
	return here;
}

static int confirm(struct context *context, const struct record *record, const char *path,
        struct findings *findings, struct error *err)
{
	struct account account;

	if (repo_unsure(context->repo, err) ||
	        open_account(context, record->root, record->tip, record->at, &account, err))
		return -1;
	int status = record_confirm(record, context->arena, &account, path, findings, err);
	account_release(&account);
	return status;
}

/* Whole, and of a history that is not here: what may be relied on. */
static int judge(
        struct context *context, const struct record *record, const struct reading *reading)
{
	const char *group = reading->charter->name ? reading->charter->name : "the group";

	if (!reading->named && !reading->own) {
		if (context->out->form != FORM_HUMAN)
			return 0;
		out_fold(context->out, 0,
		        "signatures ok, by these keys; whose they are is for you to know:");
		report_keys(context, reading);
		return 0;
	}
	if (reading->named == reading->count)
		talk("cannot tell: nothing in it is signed, so that whoever made the file could "
		     "have made it up");
	else if (reading->named)
		talk("cannot tell: %zu of its %zu claims %s not signed, so that whoever made the "
		     "file could have made that up",
		        reading->named, reading->count, reading->named == 1 ? "is" : "are");
	else
		talk("cannot tell: the signatures are ok, and %zu of its %zu claims rest on the "
		     "word of %s alone",
		        reading->own, reading->count, record->person);
	talk_hint("moot record --check in a clone of %s asks its history", group);
	return 3;
}

static int check(struct context *context, const char *path, struct error *err)
{
	struct findings findings = FINDINGS_INIT(context->arena);
	struct reading reading;
	struct record record;
	const char *text;
	size_t len;
	bool here = false;

	if (input_read(context->arena, path, RECORD_MAX, &text, &len, err))
		return -1;
	if (record_parse(&record, context->arena, text, len, path, &findings)) {
		if (record_read(&reading, context->arena, &record, path, &findings, err))
			return -1;
		here = is_here(context, &record);
		if (here && confirm(context, &record, path, &findings, err))
			return -1;
	}
	if (findings.count) {
		findings_sort(&findings);
		report_findings(context->out, &findings);
		return 1;
	}
	if (context->out->form != FORM_HUMAN) {
		record_statements(context, &record, &reading);
	} else {
		report_record(context, &record, &reading);
		out_fold(context->out, 0,
		        arena_print(context->arena, "as of %s, commit %.7s%s",
		                day_iso(context->arena, record.at), record.tip,
		                here ? ": the history here says the same" : ""));
	}
	return here ? 0 : judge(context, &record, &reading);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct record_options *wanted = context->options;

	(void)argc;
	if (!wanted->check)
		return make(context, argv[0], err);
	if (wanted->output || context->commit || context->at != DAY_NONE)
		return error_set(err, ERROR_USAGE,
		        "--check reads a record as it is: no -o, --at or --commit");
	return check(context, argv[0], err);
}

const struct command command_record = {
        .name = "record",
        .group = GROUP_SHARE,
        .summary = "take along what a group says of somebody, with its proofs",
        .operands = "HANDLE|FILE",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct record_options),
        .needs = READS,
        .run = run,
};
