/* SPDX-License-Identifier: MIT */
#include "cmd/report_finding.h"
#include "cmd/session.h"

#include "core/opening.h"
#include "core/tally.h"

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
		out_print(context->out, "%s  %s  %s\n", oid_hex(hex, &id),
		        day_iso(context->arena, at->day), group->history.ident[at->author].name);
	if (context->out->form == FORM_HUMAN)
		explain_negotiations(context, group, commit);
	for (size_t i = 0; i < ledger->verdict_count; i++)
		if (ledger->verdict[i].stamp.commit == commit)
			explain_change(context, group, &ledger->verdict[i]);
	return 0;
}

/* --- all of it, or a range --- */

/* The commits of REV..REV as git names them, marked by index; NULL: all of them. */
static int mark_range(struct context *context, const struct group *group, const char *range,
        bool **marked, struct error *err)
{
	const char *const argv[] = {"git", "rev-list", range, "--", NULL};
	struct buf out = BUF_INIT;

	*marked = NULL;
	if (!range)
		return 0;
	if (git_run(argv, NULL, &out, NULL, 0, NULL, err))
		return -1;
	*marked = arena_array(context->arena, group->history.count, sizeof **marked);
	for (char *line = out.data; line && *line;) {
		struct oid id;
		size_t len = strcspn(line, "\n");
		uint32_t commit = oid_parse(&id, line, len) ? history_find(&group->history, &id)
		                                            : (uint32_t)HISTORY_NONE;
		if (commit != HISTORY_NONE)
			(*marked)[commit] = true;
		line += len + (line[len] == '\n');
	}
	buf_release(&out);
	return 0;
}

/* What was void and stands otherwise at the tip, or reads as what stands: somebody put it right. */
static int is_answered(
        const struct group *group, const struct finding *finding, bool *answered, struct error *err)
{
	const struct file *stands =
	        standing_file(&group->ledger, group->now.standing, finding->path);
	const char *text;
	size_t len;

	*answered = false;
	if (strcmp(finding->code, "E601") != 0 && strcmp(finding->code, "E603") != 0)
		return 0;
	if (group_tree_text(group, finding->path, &text, &len, err))
		return -1;
	if (!text || !stands) {
		*answered = !text && !stands;
		return 0;
	}
	*answered = stands->len == len && !memcmp(stands->text, text, len);
	return 0;
}

static bool in_range(const struct group *group, const bool *marked, const struct finding *finding)
{
	struct oid id;

	if (!marked || !finding->commit ||
	        !oid_parse(&id, finding->commit, strlen(finding->commit)))
		return true;
	uint32_t commit = history_find(&group->history, &id);
	return commit != HISTORY_NONE && marked[commit];
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct verify_options *wanted = context->options;
	struct group group;
	bool *marked;
	size_t found = 0;

	if (session_group(context, &group, err))
		return -1;
	if (wanted->explain)
		return explain(context, &group, wanted->explain, err);
	if (mark_range(context, &group, argc ? argv[0] : NULL, &marked, err))
		return -1;
	findings_sort(&group.ledger.findings);
	for (size_t i = 0; i < group.ledger.findings.count; i++) {
		struct finding finding = group.ledger.findings.item[i];
		bool is_right = false;
		if (!in_range(&group, marked, &finding))
			continue;
		if (is_answered(&group, &finding, &is_right, err))
			return -1;
		if (is_right) {
			finding.severity = SEVERITY_NOTE;
			finding.message =
			        arena_print(context->arena, "%s; put right since", finding.message);
		}
		found += finding.severity == SEVERITY_ERROR;
		report_finding(context->out, &finding);
	}
	if (context->out->form == FORM_HUMAN && !found)
		out_print(context->out,
		        "proven: every authority in force at %s was agreed to by these rules "
		        "(identity: %s)\n",
		        context->commit ? context->commit : "HEAD",
		        standing_charter(&group.now)->identity_signed ? "signed"
		                                                      : "named, which is unproven");
	return found ? 1 : 0;
}

const struct command command_verify = {
        .name = "verify",
        .group = GROUP_HONEST,
        .summary = "prove from the history that every authority was agreed to",
        .operands = "[RANGE]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct verify_options),
        .needs = NEEDS_MOOT | READS | PAGED | KEPT,
        .run = run,
};
