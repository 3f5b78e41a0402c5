/* SPDX-License-Identifier: MIT */
#include "core/record/confirm.h"

#include "core/record/gather.h"

#include <stdlib.h>
#include <string.h>

/* A claim as text, to be compared as one. */
struct said_claim {
	const char *text;
	uint32_t line;
};

static int compare(const void *left, const void *right)
{
	const struct said_claim *a = left, *b = right;

	return strcmp(a->text, b->text);
}

static struct said_claim *sorted(struct arena *arena, const struct record *record)
{
	struct said_claim *all = arena_array(arena, record->claim_count, sizeof *all);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < record->claim_count; i++) {
		const struct record_claim *claim = &record->claim[i];
		buf_clear(&text);
		buf_print(&text, "%s %.12s ", record_kind_name[claim->kind], claim->commit);
		record_write_place(&text, claim);
		/* the rest of the id is for comparing, not for reading */
		char *both = arena_alloc(arena, text.len + RECORD_HEX + 2);
		memcpy(both, text.data, text.len + 1);
		memcpy(both + text.len + 1, claim->commit, RECORD_HEX + 1);
		all[i] = (struct said_claim){both, claim->line};
	}
	buf_release(&text);
	if (record->claim_count)
		qsort(all, record->claim_count, sizeof *all, compare);
	return all;
}

static void compare_claims(const struct record *record, const struct record *here,
        struct arena *arena, const char *path, struct findings *findings)
{
	const struct said_claim *theirs = sorted(arena, record), *ours = sorted(arena, here);
	size_t i = 0, j = 0;

	while (i < record->claim_count || j < here->claim_count) {
		int order = i == record->claim_count ? 1
		            : j == here->claim_count ? -1
		                                     : compare(&theirs[i], &ours[j]);
		if (order < 0)
			findings_add(findings, SEVERITY_ERROR, "E907", path, theirs[i].line, 0,
			        "it does not follow from the history here: %s", theirs[i].text);
		else if (order > 0)
			findings_add(findings, SEVERITY_ERROR, "E907", path, 0, 0,
			        "the record leaves out what the history here has: %s",
			        ours[j].text);
		i += order <= 0;
		j += order >= 0;
	}
}

int record_confirm(const struct record *record, struct arena *arena, const struct account *account,
        const char *path, struct findings *findings, struct error *err)
{
	const struct group *group = &account->group;
	struct left_out left_out;
	struct record here;
	char hex[OID_HEX_SIZE];

	if (group->ledger.genesis.commit == HISTORY_NONE ||
	        strcmp(oid_hex(hex, &group->ledger.genesis.id), record->genesis) != 0) {
		findings_add(findings, SEVERITY_ERROR, "E907", path, 0, 0,
		        "the history here was not founded by commit %.12s", record->genesis);
		return 0;
	}
	if (!standing_person(&group->now, record->person)) {
		findings_add(findings, SEVERITY_ERROR, "E907", path, 0, 0,
		        "the history here knows nobody called %s", record->person);
		return 0;
	}
	if (record_gather(&here, &left_out, arena, account, record->person, err))
		return -1;
	compare_claims(record, &here, arena, path, findings);
	return 0;
}
