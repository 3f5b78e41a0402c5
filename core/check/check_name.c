/* SPDX-License-Identifier: MIT */
/* Rules D3 and D7: one handle, one face; an address, a key and a name are one person's. */
#include "core/check/check_private.h"

#include "formats/name.h"

#include <stdlib.h>
#include <string.h>

/* --- look-alikes --- */

struct look {
	char skeleton[SKELETON_SIZE];
	const struct check_path *path;
	const char *stem;
};

static int by_look(const void *left, const void *right)
{
	const struct look *a = left, *b = right;
	int order = strcmp(a->skeleton, b->skeleton);

	return order ? order
	             : (a->path->number > b->path->number) - (a->path->number < b->path->number);
}

static void check_looks(struct checking *checking, enum path_class class)
{
	struct look *look = arena_array(checking->arena, checking->path_count, sizeof *look);
	size_t count = 0, first = 0;

	for (size_t i = 0; i < checking->path_count; i++) {
		const struct check_path *path = &checking->path[i];
		if (path->class != class || !path->here || !*path->here->stem)
			continue;
		look[count].path = path;
		look[count].stem = path->here->stem;
		name_skeleton(look[count++].skeleton, path->here->stem, strlen(path->here->stem));
	}
	if (count)
		qsort(look, count, sizeof *look, by_look);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(look[i].skeleton, look[first].skeleton) != 0) {
			first = i;
			continue;
		}
		findings_add(checking->out, SEVERITY_ERROR, "E202", look[i].path->path, 0, 0,
		        "'%s' looks like '%s', which was here before (rule D3)", look[i].stem,
		        look[first].stem);
	}
}

/* --- twins --- */

enum claim_kind { CLAIM_EMAIL, CLAIM_KEY, CLAIM_NAME };

static const char *const claim_word[] = {
        [CLAIM_EMAIL] = "address", [CLAIM_KEY] = "key", [CLAIM_NAME] = "name"};

struct claim {
	enum claim_kind kind;
	const char *text; /* as compared */
	const struct file *file;
	const struct ini_key *key;
};

struct claims {
	struct arena *arena;
	struct claim *item;
	size_t count, capacity;
};

static const char *folded(struct arena *arena, const char *text, size_t len)
{
	char *lower = arena_string(arena, text, len);

	for (char *c = lower; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
	return lower;
}

/* Type and base64 alone: what stands behind is a remark. */
static const char *bare_key(struct arena *arena, const char *text)
{
	size_t type = strcspn(text, " \t\n"), blank = strspn(text + type, " \t\n");
	size_t body = strcspn(text + type + blank, " \t\n");

	return arena_print(arena, "%.*s %.*s", (int)type, text, (int)body, text + type + blank);
}

static void claim(struct claims *claims, const struct file *file, const struct ini_key *key)
{
	struct claim item = {.file = file, .key = key};

	if (!strcmp(key->name, "email")) {
		item.kind = CLAIM_EMAIL;
		item.text = folded(claims->arena, key->value, key->value_len);
	} else if (!strcmp(key->name, "key") || !strcmp(key->name, "key-retired")) {
		item.kind = CLAIM_KEY;
		item.text = bare_key(claims->arena, key->value);
	} else if (!strcmp(key->name, "name")) {
		item.kind = CLAIM_NAME;
		item.text = folded(claims->arena, key->value, key->value_len);
	} else {
		return;
	}
	claims->item = arena_grow(claims->arena, claims->item, claims->count, &claims->capacity,
	        sizeof *claims->item);
	claims->item[claims->count++] = item;
}

static int by_claim(const void *left, const void *right)
{
	const struct claim *a = left, *b = right;
	int order = (a->kind > b->kind) - (a->kind < b->kind);

	if (!order)
		order = strcmp(a->text, b->text);
	return order ? order : (a->file->path > b->file->path) - (a->file->path < b->file->path);
}

static void report_twin(
        struct checking *checking, const struct claim *first, const struct claim *later)
{
	bool name = later->kind == CLAIM_NAME;

	struct finding *finding = ini_finding_value(checking->out, &later->file->person.ini,
	        later->key, name ? SEVERITY_WARNING : SEVERITY_ERROR, "E205",
	        name ? "%s is called so too: the bare %s is nobody's (rule D7)"
	             : "%s has this %s, and had it before: here it is void (rule D7)",
	        first->file->stem, claim_word[later->kind]);
	finding->hint = arena_print(checking->arena, "the other one is %s:%u", first->file->name,
	        first->key->value_line);
}

static void check_claims(struct checking *checking)
{
	struct claims claims = {.arena = checking->arena};
	size_t first = 0;

	for (size_t i = 0; i < checking->path_count; i++) {
		const struct file *file = checking->path[i].here;
		if (checking->path[i].class != PATH_PERSON || !file || !file->usable)
			continue;
		const struct ini_section *person =
		        ini_section(&file->person.ini, "person", NULL, 0);
		for (size_t j = 0; person && j < person->key_count; j++)
			claim(&claims, file, &person->key[j]);
	}
	if (claims.count)
		qsort(claims.item, claims.count, sizeof *claims.item, by_claim);
	for (size_t i = 1; i < claims.count; i++) {
		struct claim *a = &claims.item[first], *b = &claims.item[i];
		if (a->kind != b->kind || strcmp(a->text, b->text) != 0)
			first = i;
		else if (a->file != b->file)
			report_twin(checking, a, b);
	}
}

void check_names(struct checking *checking)
{
	check_looks(checking, PATH_PERSON);
	check_looks(checking, PATH_ROLE);
	check_looks(checking, PATH_AGREEMENT);
	check_claims(checking);
}
