/* SPDX-License-Identifier: MIT */
/* With --strict: handles of nobody in journals, and sentences that somebody else brought in or took
 * out; the latter count as they did. */
#include "core/check/check_private.h"

#include <string.h>

static const char *done_by(const struct checking *checking, uint32_t commit)
{
	const struct account *account = checking->options->account;
	uint32_t speaker = account->evidence.speaker_of[commit];

	return speaker < account->evidence.person_count ? account->evidence.person[speaker]
	                                                : "somebody unknown";
}

static struct finding *report(
        struct checking *checking, const struct evidence_item *item, const char *code)
{
	struct finding *finding = findings_add(checking->out, SEVERITY_WARNING, code, item->path,
	        item->line, item->column, "%s", "");

	finding->width = 1;
	return finding;
}

static void check_nobody(struct checking *checking, const struct evidence_item *item)
{
	bool link = !strcmp(item->kind, "builds-on");
	bool shared = item->reason == EVIDENCE_SHARED;
	struct finding *finding = report(checking, item, "E301");

	finding->message = arena_print(checking->arena,
	        link     ? "'%s' is no entry here"
	        : shared ? "'%s' is the name of several people: it counts for none of them"
	                 : "there is no '%s' under people/",
	        item->receiver_text);
	if (!link && !shared)
		finding->hint = "moot thank 'NAME' makes an acquaintance";
}

static const char *commit_hex(const struct checking *checking, uint32_t commit)
{
	char *hex = arena_alloc(checking->arena, OID_HEX_SIZE);

	return oid_hex(hex, &checking->options->account->group.history.commit[commit].id);
}

static void check_foreign(struct checking *checking, const struct evidence_item *item)
{
	struct finding *finding = report(checking, item, "E302");

	finding->commit = commit_hex(checking, item->commit);
	finding->message = arena_print(checking->arena,
	        "brought in by %s, not by its owner: shown, not counted",
	        done_by(checking, item->commit));
	finding->hint = "it counts once the owner has changed it";
}

static void check_taken(struct checking *checking, const struct origin_taken *taken)
{
	struct finding *finding =
	        findings_add(checking->out, SEVERITY_WARNING, "E303", taken->path, 0, 0, "%s", "");

	finding->commit = commit_hex(checking, taken->commit);
	finding->message = arena_print(checking->arena,
	        "%s took out what its owner had written: %u %s counting",
	        done_by(checking, taken->commit), taken->count,
	        taken->count == 1 ? "acknowledgement or mention goes on"
	                          : "acknowledgements and mentions go on");
	finding->hint = arena_print(checking->arena,
	        "git show %.10s -- '%s%s%s' has it; it counts until the owner has put it back and "
	        "then takes it out",
	        finding->commit, checking->group->root, *checking->group->root ? "/" : "",
	        taken->path);
}

/* A sentence with several topics is there once for each. */
static bool is_again(const struct evidence *evidence, size_t i)
{
	const struct evidence_item *item = &evidence->item[i], *before = item - 1;

	return i && !strcmp(before->path, item->path) && before->line == item->line &&
	       before->column == item->column && before->reason == item->reason &&
	       !strcmp(before->receiver_text, item->receiver_text);
}

int check_journals(struct checking *checking, struct error *err)
{
	const struct account *account = checking->options->account;

	(void)err;
	for (size_t i = 0; account && i < account->evidence.item_count; i++) {
		const struct evidence_item *item = &account->evidence.item[i];
		if (!*item->path || item->taken || is_again(&account->evidence, i))
			continue;
		if (item->reason == EVIDENCE_NOBODY || item->reason == EVIDENCE_SHARED)
			check_nobody(checking, item);
		else if (item->reason == EVIDENCE_FOREIGN)
			check_foreign(checking, item);
	}
	for (size_t i = 0; account && i < account->evidence.journals.taken_count; i++)
		check_taken(checking, &account->evidence.journals.taken[i]);
	return 0;
}
