/* SPDX-License-Identifier: MIT */
#include "cmd/report_verify.h"

#include "core/git/git.h"

#include <stdlib.h>
#include <string.h>

static int list_commits(struct context *context, const char *const *words, struct oid **out,
        size_t *count, struct error *err)
{
	enum { WORDS_MOST = 16 };
	const char *argv[WORDS_MOST + 4] = {"git", "rev-list"};
	struct buf listed = BUF_INIT;
	size_t used = 2, capacity = 0;

	for (; *words && used < WORDS_MOST; words++)
		argv[used++] = *words;
	argv[used] = "--";
	*out = NULL;
	*count = 0;
	if (git_run(argv, NULL, &listed, NULL, 0, NULL, err)) {
		buf_release(&listed);
		return -1;
	}
	for (const char *line = listed.data; *line;) {
		size_t len = strcspn(line, "\n");
		*out = arena_grow(context->arena, *out, *count, &capacity, sizeof **out);
		*count += oid_parse(&(*out)[*count], line, len);
		line += len + (line[len] == '\n');
	}
	buf_release(&listed);
	return 0;
}

int verify_mark(struct context *context, const struct group *group, const char *const *words,
        bool **marked, struct error *err)
{
	struct oid *id;
	size_t count;

	*marked = arena_array(context->arena, group->history.count, sizeof **marked);
	if (list_commits(context, words, &id, &count, err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		uint32_t commit = history_find(&group->history, &id[i]);
		if (commit != HISTORY_NONE)
			(*marked)[commit] = true;
	}
	return 0;
}

static int by_id(const void *a, const void *b)
{
	return oid_compare(a, b);
}

int verify_cut(
        struct context *context, struct findings *findings, const char *range, struct error *err)
{
	const char *const words[] = {range, NULL};
	struct oid *id, commit;
	size_t count, kept = 0;

	if (list_commits(context, words, &id, &count, err))
		return -1;
	if (count)
		qsort(id, count, sizeof *id, by_id);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->item[i];
		if (!finding->commit || !oid_parse(&commit, finding->commit, OID_HEX_SIZE - 1) ||
		        (count && bsearch(&commit, id, count, sizeof *id, by_id)))
			findings->item[kept++] = *finding;
	}
	findings->count = kept;
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
	uint16_t mode;

	*answered = false;
	if (strcmp(finding->code, "E601") != 0 && strcmp(finding->code, "E603") != 0)
		return 0;
	if (group_tree_text(group, finding->path, &text, &len, err))
		return -1;
	if (!text) {
		/* a link, a submodule or what is too large is no file, and there all the same */
		int status = group_tree_mode(group, finding->path, &mode, err);
		*answered = !status && !mode && !stands;
		return status;
	}
	if (!stands)
		return 0;
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
		const struct negotiation *ratified =
		        ledger_ratified(&group->ledger, finding.commit);
		if (!in_range(group, marked, &finding))
			continue;
		if (is_answered(group, &finding, &is_right, err))
			return -1;
		if (is_right || (ratified && finding.severity == SEVERITY_ERROR)) {
			finding.severity = SEVERITY_NOTE;
			finding.message = arena_print(context->arena, "%s; %s%s", finding.message,
			        is_right ? "put right since" : "answered for by ",
			        is_right ? "" : ratified->id);
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
