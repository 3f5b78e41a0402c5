/* SPDX-License-Identifier: MIT */
#include "formats/term.h"

void term_read(struct term *out, const struct values *values, const struct ini_section *section)
{
	const struct ini_key *from = ini_find(section, "from");
	const struct ini_key *until = ini_find(section, "until");
	const struct ini_key *by = ini_find(section, "by");

	*out = (struct term){.from = DAY_NONE, .until = DAY_NONE, .line = section->line};
	if (from)
		value_day(&out->from, values, from);
	if (until)
		value_day(&out->until, values, until);
	if (by)
		value_by(&out->by, values, by);
	if (!from || !until || out->from == DAY_NONE || out->until == DAY_NONE ||
	        out->from <= out->until)
		return;
	value_finding(
	        values, until, 0, 0, "E111", "term ends before it starts, on %s", from->value);
	out->until = DAY_NONE;
}
