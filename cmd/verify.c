/* SPDX-License-Identifier: MIT */
#include "cmd/report_finding.h"
#include "cmd/report_verify.h"
#include "cmd/session.h"

#include "core/rules/option.h"
#include "core/writing/opening.h"
#include "core/git/git.h"
#include "core/group/pin.h"
#include "core/group/proof.h"
#include "core/rules/tally.h"
#include "formats/date.h"

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

/* Where the rules say so; of a void change the reason does. */
static const char *const right_rule[] = {
        [RIGHT_NONE] = "",
        [RIGHT_FREE] = "rule A3",
        [RIGHT_ACT] = "rule A3",
        [RIGHT_OWN] = "rule V4",
        [RIGHT_ACQUAINTANCE] = "rule V4",
        [RIGHT_SETTLE] = "rule V4",
        [RIGHT_FOUNDING] = "rule A4",
        [RIGHT_DECISION] = "rules N7, N13",
};

/* What the answer was found from: nothing else of the commit is looked at. */
static void explain_trees(struct context *context, const struct group *group, uint32_t commit)
{
	const struct history *history = &group->history;
	const uint32_t *parents = history_parents(history, commit);
	char hex[OID_HEX_SIZE];

	out_print(context->out, "  tree    %s\n", oid_hex(hex, &history->commit[commit].tree));
	for (uint32_t i = 0; i < history->commit[commit].parent_count; i++)
		out_print(context->out, "  before  %s\n",
		        oid_hex(hex, &history->commit[parents[i]].tree));
}

static void explain_change(
        struct context *context, const struct group *group, const struct verdict *verdict)
{
	struct out *out = context->out;
	const char *path = group->ledger.paths.entry[verdict->path].text;

	if (out->form != FORM_HUMAN) {
		record_open(out);
		record_text(out, "path", path);
		record_text(out, "right", right_name[verdict->right]);
		record_text(out, "rule", right_rule[verdict->right]);
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
	if (*right_rule[verdict->right])
		out_print(out, "  %s", right_rule[verdict->right]);
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
			if (decision->file.voices)
				out_print(out, "    voices %s\n", decision->file.voices);
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
	if (context->out->form == FORM_HUMAN) {
		explain_trees(context, group, commit);
		explain_negotiations(context, group, commit);
	}
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
	if (!pin->in_the_way)
		return 0;
	talk_warning("%s has no pin: that of a branch that is gone is in the way, and holds what "
	             "is not in this one (rule V9)",
	        pin->branch);
	talk_hint("where it may be forgotten: git update-ref -d %s", pin->in_the_way);
	return 0;
}

static void report_proven(struct context *context, const struct proof *proof)
{
	if (context->out->form == FORM_HUMAN)
		out_print(context->out,
		        "proven: every authority in force at %s was agreed to by these rules "
		        "(identity: %s)\n",
		        context->commit ? context->commit : "HEAD",
		        proof->identity_signed ? "signed" : "named, which is unproven");
}

/* Nothing is dated behind the day asked, nor behind the clock, which a finding is made of (E604).
 */
static bool holds_on(const struct context *context, const struct proof *proof)
{
	int32_t today = day_of_time(context->now, proof->zone);
	int32_t day = context->at != DAY_NONE ? context->at : today;

	return day >= proof->newest && today >= proof->newest;
}

/* 1: it was found before, and nothing has changed since; the pin stands where it has to. */
static int recall(struct context *context, const struct proof_key *key, const struct pin *pin,
        const char *folder, struct proof *proof, struct error *err)
{
	bool settled = true;

	if (!proof_find(proof, context->arena, folder, key) || !holds_on(context, proof))
		return 0;
	if (pin->branch && !findings_has(&proof->findings, SEVERITY_ERROR) &&
	        pin_is_settled(pin, context->repo, &key->tip, &settled, err))
		return -1;
	return settled;
}

static void keep(struct context *context, const struct group *group, struct proof_key *key,
        const struct pin *pin, const char *folder, struct proof *proof)
{
	proof->newest = DAY_FIRST;
	for (uint32_t i = 0; i < group->history.count; i++)
		if (group->history.commit[i].day > proof->newest)
			proof->newest = group->history.commit[i].day;
	proof->zone = group->zone;
	if (holds_on(context, proof) && (!pin->set || pin->commit != HISTORY_NONE))
		proof_keep(proof, folder, key);
}

static int prove(struct context *context, struct group *group, struct pin *pin, struct proof *proof,
        struct error *err)
{
	bool *unseen = NULL;

	if (pin->branch && pin_read(pin, context->arena, group, err))
		return -1;
	if (pin->set && pin->commit != HISTORY_NONE) {
		char hex[OID_HEX_SIZE];
		const char *const since[] = {
		        arena_print(context->arena, "%s..HEAD", oid_hex(hex, &pin->id)), NULL};
		if (verify_mark(context, group, since, &unseen, err))
			return -1;
	}
	proof->identity_signed = standing_charter(&group->now)->identity_signed;
	return verify_findings(&proof->findings, context, group, NULL, unseen, err);
}

static int verify(struct context *context, const char *range, struct error *err)
{
	struct proof_key key = {.root = context->root,
	        .genesis = git_config_get(context_config(context), "moot.genesis")};
	struct pin pin = {.branch = NULL};
	struct proof proof;
	struct group group;
	bool whole = !range && !context->commit && context->at == DAY_NONE;

	if (context_repo(context, NULL, err) || repo_unsure(context->repo, err))
		return -1;
	int born = repo_resolve(context->repo, context->commit, &key.tip, err);
	const char *folder = arena_print(context->arena, "%s/moot", repo_common_dir(context->repo));
	if (!born && !range && !context->commit)
		pin_find(&pin, context->arena, context->repo);
	key.pin = pin.id;
	int known = born ? born : recall(context, &key, &pin, folder, &proof, err);
	if (known < 0)
		return -1;
	if (!known || born) {
		if (session_group(context, &group, err) ||
		        prove(context, &group, &pin, &proof, err))
			return -1;
		if (!born)
			keep(context, &group, &key, &pin, folder, &proof);
	}
	if (range && verify_cut(context, &proof.findings, range, err))
		return -1;
	if (!known || born)
		report_losses(context, &proof.findings, &pin);
	report_findings(context->out, &proof.findings);
	if (findings_has(&proof.findings, SEVERITY_ERROR))
		return 1;
	report_proven(context, &proof);
	return whole && !known ? move_pin(context, &group, &pin, err) : 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct verify_options *wanted = context->options;
	struct group group;

	if (!wanted->explain)
		return verify(context, argc ? argv[0] : NULL, err);
	if (session_group(context, &group, err))
		return -1;
	return explain(context, &group, wanted->explain, err);
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
