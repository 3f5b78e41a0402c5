/* SPDX-License-Identifier: MIT */
#include "core/replay/replay_private.h"

#include "core/rules/judge.h"

#include <stdlib.h>
#include <string.h>

int replay_begin(struct replay **out, struct ledger *ledger, struct repo *repo,
        const struct history *history, const struct replay_options *options, struct error *err)
{
	struct replay *replay = arena_alloc(ledger->arena, sizeof *replay);

	(void)err;
	*replay = (struct replay){
	        .ledger = ledger,
	        .repo = repo,
	        .history = history,
	        .options = *options,
	        .arena = ledger->arena,
	        .touches = arena_array(ledger->arena, history->count, sizeof(bool)),
	        .at = arena_array(ledger->arena, history->count, sizeof(struct standing *)),
	        .mail = arena_array(ledger->arena, history->ident_count, sizeof(char *)),
	        .signing = arena_array(ledger->arena, history->count, sizeof(struct signing)),
	};
	replay->key_text = (struct paths)PATHS_INIT(ledger->arena);
	ledger->history = history;
	ledger->files.chronicle = history->chronicle;
	ledger->root = options->root;
	if (history->count)
		ledger->tip = history->commit[history->count - 1].id;
	*out = replay;
	return 0;
}

static bool is_governed(enum path_class class)
{
	return class != PATH_JOURNAL && class != PATH_OTHER && class != PATH_TWIN;
}

int replay_changes(void *context, uint32_t commit, uint32_t parent_number,
        const struct change *change, size_t count, struct error *err)
{
	struct replay *replay = context;
	size_t kept = 0;

	(void)err;
	replay->touches[commit] = true;
	for (size_t i = 0; i < count; i++)
		kept += is_governed(change[i].class);
	if (!kept)
		return 0;
	struct change *copy = arena_array(replay->arena, kept, sizeof *copy);
	kept = 0;
	for (size_t i = 0; i < count; i++)
		if (is_governed(change[i].class))
			copy[kept++] = change[i];
	replay->set = arena_grow(replay->arena, replay->set, replay->set_count,
	        &replay->set_capacity, sizeof *replay->set);
	replay->set[replay->set_count++] =
	        (struct replay_change_set){commit, parent_number, copy, kept};
	return 0;
}

int replay_file(struct replay *replay, uint32_t path, const struct oid *blob, uint16_t mode,
        const struct file **out, struct error *err)
{
	*out = NULL;
	if (oid_is_zero(blob))
		return 0;
	return file_from_blob(&replay->ledger->files, replay->repo, path, blob, mode, out, err);
}

struct finding *replay_finding(struct replay *replay, uint32_t commit, const char *code,
        const char *path, const char *format, ...)
{
	va_list args;
	char *hex = arena_alloc(replay->arena, OID_HEX_SIZE);

	va_start(args, format);
	char *text = arena_vprint(replay->arena, format, args);
	va_end(args);
	struct finding *finding = findings_add(
	        &replay->ledger->findings, SEVERITY_ERROR, code, path, 0, 0, "%s", text);
	oid_hex(hex, &replay->history->commit[commit].id);
	finding->commit = hex;
	return finding;
}

static bool delegates(const struct file *file)
{
	return file && file->class == PATH_PERSON && file->usable && file->person.delegate_count;
}

void replay_verdict(struct replay *replay, uint32_t commit, const char *who, uint32_t path,
        const struct file *before, const struct file *after, enum right right,
        const struct negotiation *negotiation, const char *why)
{
	struct ledger *ledger = replay->ledger;
	uint32_t ident = replay->history->commit[commit].author;

	ledger->verdict = arena_grow(replay->arena, ledger->verdict, ledger->verdict_count,
	        &ledger->verdict_capacity, sizeof *ledger->verdict);
	ledger->verdict[ledger->verdict_count++] = (struct verdict){
	        .stamp = replay_stamp(replay, commit, who),
	        .author_name = replay->history->ident[ident].name,
	        .path = path,
	        .before = before,
	        .after = after,
	        .right = right,
	        .negotiation = negotiation,
	        .why = why,
	};
	if (!delegates(before) && !delegates(after))
		return;
	ledger->delegating = arena_grow(replay->arena, ledger->delegating, ledger->delegating_count,
	        &ledger->delegating_capacity, sizeof *ledger->delegating);
	ledger->delegating[ledger->delegating_count++] = (uint32_t)(ledger->verdict_count - 1);
}

static void note_first(struct replay *replay, uint32_t commit, uint32_t path)
{
	if (path >= replay->path_first_count) {
		size_t more = replay->path_first_count ? replay->path_first_count * 2 : 1024;
		while (more <= path)
			more *= 2;
		uint32_t *grown = arena_array(replay->arena, more, sizeof *grown);
		memset(grown, 0xff, more * sizeof *grown);
		if (replay->path_first_count)
			memcpy(grown, replay->path_first, replay->path_first_count * sizeof *grown);
		replay->path_first = grown;
		replay->path_first_count = more;
	}
	if (replay->path_first[path] == UINT32_MAX)
		replay->path_first[path] = commit;
}

/*
 * The file that would stand: the commit's own, or, where the tree held something void before, what
 * stands with the keys that this commit changed.
 */
static int candidate(struct replay *replay, const struct file *stands, const struct file *before,
        const struct file *after, const struct file **out, struct error *err)
{
	struct keyed_diff diff;
	struct buf text = BUF_INIT;
	struct error refused = ERROR_INIT;

	(void)err;
	*out = after;
	if (stands == before || file_same(stands, before) || !stands || !before || !after ||
	        !file_is_keyed(after) || !before->usable || !after->usable || !stands->usable)
		return 0;
	if (file_same(stands, after))
		return 0;
	keyed_compare(&diff, replay->arena, &before->keyed, &after->keyed);
	buf_add(&text, stands->text, stands->len);
	if (!keyed_apply(&text, after->name, &diff, &refused))
		*out = file_from_text(&replay->ledger->files, after->path, text.data, text.len);
	buf_release(&text);
	return 0;
}

static void found(struct replay *replay, struct standing *standing, const struct change *change,
        const struct file *after)
{
	*standing = standing_set(replay->arena, *standing, after, change->class, change->path);
	replay->ledger->founding =
	        pathmap_set(replay->arena, replay->ledger->founding, change->path, after);
}

/* What lies above the autonomy may hold for three days, where the commit opens a negotiation. */
static int take_emergency(struct replay *replay, uint32_t commit, uint32_t path,
        const struct negotiation **emergency, const char **why, struct error *err)
{
	const char *text = replay->ledger->paths.entry[path].text;
	const char *disputed = replay_disputed(replay, text, commit);
	bool says;

	if (strncmp(text, "roles/", 6) != 0)
		return 0;
	*emergency = replay_emergency_of(replay, commit, path);
	if (disputed) {
		*emergency = NULL;
		*why = disputed;
	}
	if (*emergency) {
		*why = NULL;
		replay_add_trial(replay, *emergency);
		return 0;
	}
	if (replay_says_emergency(replay, commit, &says, err))
		return -1;
	if (says && !disputed)
		*why = arena_print(replay->arena,
		        "%s; an emergency opens its negotiation, of kind emergency, in the same "
		        "commit (rule V4)",
		        *why);
	return 0;
}

static int judge_one(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct change *change, struct error *err)
{
	const struct file *before, *after, *next;
	const struct file *stands = standing_get(standing, change->class, change->path);
	uint32_t parent = history_parents(replay->history, commit)[0];
	const char *why;

	if (replay_file(replay, change->path, &change->before, change->mode_before, &before, err) ||
	        replay_file(
	                replay, change->path, &change->after, change->mode_after, &after, err) ||
	        candidate(replay, stands, before, after, &next, err))
		return -1;
	struct moment moment = moment_at(
	        replay->ledger, replay->at[parent], parent, replay->history->commit[commit].day);
	if (after == stands ||
	        (after && stands && file_same(after, stands) && !file_same(before, stands))) {
		*standing =
		        standing_set(replay->arena, *standing, after, change->class, change->path);
		replay_verdict(
		        replay, commit, who, change->path, stands, after, RIGHT_FREE, NULL, NULL);
		return 0; /* puts right what was void */
	}
	enum right right = judge_change(&moment, replay->arena, who, stands, next, &why);
	if (right != RIGHT_NONE && next && next->class == PATH_PERSON) {
		if (replay_key_change(replay, commit, stands, next, &why, err))
			return -1;
		right = why ? RIGHT_NONE : right;
	}
	const char *disputed =
	        right == RIGHT_ACT || right == RIGHT_ACQUAINTANCE
	                ? replay_disputed(
	                          replay, replay->ledger->paths.entry[change->path].text, commit)
	                : NULL;
	if (disputed) {
		right = RIGHT_NONE;
		why = disputed;
	}
	const struct negotiation *emergency = NULL;
	if (right == RIGHT_NONE && next && who &&
	        take_emergency(replay, commit, change->path, &emergency, &why, err))
		return -1;
	if (emergency)
		right = RIGHT_EMERGENCY;
	if (right == RIGHT_NONE && !stands && replay_late_founding(replay, commit, next, &why, err))
		return -1;
	replay_verdict(replay, commit, who, change->path, stands, next, right, emergency, why);
	if (right != RIGHT_NONE) {
		*standing =
		        standing_set(replay->arena, *standing, next, change->class, change->path);
		return 0;
	}
	replay_finding(replay, commit, "E601", replay->ledger->paths.entry[change->path].text,
	        "changed without agreement: %s", why);
	return 0;
}

static int apply_founding(struct replay *replay, struct standing *standing,
        const struct replay_change_set *set, struct error *err)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct change *change = &set->change[i];
		const struct file *after;
		if (change->class == PATH_NEGOTIATION)
			continue;
		if (replay_file(
		            replay, change->path, &change->after, change->mode_after, &after, err))
			return -1;
		const struct file *stands = standing_get(standing, change->class, change->path);
		found(replay, standing, change, after);
		replay_verdict(replay, set->commit, replay->ledger->genesis.who, change->path,
		        stands, after, RIGHT_FOUNDING, NULL, NULL);
	}
	return 0;
}

static int apply_commit(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, struct error *err)
{
	bool *laid = arena_array(replay->arena, set->count, sizeof *laid);

	bool founding;
	if (replay_is_founding(replay, commit, &founding, err))
		return -1;
	if (founding)
		return apply_founding(replay, standing, set, err);
	if (replay->ledger->genesis.commit == HISTORY_NONE ||
	        !history_is_ancestor(replay->history, replay->ledger->genesis.commit, commit))
		return 0; /* before there was a group */
	if (replay_negotiations(replay, commit, who, standing, set, laid, err))
		return -1;
	for (size_t i = 0; i < set->count; i++)
		if (set->change[i].class != PATH_NEGOTIATION && !laid[i] &&
		        judge_one(replay, commit, who, standing, &set->change[i], err))
			return -1;
	return 0;
}

static const struct standing *keep(
        struct replay *replay, const struct standing *standing, const struct standing *like)
{
	if (like && like->people.root == standing->people.root &&
	        like->roles.root == standing->roles.root &&
	        like->other.root == standing->other.root)
		return like;
	return arena_copy(replay->arena, standing, sizeof *standing);
}

/* Rule D1: a date before the parent's by more than a day is a claim that nothing supports. */
static void check_date(struct replay *replay, uint32_t commit)
{
	const struct history *history = replay->history;
	const struct history_commit *at = &history->commit[commit];
	enum { DAY_SECONDS = 24 * 60 * 60 };

	for (uint32_t i = 0; i < at->parent_count; i++) {
		uint32_t parent = history_parents(history, commit)[i];
		if (at->committer_time + DAY_SECONDS >= history->commit[parent].committer_time)
			continue;
		replay_finding(replay, commit, "E604", "",
		        "its date is more than a day before its parent's; it counts by the days "
		        "that others' commits prove (rule D1)")
		        ->severity = SEVERITY_WARNING;
		return;
	}
}

/* Rule D1: nothing supports a date that is still to come either. */
static void check_ahead(struct replay *replay, uint32_t commit)
{
	enum { DAY_SECONDS = 24 * 60 * 60 };

	if (replay->history->commit[commit].committer_time > replay->options.now + DAY_SECONDS &&
	        replay->ledger->genesis.commit != HISTORY_NONE)
		replay_finding(replay, commit, "E604", "",
		        "it is dated ahead, and does not count before that day (rule D1)")
		        ->severity = SEVERITY_WARNING;
}

static int replay_one(struct replay *replay, uint32_t commit, const struct replay_change_set *sets,
        size_t set_count, struct error *err)
{
	static const struct standing nothing;
	const struct history *history = replay->history;
	const struct history_commit *at = &history->commit[commit];

	check_ahead(replay, commit);
	for (size_t i = 0; i < set_count; i++)
		for (size_t j = 0; j < sets[i].count; j++)
			note_first(replay, commit, sets[i].change[j].path);
	if (at->parent_count > 1)
		return replay_merge(replay, commit, sets, set_count, err);
	const struct standing *base =
	        at->parent_count ? replay->at[history_parents(history, commit)[0]] : &nothing;
	replay->at[commit] = base;
	if (at->day > replay->options.day)
		return 0;
	if (at->day > replay->ledger->latest)
		replay->ledger->latest = at->day;
	const char *who;
	if (replay_who(replay, commit, &who, err))
		return -1;
	if (who) {
		struct stamp stamp = replay_stamp(replay, commit, who);
		ledger_add_activity(replay->ledger, who, &stamp);
	}
	if (!set_count) {
		replay_tell_nobody(replay, commit, sets, set_count);
		return 0;
	}
	check_date(replay, commit);
	struct standing standing = *base;
	if (apply_commit(replay, commit, who, &standing, &sets[0], err))
		return -1;
	replay_tell_nobody(replay, commit, sets, set_count);
	replay->at[commit] = keep(replay, &standing, base);
	if (commit == replay->ledger->genesis.commit) {
		if (replay_find_founders(replay, commit, err))
			return -1;
		/* the founder's first commit is the founding itself */
		if (replay->ledger->genesis.who) {
			struct stamp stamp =
			        replay_stamp(replay, commit, replay->ledger->genesis.who);
			ledger_add_activity(replay->ledger, replay->ledger->genesis.who, &stamp);
		}
		return replay_bound_founding(replay, err);
	}
	return 0;
}

static int run(struct replay *replay, struct error *err)
{
	size_t set = 0;

	for (uint32_t commit = 0; commit < replay->history->count; commit++) {
		size_t first = set;
		while (set < replay->set_count && replay->set[set].commit == commit)
			set++;
		const struct replay_change_set *sets = set > first ? replay->set + first : NULL;
		if (replay_one(replay, commit, sets, set - first, err))
			return -1;
	}
	if (replay->history->count)
		replay->ledger->standing = *replay->at[replay->history->count - 1];
	return 0;
}

/* Rule N12: decisions that do not know each other and adopt different options are all disputed. */
static void find_disputes(struct replay *replay)
{
	static const char why[] = "disputed: another decision, which does not know it, adopts "
	                          "another option (rule N12)";
	const struct ledger *ledger = replay->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		bool differ = false;
		const struct decision *first = NULL;
		for (size_t j = 0; j < negotiation->decision_count; j++) {
			const struct decision *decision = &negotiation->decision[j];
			if (decision->void_reason)
				continue;
			differ |= first && decision->option != first->option;
			first = first ? first : decision;
		}
		for (size_t j = 0; differ && j < negotiation->decision_count; j++)
			if (!negotiation->decision[j].void_reason)
				replay_dispute(replay, negotiation->decision[j].path,
				        negotiation->decision[j].stamp.commit, why);
	}
}

/* A fresh ledger over the same paths and files. */
static void start_again(struct replay *replay)
{
	struct ledger *ledger = replay->ledger;
	struct paths paths = ledger->paths;
	struct file_store files = ledger->files;
	struct oid tip = ledger->tip;

	ledger_init(ledger, replay->arena, replay->repo);
	ledger->paths = paths;
	ledger->files = files;
	ledger->files.paths = &ledger->paths;
	ledger->history = replay->history;
	ledger->root = replay->options.root;
	ledger->tip = tip;
	replay->founding_bound_count = 0;
	replay->decided_count = 0;
	replay->own_word_count = 0;
	replay->founder = NULL;
	replay->founder_mail = NULL;
	replay->founder_mail_count = 0;
	replay->people = NULL;
	replay->crossing = (struct paths)PATHS_INIT(replay->arena);
	replay->crossed = NULL;
	replay->nobody = arena_array(replay->arena, replay->history->count, sizeof(char *));
	ledger->speaker = arena_array(replay->arena, replay->history->count, sizeof(char *));
	ledger->proven = arena_array(replay->arena, replay->history->count, sizeof(bool));
	replay_claim_owned(replay);
}

int replay_end(struct replay *replay, struct error *err)
{
	size_t known, owned;

	do {
		known = replay->disputed_count;
		owned = replay->owned_count;
		start_again(replay);
		if (replay_find_genesis(replay, err) || run(replay, err))
			return -1;
		find_disputes(replay);
		if (replay_claims(replay, false, err))
			return -1;
	} while (replay->disputed_count > known || replay->owned_count > owned);
	replay_claim(replay, replay->ledger->standing.people);
	if (replay_claims(replay, true, err))
		return -1;
	replay->ledger->founding_open =
	        replay->ledger->genesis.commit != HISTORY_NONE && !replay->founding_bound_count;
	return 0;
}
