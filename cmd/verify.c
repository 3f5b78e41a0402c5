/* SPDX-License-Identifier: MIT */
#include "cmd/report_finding.h"
#include "cmd/report_verify.h"
#include "cmd/session.h"

#include "core/rules/option.h"
#include "core/writing/opening.h"
#include "core/group/pin.h"
#include "core/rules/tally.h"

#include <string.h>

struct verify_options {
	const char *explain;
};

static const struct command_option options[] = {
        OPTION_STRING(struct verify_options, explain, 0, "explain", "COMMIT",
                "what a commit changed, by which right, and how it was counted"),
        OPTION_END,
};

/* --- one commit --- */

static void explain_change(
        struct context *context, const struct group *group, const struct verdict *verdict)
{
	struct out *out = context->out;
	const char *path = group->ledger.paths.entry[verdict->path].text;

	if (out->form != FORM_HUMAN) {
		record_open(out);
		record_text(out, "path", path);
		record_text(out, "right", right_name[verdict->right]);
		record_text(out, "who", verdict->stamp.who);
		record_text(out, "id", verdict->negotiation ? verdict->negotiation->id : NULL);
		record_text(out, "why", verdict->why);
		record_close(out);
		return;
	}
	out_print(out, "  ");
	out_style(out, verdict->right == RIGHT_NONE ? STYLE_BAD : STYLE_GOOD, "%s",
	        verdict->right == RIGHT_NONE ? "void" : right_name[verdict->right]);
	out_print(out, "  %s", path);
	if (verdict->negotiation)
		out_print(out, "  (%s)", verdict->negotiation->id);
	out_print(out, "\n");
	if (verdict->why)
		out_fold(out, 4, verdict->why);
}

/* What the commit opened, said or decided. */
static void explain_negotiations(
        struct context *context, const struct group *group, uint32_t commit)
{
	struct out *out = context->out;

	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		if (negotiation->opening.commit == commit)
			out_print(out, "  opens %s%s%s\n", negotiation->folder,
			        negotiation->void_reason ? ": void: " : "",
			        negotiation->void_reason ? negotiation->void_reason : "");
		for (size_t j = 0; j < negotiation->option_count; j++) {
			const struct option *option = &negotiation->option[j];
			if (option->stamp.commit == commit)
				out_print(out, "  adds option %s to %s: %s%s%s\n", option->name,
				        negotiation->id, option_sentence(context->arena, option, 0),
				        option->void_reason ? "; void: " : "",
				        option->void_reason ? option->void_reason : "");
		}
		for (size_t j = 0; j < negotiation->said_count; j++)
			if (negotiation->said[j].stamp.commit == commit)
				out_print(out, "  speaks in %s%s\n", negotiation->id,
				        negotiation->said[j].stamp.who ? ""
				                                       : ", counting for nobody");
		for (size_t j = 0; j < negotiation->decision_count; j++) {
			const struct decision *decision = &negotiation->decision[j];
			if (decision->stamp.commit != commit)
				continue;
			out_print(out, "  decides %s: %s\n", negotiation->id,
			        decision->void_reason ? decision->void_reason
			        : decision->option == UINT32_MAX
			                ? decision->file.result
			                : arena_print(context->arena, "option %s",
			                          negotiation->option[decision->option].name));
			for (size_t k = 0; k < decision->file.tally_count; k++)
				out_print(out, "    %s\n", decision->file.tally[k]);
		}
	}
}

static int explain(struct context *context, struct group *group, const char *rev, struct error *err)
{
	const struct ledger *ledger = &group->ledger;
	struct oid id;
	char hex[OID_HEX_SIZE];

	if (repo_resolve(context->repo, rev, &id, err))
		return -1;
	uint32_t commit = history_find(&group->history, &id);
	if (commit == HISTORY_NONE)
		return error_set(err, ERROR_FATAL, "'%s' is not in this history", rev);
	const struct history_commit *at = &group->history.commit[commit];
	if (context->out->form == FORM_HUMAN)
		out_print(context->out, "%s  %s  %s%s%s\n", oid_hex(hex, &id),
		        day_iso(context->arena, at->day), group->history.ident[at->author].name,
		        !ledger->proven[commit]   ? ""
		        : ledger->speaker[commit] ? ", signed by "
		                                  : ", signed by nobody known there",
		        ledger->proven[commit] && ledger->speaker[commit] ? ledger->speaker[commit]
		                                                          : "");
	if (context->out->form == FORM_HUMAN)
		explain_negotiations(context, group, commit);
	for (size_t i = 0; i < ledger->verdict_count; i++)
		if (ledger->verdict[i].stamp.commit == commit)
			explain_change(context, group, &ledger->verdict[i]);
	return 0;
}

/* --- all of it, or a range --- */

/* Rule V9: what was verified before is gone. */
static void report_losses(struct context *context, struct findings *findings, const struct pin *pin)
{
	enum { SHOWN = 20 };
	char hex[OID_HEX_SIZE];

	if (!pin->set || pin->commit != HISTORY_NONE)
		return;
	struct finding *finding = findings_add(findings, SEVERITY_ERROR, "E610", "", 0, 0,
	        "the history was rewritten: what was verified before is no part of it any more, "
	        "and "
	        "%zu commit%s of the group with it (rule V9)",
	        pin->loss_count, pin->loss_count == 1 ? "" : "s");
	finding->commit = arena_print(context->arena, "%s", oid_hex(hex, &pin->id));
	finding->hint = arena_print(context->arena,
	        "where all have agreed to it, forget the old one: git update-ref -d %s", pin->name);
	for (size_t i = 0; i < pin->loss_count && i < SHOWN; i++) {
		finding = findings_add(findings, SEVERITY_NOTE, "E610", "", 0, 0, "gone: %s",
		        pin->loss[i].subject);
		finding->commit = pin->loss[i].commit;
	}
}

static int move_pin(
        struct context *context, const struct group *group, struct pin *pin, struct error *err)
{
	bool moved;

	if (pin_move(pin, group, &moved, err))
		return -1;
	if (moved && context->out->form == FORM_HUMAN)
		talk("%s is verified up to %s, which others have too", pin->branch,
		        oid_hex((char[OID_HEX_SIZE]){0}, &pin->id));
	return 0;
}

static void report_proven(struct context *context, const struct group *group)
{
	if (context->out->form == FORM_HUMAN)
		out_print(context->out,
		        "proven: every authority in force at %s was agreed to by these rules "
		        "(identity: %s)\n",
		        context->commit ? context->commit : "HEAD",
		        standing_charter(&group->now)->identity_signed
		                ? "signed"
		                : "named, which is unproven");
}

static int verify(
        struct context *context, const struct group *group, const char *range, struct error *err)
{
	struct findings findings;
	struct pin pin = {.branch = NULL};
	bool *marked = NULL, *unseen = NULL;
	bool whole = !range && !context->commit;

	if (range && verify_mark(context, group, (const char *const[]){range, NULL}, &marked, err))
		return -1;
	if (whole && pin_read(&pin, context->arena, group, err))
		return -1;
	if (pin.set && pin.commit != HISTORY_NONE) {
		char hex[OID_HEX_SIZE];
		const char *const since[] = {
		        arena_print(context->arena, "%s..HEAD", oid_hex(hex, &pin.id)), NULL};
		if (verify_mark(context, group, since, &unseen, err))
			return -1;
	}
	if (verify_findings(&findings, context, group, marked, unseen, err))
		return -1;
	report_losses(context, &findings, &pin);
	report_findings(context->out, &findings);
	if (findings_has(&findings, SEVERITY_ERROR))
		return 1;
	report_proven(context, group);
	if (whole && context->at == DAY_NONE && move_pin(context, group, &pin, err))
		return -1;
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct verify_options *wanted = context->options;
	struct group group;

	if (session_group(context, &group, err))
		return -1;
	if (wanted->explain)
		return explain(context, &group, wanted->explain, err);
	return verify(context, &group, argc ? argv[0] : NULL, err);
}

const struct command command_verify = {
        .name = "verify",
        .group = GROUP_HONEST,
        .summary = "prove from the history that every authority was agreed to",
        .operands = "[RANGE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct verify_options),
        .needs = NEEDS_MOOT | READS | PAGED,
        .run = run,
};
