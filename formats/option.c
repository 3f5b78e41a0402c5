/* SPDX-License-Identifier: MIT */
#include "formats/ini_schema.h"
#include "formats/negotiation.h"
#include "formats/negotiation_private.h"

static const struct ini_schema_key option_key[] = {
        {"replaces", false, false}, {"consent", false, false}};

static const struct ini_schema_section schema[] = {
        {"option", INI_NO_NAME, false, false, false, LISTED(option_key)},
        {"base", INI_NO_NAME, false, false, true, NULL, 0},
};

bool option_parse(struct option_file *out, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	size_t added = 0;

	*out = (struct option_file){.replaces = NULL};
	ini_parse(&out->ini, arena, text, len, path, findings);
	if (out->ini.broken)
		return false;
	ini_check(&out->ini, LISTED(schema), SEVERITY_ERROR, findings);
	struct values values = {arena, &out->ini, findings, &added};
	const struct ini_section *option = ini_section(&out->ini, "option", NULL, 0);
	const struct ini_section *base = ini_section(&out->ini, "base", NULL, 0);
	if (option)
		value_first(&out->replaces, value_option, &values, option, "replaces");
	if (base)
		base_read(&out->base, &out->base_count, &values, base);
	values_end(&values);
	return true;
}
