/* SPDX-License-Identifier: MIT */
#include "core/rules/ledger.h"

#include "core/rules/trial.h"
#include "formats/name.h"

#include <stdlib.h>
#include <string.h>

const char *const right_name[9] = {"none", "free", "act", "own", "acquaintance", "settle",
        "founding", "decision", "emergency"};

/* Two open hash tables by string: ids of negotiations and handles of people who made a commit. */
struct string_table {
	struct string_slot {
		const char *key;
		uint32_t value; /* the newest; others by chain */
	} * slot;
	size_t count, used;
};

struct ledger_index {
	struct string_table id, folder, activity;
	uint32_t *activity_next; /* chain of activities of one handle */
	size_t activity_next_capacity;
};

static uint64_t hash_string(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

static struct string_slot *table_slot(const struct string_table *table, const char *key)
{
	size_t mask = table->count - 1, at = hash_string(key) & mask;

	while (table->slot[at].key && strcmp(table->slot[at].key, key) != 0)
		at = (at + 1) & mask;
	return &table->slot[at];
}

static void table_grow(struct string_table *table, struct arena *arena)
{
	struct string_table old = *table;

	if (old.used * 2 < old.count)
		return;
	table->count = old.count ? old.count * 2 : 64;
	table->slot = arena_array(arena, table->count, sizeof *table->slot);
	for (size_t i = 0; i < old.count; i++)
		if (old.slot[i].key)
			*table_slot(table, old.slot[i].key) = old.slot[i];
}

/* The slot of the key, made when it is not there; *is_new says which. */
static struct string_slot *table_add(
        struct string_table *table, struct arena *arena, const char *key, bool *is_new)
{
	table_grow(table, arena);
	struct string_slot *slot = table_slot(table, key);
	*is_new = !slot->key;
	if (*is_new) {
		slot->key = key;
		table->used++;
	}
	return slot;
}

static const struct string_slot *table_find(const struct string_table *table, const char *key)
{
	if (!table->count)
		return NULL;
	const struct string_slot *slot = table_slot(table, key);
	return slot->key ? slot : NULL;
}

void ledger_init(struct ledger *ledger, struct arena *arena, struct repo *repo)
{
	*ledger = (struct ledger){
	        .arena = arena,
	        .repo = repo,
	        .paths = PATHS_INIT(arena),
	        .genesis = {.commit = HISTORY_NONE, .day = DAY_NONE},
	        .latest = DAY_NONE,
	        .findings = FINDINGS_INIT(arena),
	        .claims = PATHS_INIT(arena),
	        .index = arena_alloc(arena, sizeof *ledger->index),
	};
	file_store_init(&ledger->files, arena, &ledger->paths);
}

struct moment ledger_moment(const struct ledger *ledger, int32_t day)
{
	return moment_at(ledger, &ledger->standing, LEDGER_TIP, day);
}

bool moment_sees(const struct moment *moment, const struct stamp *stamp)
{
	const struct history *history = moment->ledger->history;

	if (moment->without && history_is_ancestor(history, moment->without - 1, stamp->commit))
		return false;
	return moment->commit == LEDGER_TIP ||
	       history_is_ancestor(history, stamp->commit, moment->commit);
}

static const struct pathmap *part_of(const struct standing *standing, enum path_class class)
{
	return class == PATH_PERSON ? &standing->people
	       : class == PATH_ROLE ? &standing->roles
	                            : &standing->other;
}

const struct file *standing_get(
        const struct standing *standing, enum path_class class, uint32_t path)
{
	return pathmap_get(*part_of(standing, class), path);
}

struct standing standing_set(struct arena *arena, struct standing standing, const struct file *file,
        enum path_class class, uint32_t path)
{
	struct pathmap *part = class == PATH_PERSON ? &standing.people
	                       : class == PATH_ROLE ? &standing.roles
	                                            : &standing.other;

	*part = pathmap_set(arena, *part, path, file);
	return standing;
}

const struct file *standing_file(
        const struct ledger *ledger, const struct standing *standing, const char *path)
{
	size_t len = strlen(path);
	const char *slash = strchr(path, '/');
	uint32_t number = paths_find(&ledger->paths, path, len);

	if (number == UINT32_MAX)
		return NULL;
	return standing_get(
	        standing, path_class_of(path, slash ? (size_t)(slash - path) : len), number);
}

/* A file by folder and stem: no allocation, since this is asked often. */
static const struct file *named_file(
        const struct moment *moment, const char *folder, const char *stem)
{
	char path[128];
	size_t folder_len = strlen(folder), len = strlen(stem);

	if (folder_len + len + 6 > sizeof path)
		return NULL;
	memcpy(path, folder, folder_len);
	memcpy(path + folder_len, stem, len);
	memcpy(path + folder_len + len, ".ini", 5);
	const struct file *file =
	        trial_lapse(moment, standing_file(moment->ledger, moment->standing, path));
	return file && file->usable ? file : NULL;
}

const struct person *standing_person(const struct moment *moment, const char *handle)
{
	const struct file *file = named_file(moment, "people/", handle);

	return file ? &file->person : NULL;
}

const struct role *standing_role(const struct moment *moment, const char *name)
{
	const struct file *file = named_file(moment, "roles/", name);

	return file ? &file->role : NULL;
}

const struct charter *standing_charter(const struct moment *moment)
{
	const struct file *file = standing_file(moment->ledger, moment->standing, "moot.ini");

	if (file && file->usable)
		return &file->charter;
	/* nothing that can be used: the shipped rules alone */
	struct charter *empty = arena_alloc(moment->ledger->arena, sizeof *empty);
	struct findings ignored = FINDINGS_INIT(moment->ledger->arena);
	static const char text[] = "[moot]\nrules = 1\nname = unnamed\nidentity = named\n";
	charter_parse(empty, moment->ledger->arena, text, sizeof text - 1, "moot.ini", &ignored);
	return empty;
}

struct listing {
	const struct moment *moment;
	struct arena *arena;
	struct file_list list;
	size_t capacity;
	enum path_class class;
};

static void list_file(void *context, uint32_t path, const void *value)
{
	struct listing *listing = context;
	const struct file *file = value;

	(void)path;
	if (file->class != listing->class)
		return;
	file = trial_lapse(listing->moment, file);
	if (!file->usable)
		return;
	listing->list.file = arena_grow(listing->arena, listing->list.file, listing->list.count,
	        &listing->capacity, sizeof *listing->list.file);
	listing->list.file[listing->list.count++] = file;
}

static int by_name(const void *left, const void *right)
{
	const struct file *const *a = left, *const *b = right;

	return strcmp((*a)->name, (*b)->name);
}

static struct file_list list_class(
        const struct moment *moment, struct pathmap map, struct arena *arena, enum path_class class)
{
	struct listing listing = {.moment = moment, .arena = arena, .class = class};

	pathmap_each(map, list_file, &listing);
	if (listing.list.count)
		qsort(listing.list.file, listing.list.count, sizeof *listing.list.file, by_name);
	return listing.list;
}

struct file_list standing_people(const struct moment *moment, struct arena *arena)
{
	return list_class(moment, moment->standing->people, arena, PATH_PERSON);
}

struct file_list standing_roles(const struct moment *moment, struct arena *arena)
{
	return list_class(moment, moment->standing->roles, arena, PATH_ROLE);
}

struct file_list standing_agreements(const struct moment *moment, struct arena *arena)
{
	return list_class(moment, moment->standing->other, arena, PATH_AGREEMENT);
}

struct negotiation *ledger_add_negotiation(
        struct ledger *ledger, const char *folder, const char *id, const char *slug)
{
	struct negotiation *negotiation = arena_alloc(ledger->arena, sizeof *negotiation);
	bool is_new;

	*negotiation = (struct negotiation){
	        .folder = folder,
	        .id = id,
	        .slug = slug,
	        .proposal = "",
	        .opened = DAY_NONE,
	        .decidable = DAY_NONE,
	        .closes = DAY_NONE,
	        .lapses = DAY_NONE,
	        .base_commit = HISTORY_NONE,
	        .ratifies = HISTORY_NONE,
	};
	struct string_slot *slot = table_add(&ledger->index->id, ledger->arena, id, &is_new);
	if (is_new)
		slot->value = (uint32_t)ledger->negotiation_count;
	slot = table_add(&ledger->index->folder, ledger->arena, folder, &is_new);
	if (!is_new)
		negotiation->other = ledger->negotiation[slot->value];
	slot->value = (uint32_t)ledger->negotiation_count;
	ledger->negotiation =
	        arena_grow(ledger->arena, ledger->negotiation, ledger->negotiation_count,
	                &ledger->negotiation_capacity, sizeof *ledger->negotiation);
	ledger->negotiation[ledger->negotiation_count++] = negotiation;
	return negotiation;
}

void ledger_own_id(struct ledger *ledger)
{
	uint32_t last = (uint32_t)ledger->negotiation_count - 1;
	bool is_new;

	table_add(&ledger->index->id, ledger->arena, ledger->negotiation[last]->id, &is_new)
	        ->value = last;
}

const struct negotiation *ledger_negotiation(const struct ledger *ledger, const char *id)
{
	const struct string_slot *slot = table_find(&ledger->index->id, id);

	return slot ? ledger->negotiation[slot->value] : NULL;
}

struct negotiation *ledger_in_folder(const struct ledger *ledger, const char *folder)
{
	const struct string_slot *slot = table_find(&ledger->index->folder, folder);

	return slot ? ledger->negotiation[slot->value] : NULL;
}

int ledger_find(const struct ledger *ledger, const char *word, const struct negotiation **out,
        struct error *err)
{
	const struct negotiation *by_id = NULL, *by_slug = NULL;
	size_t ids = 0, slugs = 0, len = strlen(word);
	char prefix[ID_LENGTH + 1];

	bool is_prefix = id_typed(prefix, word, len);
	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *one = ledger->negotiation[i];
		/* one that is void is found by its whole id, unless that is another's (rule D3) */
		if (one->void_reason &&
		        (strcmp(one->id, word) != 0 || ledger_negotiation(ledger, one->id) != one))
			continue;
		if (is_prefix && !strncmp(one->id, prefix, strlen(prefix))) {
			by_id = one;
			ids++;
		}
		if (!strcmp(one->slug, word)) {
			by_slug = one;
			slugs++;
		}
	}
	if (ids > 1) {
		error_set(err, ERROR_FATAL, "'%s' is the beginning of %zu negotiations", word, ids);
		return error_hint(err, "type more of the id; moot status lists them");
	}
	if (ids && slugs && by_id != by_slug) {
		error_set(err, ERROR_FATAL, "'%s' is both the beginning of %s and the name of %s",
		        word, by_id->id, by_slug->id);
		return error_hint(err, "type the id");
	}
	*out = ids ? by_id : by_slug;
	if (ids || slugs == 1)
		return 0;
	if (slugs > 1) {
		error_set(err, ERROR_FATAL, "'%s' names %zu negotiations", word, slugs);
		return error_hint(
		        err, "type four letters or more of the id; moot status lists them");
	}
	error_set(err, ERROR_FATAL, "there is no negotiation '%s'", word);
	return error_hint(err, "an id may be cut to four letters or more; moot status lists them");
}

uint32_t negotiation_option(const struct negotiation *negotiation, const char *name)
{
	uint32_t found = UINT32_MAX;
	size_t len = strlen(name);

	for (uint32_t i = 0; i < negotiation->option_count; i++) {
		const char *option = negotiation->option[i].name;
		if (!strcmp(option, name))
			return i;
		/* "b" is b-ben while that is the only one */
		if (len == 1 && option[0] == name[0] && option[1] == '-') {
			if (found != UINT32_MAX)
				return UINT32_MAX;
			found = i;
		}
	}
	return found;
}

static const struct decision *valid_decision(
        const struct moment *moment, const struct negotiation *negotiation, bool adopted)
{
	for (size_t i = 0; i < negotiation->decision_count; i++) {
		const struct decision *decision = &negotiation->decision[i];
		if (decision->void_reason || (adopted && decision->option == UINT32_MAX))
			continue;
		if (moment_sees(moment, &decision->stamp))
			return decision;
	}
	return NULL;
}

const struct decision *negotiation_adopted(
        const struct moment *moment, const struct negotiation *negotiation)
{
	return negotiation->void_reason ? NULL : valid_decision(moment, negotiation, true);
}

const struct decision *negotiation_ended(
        const struct moment *moment, const struct negotiation *negotiation)
{
	return negotiation->void_reason ? NULL : valid_decision(moment, negotiation, false);
}

void ledger_add_activity(struct ledger *ledger, const char *handle, const struct stamp *stamp)
{
	struct ledger_index *index = ledger->index;
	bool is_new;
	struct string_slot *slot = table_add(&index->activity, ledger->arena, handle, &is_new);
	uint32_t number = (uint32_t)ledger->activity_count;

	for (uint32_t i = is_new ? UINT32_MAX : slot->value; i != UINT32_MAX;
	        i = index->activity_next[i])
		if (ledger->history && history_is_ancestor(ledger->history,
		                               ledger->activity[i].first.commit, stamp->commit))
			return;
	ledger->activity = arena_grow(ledger->arena, ledger->activity, ledger->activity_count,
	        &ledger->activity_capacity, sizeof *ledger->activity);
	index->activity_next =
	        arena_grow(ledger->arena, index->activity_next, ledger->activity_count,
	                &index->activity_next_capacity, sizeof *index->activity_next);
	ledger->activity[ledger->activity_count++] = (struct activity){handle, *stamp};
	index->activity_next[number] = is_new ? UINT32_MAX : slot->value;
	slot->value = number;
}

const char *lower_mail(struct arena *arena, const char *mail)
{
	char *lower = arena_string(arena, mail, strlen(mail));

	for (char *c = lower; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return lower;
}

uint32_t ledger_claim(const struct ledger *ledger, const char *text, const char *handle)
{
	struct buf claim = BUF_INIT;

	buf_print(&claim, "%s %s", text, handle);
	uint32_t rank = paths_find(&ledger->claims, claim.data, claim.len);
	buf_release(&claim);
	return rank;
}

bool ledger_active(const struct moment *moment, const char *handle)
{
	const struct ledger *ledger = moment->ledger;
	const struct string_slot *slot = table_find(&ledger->index->activity, handle);

	for (uint32_t i = slot ? slot->value : UINT32_MAX; i != UINT32_MAX;
	        i = ledger->index->activity_next[i])
		if (moment_sees(moment, &ledger->activity[i].first))
			return true;
	return false;
}

const struct negotiation *ledger_ratified(const struct ledger *ledger, const char *commit)
{
	struct oid id;
	uint32_t meant = commit && oid_parse(&id, commit, strlen(commit))
	                         ? history_find(ledger->history, &id)
	                         : (uint32_t)HISTORY_NONE;

	for (size_t i = 0; meant != HISTORY_NONE && i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		for (size_t j = 0;
		        negotiation->ratifies == meant && j < negotiation->decision_count; j++)
			if (!negotiation->decision[j].void_reason &&
			        negotiation->decision[j].option != UINT32_MAX)
				return negotiation;
	}
	return NULL;
}

bool said_before(
        const struct moment *moment, const struct negotiation *negotiation, const struct said *said)
{
	return said->again && moment_sees(moment, &negotiation->said[said->again - 1].stamp);
}

/* As item.again. */
static uint32_t same_words(const struct negotiation *negotiation, const struct item *item)
{
	uint32_t again = item->kind == ITEM_SAID ? negotiation->said[item->number].again : 0;

	for (uint32_t i = 0; again && i < negotiation->item_count; i++)
		if (negotiation->item[i].kind == ITEM_SAID &&
		        negotiation->item[i].number == again - 1)
			return i + 1;
	return 0;
}

static bool item_has(const struct item *item, uint32_t earlier)
{
	return item->before[earlier / 64] >> (earlier % 64) & 1;
}

struct item *negotiation_add_item(struct ledger *ledger, struct negotiation *negotiation,
        enum item_kind kind, uint32_t number, uint32_t commit)
{
	negotiation->item = arena_grow(ledger->arena, negotiation->item, negotiation->item_count,
	        &negotiation->item_capacity, sizeof *negotiation->item);
	uint32_t count = (uint32_t)negotiation->item_count++;
	struct item *item = &negotiation->item[count];
	*item = (struct item){.kind = kind, .number = number, .commit = commit};
	item->again = same_words(negotiation, item);
	item->words = count / 64 + 1;
	item->before = arena_array(ledger->arena, item->words, sizeof *item->before);
	/* what comes before one that comes before is not asked again */
	for (uint32_t i = count; i-- > 0;) {
		const struct item *earlier = &negotiation->item[i];
		if (item_has(item, i) && !earlier->again)
			continue;
		if (!history_is_ancestor(ledger->history, earlier->commit, commit))
			continue;
		for (size_t j = 0; j < earlier->words; j++)
			item->before[j] |= earlier->before[j];
		item->before[i / 64] |= UINT64_C(1) << (i % 64);
		/* whoever answers one of them answers the words */
		if (earlier->again)
			item->before[(earlier->again - 1) / 64] |= UINT64_C(1)
			                                           << ((earlier->again - 1) % 64);
	}
	return item;
}

const struct verdict *ledger_void_at(const struct ledger *ledger, uint32_t path)
{
	for (size_t i = ledger->verdict_count; i-- > 0;)
		if (ledger->verdict[i].path == path)
			return ledger->verdict[i].right == RIGHT_NONE ? &ledger->verdict[i] : NULL;
	return NULL;
}

static const char *void_name(const struct ledger *ledger, const struct verdict *verdict)
{
	return ledger->paths.entry[verdict->path].text;
}

static int by_void_path(const void *left, const void *right, void *context)
{
	const struct verdict *const *a = left, *const *b = right;

	return strcmp(void_name(context, *a), void_name(context, *b));
}

struct void_list ledger_void(
        const struct ledger *ledger, struct arena *arena, enum path_class class)
{
	struct void_list list = {arena_array(arena, ledger->paths.count, sizeof *list.verdict), 0};
	bool *seen = arena_array(arena, ledger->paths.count, sizeof *seen);

	for (size_t i = ledger->verdict_count; i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		const char *name = void_name(ledger, verdict);
		const char *slash = strchr(name, '/');
		if (seen[verdict->path])
			continue;
		seen[verdict->path] = true;
		if (verdict->right == RIGHT_NONE &&
		        path_class_of(name, slash ? (size_t)(slash - name) : strlen(name)) == class)
			list.verdict[list.count++] = verdict;
	}
	struct ledger *context = (struct ledger *)(uintptr_t)ledger;
	qsort_r(list.verdict, list.count, sizeof *list.verdict, by_void_path, context);
	return list;
}
