/* SPDX-License-Identifier: MIT */
#include "cmd/report_verify.h"

#include "core/git/git.h"

#include <string.h>

int verify_mark(struct context *context, const struct group *group, const char *const *words,
        bool **marked, struct error *err)
{
	enum { WORDS_MOST = 16 };
	const char *argv[WORDS_MOST + 4] = {"git", "rev-list"};
	size_t count = 2;
	struct buf out = BUF_INIT;

	for (; *words && count < WORDS_MOST; words++)
		argv[count++] = *words;
	argv[count] = "--";
	*marked = arena_array(context->arena, group->history.count, sizeof **marked);
	if (git_run(argv, NULL, &out, NULL, 0, NULL, err)) {
		buf_release(&out);
		return -1;
	}
	for (const char *line = out.data; *line;) {
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

/* Rule V10. */
static void add_unseen(struct findings *out, struct context *context, const struct group *group,
        const bool *unseen)
{
	for (size_t i = 0; i < group->ledger.negotiation_count; i++) {
		const struct negotiation *negotiation = group->ledger.negotiation[i];
		if (!unseen[negotiation->opening.commit])
			continue;
		for (size_t j = 0; j < negotiation->decision_count; j++) {
			const struct decision *decision = &negotiation->decision[j];
			if (!unseen[decision->stamp.commit] || decision->void_reason)
				continue;
			char *hex = arena_alloc(context->arena, OID_HEX_SIZE);
			struct finding *finding = findings_add(out, SEVERITY_NOTE, "E609",
			        decision->path, 0, 0,
			        "it arrives together with its opening: nothing shows that anybody "
			        "else saw it (rule V10)");
			finding->commit = oid_hex(hex, &decision->stamp.id);
		}
	}
}

int verify_findings(struct findings *out, struct context *context, const struct group *group,
        const bool *marked, const bool *unseen, struct error *err)
{
	const struct findings *found = &group->ledger.findings;

	*out = (struct findings)FINDINGS_INIT(context->arena);
	for (size_t i = 0; i < found->count; i++) {
		struct finding finding = found->item[i];
		bool is_right;
		if (!in_range(group, marked, &finding))
			continue;
		if (is_answered(group, &finding, &is_right, err))
			return -1;
		if (is_right) {
			finding.severity = SEVERITY_NOTE;
			finding.message =
			        arena_print(context->arena, "%s; put right since", finding.message);
		}
		struct finding *added = findings_add(
		        out, finding.severity, finding.code, finding.path, 0, 0, "%s", "");
		*added = finding;
	}
	if (unseen)
		add_unseen(out, context, group, unseen);
	findings_sort(out);
	return 0;
}
