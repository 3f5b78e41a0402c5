/* SPDX-License-Identifier: MIT */
#include "core/record/gather.h"

#include "core/record/reading.h"

/* Those that the objects bear out, in their order. */
static void keep_fine(struct record *record, const struct reading *reading,
        const struct findings *findings, struct left_out *left_out)
{
	size_t kept = 0;

	for (size_t i = 0; i < record->claim_count; i++)
		if (reading->statement[i].fine)
			record->claim[kept++] = record->claim[i];
	left_out->count += record->claim_count - kept;
	if (!left_out->why)
		left_out->why = findings->item[0].message;
	record->claim_count = kept;
}

int record_gather(struct record *out, struct left_out *left_out, struct arena *arena,
        const struct account *account, const char *handle, struct error *err)
{
	*left_out = (struct left_out){0, NULL};
	if (record_claims(out, arena, account, handle, err))
		return -1;
	for (;;) {
		struct findings findings = FINDINGS_INIT(arena);
		struct reading reading;
		size_t before = out->claim_count;
		if (record_pack(out, arena, &account->group, err) ||
		        record_read(&reading, arena, out, "", &findings, err))
			return -1;
		if (!findings.count)
			return 0;
		keep_fine(out, &reading, &findings, left_out);
		if (out->claim_count == before)
			return error_set(err, ERROR_UNSURE, "the record of %s would not hold: %s",
			        handle, findings.item[0].message);
	}
}
