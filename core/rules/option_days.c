/* SPDX-License-Identifier: MIT */
#include "core/rules/option.h"

#include "formats/date.h"

#include <string.h>

const char *option_begins_early(struct arena *arena, const struct option *option, int32_t day)
{
	for (size_t i = 0; i < option->change_count; i++)
		for (size_t j = 0; j < option->change[i].diff.count; j++) {
			const struct keyed_entry *after = option->change[i].diff.change[j].after;
			struct error ignored = ERROR_INIT;
			int32_t from;
			if (!after || strcmp(after->key, "from") != 0 || !after->value_count ||
			        !strcmp(after->word, "person"))
				continue;
			if (!day_parse(&from, after->value[0], strlen(after->value[0]), &ignored) &&
			        from < day)
				return arena_print(arena,
				        "[%s] begins on %s, before the opening (rule A1)",
				        after->section, after->value[0]);
		}
	return NULL;
}
