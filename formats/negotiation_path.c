/* SPDX-License-Identifier: MIT */
#include "formats/negotiation.h"

#include "formats/name.h"
#include "formats/negotiation_private.h"
#include "formats/text.h"

#include <string.h>

static bool digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

static int number(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "2026" and "1124-release-lead-7k3f9q2m8x" */
static bool folder_parse(
        struct negotiation_path *out, struct arena *arena, struct slice year, struct slice name)
{
	if (year.len != 4 || !digits(year.data, 4))
		return false;
	if (name.len < 5 + 1 + 1 + ID_LENGTH || !digits(name.data, 4) || name.data[4] != '-')
		return false;
	if (number(name.data) < 1 || number(name.data) > 12 || number(name.data + 2) < 1 ||
	        number(name.data + 2) > 31)
		return false;
	const char *id = name.data + name.len - ID_LENGTH;
	size_t slug_len = (size_t)(id - 1 - (name.data + 5));
	if (id[-1] != '-' || !id_valid(id, ID_LENGTH) || !slug_valid(name.data + 5, slug_len))
		return false;
	out->id = arena_string(arena, id, ID_LENGTH);
	out->slug = arena_string(arena, name.data + 5, slug_len);
	return true;
}

bool option_name_valid(const char *name, size_t len)
{
	if (!len || name[0] < 'a' || name[0] > 'z')
		return false;
	return len == 1 || (name[1] == '-' && name_valid(name + 2, len - 2));
}

bool value_option(const char **out, const struct values *values, const struct ini_key *key)
{
	if (!option_name_valid(key->value, key->value_len)) {
		value_finding(values, key, 0, 0, "E106", "'%s' is no option such as a or b-ben",
		        value_shown(values->arena, key->value));
		return false;
	}
	*out = key->value;
	return true;
}

static bool between(const char *text, const char *start, const char *end)
{
	size_t len = strlen(text), start_len = strlen(start), end_len = strlen(end);

	return len > start_len + end_len && !strncmp(text, start, start_len) &&
	       !strcmp(text + len - end_len, end);
}

static enum negotiation_part part_of(const char *name)
{
	if (!strcmp(name, "negotiation.ini"))
		return PART_FACTS;
	if (!strcmp(name, "proposal.md"))
		return PART_PROPOSAL;
	if (between(name, "voice-", ".md"))
		return PART_VOICE;
	if (between(name, "voice-", ".md.sig"))
		return PART_SIGNATURE;
	if (between(name, "decision-", ".ini"))
		return PART_DECISION;
	return PART_NONE;
}

bool negotiation_path_parse(struct negotiation_path *out, struct arena *arena, const char *path)
{
	static const char root[] = "negotiations/";
	const char *year = path + sizeof root - 1;

	*out = (struct negotiation_path){.part = PART_NONE};
	if (strncmp(path, root, sizeof root - 1) != 0)
		return false;
	const char *name = strchr(year, '/');
	const char *rest = name ? strchr(name + 1, '/') : NULL;
	if (!rest || !rest[1])
		return false;
	if (!folder_parse(out, arena, (struct slice){year, (size_t)(name - year)},
	            (struct slice){name + 1, (size_t)(rest - name - 1)}))
		return false;
	out->folder = arena_string(arena, path, (size_t)(rest - path));
	rest++;
	const char *slash = strchr(rest, '/');
	if (!slash) {
		out->part = part_of(rest);
		return true;
	}
	if (!option_name_valid(rest, (size_t)(slash - rest)) || !slash[1])
		return true;
	out->part = PART_OPTION;
	out->option = arena_string(arena, rest, (size_t)(slash - rest));
	out->inside = arena_string(arena, slash + 1, strlen(slash + 1));
	return true;
}

bool option_may_hold(const char *inside)
{
	static const struct {
		const char *folder, *ending;
	} kind[] = {{"people/", ".ini"}, {"roles/", ".ini"}, {"agreements/", ".md"}};

	if (!strcmp(inside, "moot.ini") || !strcmp(inside, "option.ini"))
		return true;
	for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
		size_t skip = strlen(kind[i].folder);
		if (between(inside, kind[i].folder, kind[i].ending))
			return name_valid(
			        inside + skip, strlen(inside) - skip - strlen(kind[i].ending));
	}
	return false;
}

bool redaction_parse(const char **blob, struct arena *arena, const char *text, size_t len)
{
	static const char prefix[] = "redacted ";
	static const struct {
		const char *hash;
		size_t digits;
	} kind[] = {{"sha1:", 40}, {"sha256:", 64}};
	struct slice line = slice_trim((struct slice){text, len});

	if (!slice_starts(line, prefix))
		return false;
	line = (struct slice){line.data + sizeof prefix - 1, line.len - (sizeof prefix - 1)};
	for (size_t i = 0; i < 2; i++) {
		size_t skip = strlen(kind[i].hash), good = 0;
		if (!slice_starts(line, kind[i].hash) || line.len != skip + kind[i].digits)
			continue;
		while (good < kind[i].digits && line.data[skip + good] &&
		        strchr("0123456789abcdef", line.data[skip + good]))
			good++;
		if (good < kind[i].digits)
			return false;
		*blob = arena_string(arena, line.data + skip, kind[i].digits);
		return true;
	}
	return false;
}
