/* SPDX-License-Identifier: MIT */
/* What is under negotiations/ in the work tree and not committed yet: would it count? */
#include "core/check/check_private.h"

#include "core/writing/decide.h"
#include "core/writing/opening.h"
#include "core/rules/option.h"
#include "core/writing/speech.h"

#include <string.h>

/* The uncommitted files of one folder. */
struct folder {
	struct checking *checking;
	const char *name, *id, *slug;
	const struct negotiation *negotiation; /* NULL: it would be opened */
	struct part {
		const struct check_path *file;
		struct negotiation_path path;
	} * part;
	size_t count;
	const struct check_path **laid; /* files that a decision here accounts for */
	size_t laid_count, laid_capacity;
};

static void would_be_void(
        struct checking *checking, const char *code, const char *path, const struct error *why)
{
	struct finding *finding = findings_add(checking->out, SEVERITY_ERROR, code, path, 0, 0,
	        "not committed, and it would be void: %s", why->text);

	/* where the finding is anyway is not told twice */
	if (*why->place && strncmp(why->place, path, strlen(path)) != 0)
		finding->hint = arena_print(checking->arena, "see %s; %s", why->place, why->hint);
	else if (*why->hint)
		finding->hint = arena_string(checking->arena, why->hint, strlen(why->hint));
}

/* --- openings and options --- */

static bool has_option(const struct folder *folder, const char *name)
{
	for (size_t i = 0; i < folder->count; i++)
		if (folder->part[i].path.part == PART_OPTION &&
		        !strcmp(folder->part[i].path.option, name))
			return true;
	return false;
}

static struct opening_file *option_files(
        const struct folder *folder, const char *name, size_t *count)
{
	struct opening_file *file =
	        arena_array(folder->checking->arena, folder->count, sizeof *file);

	*count = 0;
	for (size_t i = 0; i < folder->count; i++) {
		const struct part *part = &folder->part[i];
		if (part->path.part != PART_OPTION || strcmp(part->path.option, name) != 0 ||
		        !strcmp(part->path.inside, "option.ini") ||
		        !option_may_hold(part->path.inside))
			continue;
		file[(*count)++] = (struct opening_file){
		        part->path.inside, part->file->tree->text, part->file->tree->len};
	}
	return file;
}

static int nobody(const struct folder *folder, struct error *err)
{
	const char *mail = folder->checking->options->mail;

	error_refuse(err, "V2", "%s is in no file under people/",
	        mail ? mail : "whoever would commit it");
	error_place(err, "people/");
	return error_hint(err, "moot doctor says who git says you are");
}

static void account_for(struct folder *folder, const struct option *option)
{
	struct group *group = folder->checking->group;

	for (size_t i = 0; i < option->change_count; i++) {
		struct error refused = ERROR_INIT;
		const struct check_path *path =
		        check_path_find(folder->checking, option->change[i].file->name);
		const struct file *laid =
		        option_lay(&group->now, &group->ledger.files, &option->change[i], &refused);
		if (!laid || !path || !path->here || !file_same(path->here, laid))
			continue;
		folder->laid = arena_grow(folder->checking->arena, folder->laid, folder->laid_count,
		        &folder->laid_capacity, sizeof *folder->laid);
		folder->laid[folder->laid_count++] = path;
	}
}

static void check_opening(struct folder *folder, const struct negotiation_file *facts)
{
	struct checking *checking = folder->checking;
	struct error why = ERROR_INIT;
	struct opening opening = {
	        .who = checking->options->who,
	        .slug = folder->slug,
	        .id = folder->id,
	        .why = "",
	        .policy = facts->policy,
	        .keep = facts->keep,
	        .seen = facts->seen,
	        .seen_count = facts->seen_count,
	};

	bool acts = facts->kind && !strcmp(facts->kind, "act");
	bool emergency = facts->kind && !strcmp(facts->kind, "emergency");
	if (facts->kind && !acts && !emergency)
		return; /* an election has no option tree, a recall says itself what it is */
	opening.way = acts ? WAY_ACT : emergency ? WAY_EMERGENCY : WAY_USUAL;
	opening.file = option_files(folder, "a", &opening.file_count);
	if (!opening.who)
		nobody(folder, &why);
	else if (!opening_prepare(&opening, checking->group, &why) && emergency)
		account_for(folder, &opening.option);
	if (why.kind != ERROR_NONE)
		would_be_void(checking, "E406", folder->name, &why);
}

static int refuse_growth(const struct folder *folder, const char *name, struct error *err)
{
	error_refuse(err, "N1", "an option is complete in the commit that adds it");
	error_place(err, "%s/%s", folder->name, name);
	return error_hint(err, "put what is new into an option of its own: moot amend %.4s",
	        folder->negotiation->id);
}

static int refuse_name(const struct folder *folder, const char *name, struct error *err)
{
	error_refuse(err, "N1", "its name must be %s", name);
	error_place(err, "%s", folder->name);
	return error_hint(err, "rename the folder to %s", name);
}

static void check_amendment(const struct folder *folder, const char *name)
{
	struct checking *checking = folder->checking;
	struct error why = ERROR_INIT;
	struct amendment amendment = {
	        .who = checking->options->who, .negotiation = folder->negotiation, .why = ""};

	amendment.file = option_files(folder, name, &amendment.file_count);
	if (negotiation_option(folder->negotiation, name) != UINT32_MAX)
		refuse_growth(folder, name, &why);
	else if (!amendment.who)
		nobody(folder, &why);
	else if (!amendment_prepare(&amendment, checking->group, &why) &&
	         strcmp(amendment.name, name) != 0)
		refuse_name(folder, amendment.name, &why);
	if (why.kind != ERROR_NONE)
		would_be_void(checking, "E406",
		        arena_print(checking->arena, "%s/%s", folder->name, name), &why);
}

/* --- decisions --- */

/* What comes in the same commit as the decision counts: as one voice, since one person says it. */
static const struct draft_file *voices_with(const struct folder *folder)
{
	struct arena *arena = folder->checking->arena;
	struct draft_file *voice = NULL;
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < folder->count; i++) {
		const struct part *part = &folder->part[i];
		if (part->path.part != PART_VOICE)
			continue;
		buf_add(&text, part->file->tree->text, part->file->tree->len);
		buf_puts(&text, "\n");
		if (!voice)
			voice = arena_alloc(arena, sizeof *voice);
		*voice = (struct draft_file){.path = part->file->path};
	}
	if (voice) {
		voice->text = arena_string(arena, text.data, text.len);
		voice->len = text.len;
	}
	buf_release(&text);
	return voice;
}

static void compare_tally(const struct folder *folder, const struct part *part,
        const struct option_tally *winner, const struct decision_file *decision)
{
	struct checking *checking = folder->checking;

	for (size_t i = 0; i < decision->tally_count; i++) {
		const char *line = decision->tally[i], *gap = strchr(line, ' ');
		if (!gap)
			continue;
		const char *who = arena_string(checking->arena, line, (size_t)(gap - line));
		const char *counted = tally_words(checking->arena, winner, who);
		if (strcmp(counted, gap + strspn(gap, " ")) != 0)
			findings_add(checking->out, SEVERITY_WARNING, "E605", part->file->path, 0,
			        0,
			        "not committed: it says %s; what %s said counts as %s (rule N13)",
			        line, who, counted);
	}
}

static int refuse_unopened(const struct folder *folder, struct error *err)
{
	error_refuse(err, "V3", "it is decided after it was opened");
	error_place(err, "%s", folder->name);
	return error_hint(err, "commit the opening first, and the decision by itself");
}

static void check_decision(
        struct folder *folder, const struct part *part, const struct decision_file *decision)
{
	struct checking *checking = folder->checking;
	struct error why = ERROR_INIT;
	struct resolution resolution = {
	        .who = checking->options->who,
	        .path = part->file->path,
	        .negotiation = folder->negotiation,
	        .voice = voices_with(folder),
	};

	if (!resolution.who)
		nobody(folder, &why);
	else if (!folder->negotiation)
		refuse_unopened(folder, &why);
	else if (!resolution_prepare(&resolution, checking->group, &why) &&
	         !resolution_compare(&resolution, checking->group, decision, &why) &&
	         resolution.tally.winner) {
		compare_tally(folder, part, resolution.tally.winner, decision);
		account_for(folder, resolution.adopts);
	}
	if (why.kind != ERROR_NONE)
		would_be_void(checking, "E605", part->file->path, &why);
}

/* --- the files --- */

static void check_option_file(struct folder *folder, const struct part *part)
{
	struct checking *checking = folder->checking;
	const struct worktree_file *file = part->file->tree;
	const char *inside = part->path.inside;
	struct findings *out = checking->out;
	union {
		struct role role;
		struct person person;
		struct charter charter;
		struct agreement agreement;
		struct option_file option;
	} read;

	if (!option_may_hold(inside))
		findings_add(out, SEVERITY_ERROR, "E405", file->path, 0, 0,
		        "an option may hold moot.ini, people/, roles/, agreements/ and option.ini, "
		        "and not %s (rule N1)",
		        inside);
	else if (!strcmp(inside, "option.ini"))
		option_parse(&read.option, checking->arena, file->text, file->len, file->path, out);
	else if (!strcmp(inside, "moot.ini"))
		charter_parse(
		        &read.charter, checking->arena, file->text, file->len, file->path, out);
	else if (*inside == 'p')
		person_parse(&read.person, checking->arena, file->text, file->len, file->path, out);
	else if (*inside == 'r')
		role_parse(&read.role, checking->arena, file->text, file->len, file->path, out);
	else
		agreement_parse(
		        &read.agreement, checking->arena, file->text, file->len, file->path, out);
}

static void check_voice(const struct folder *folder, const struct part *part)
{
	struct checking *checking = folder->checking;
	const struct worktree_file *file = part->file->tree;
	struct error why = ERROR_INIT;
	struct said said = {.path = file->path};

	voice_parse(&said.voice, checking->arena, file->text, file->len, file->path, checking->out);
	if (folder->negotiation)
		check_said(checking, folder->negotiation, &said);
	/* somebody whose membership is what is decided may speak of it (rule N9) */
	if (checking->options->who ||
	        (folder->negotiation && checking->options->mail &&
	                speech_joiner(folder->negotiation, checking->options->mail)))
		return;
	nobody(folder, &why);
	would_be_void(checking, "E606", file->path, &why);
}

static void check_part(struct folder *folder, const struct part *part)
{
	struct checking *checking = folder->checking;
	const struct worktree_file *file = part->file->tree;
	struct decision_file decision;

	switch (part->path.part) {
	case PART_OPTION:
		check_option_file(folder, part);
		break;
	case PART_VOICE:
		check_voice(folder, part);
		break;
	case PART_DECISION:
		if (decision_parse(&decision, checking->arena, file->text, file->len, file->path,
		            checking->out))
			check_decision(folder, part, &decision);
		break;
	case PART_NONE:
		findings_add(checking->out, SEVERITY_WARNING, "E405", file->path, 0, 0,
		        "is none of the files of a negotiation (rule N1)");
		break;
	default:
		break;
	}
}

static void check_folder(struct folder *folder)
{
	struct checking *checking = folder->checking;
	struct negotiation_file facts = {0};

	for (size_t i = 0; i < folder->count; i++) {
		const struct worktree_file *file = folder->part[i].file->tree;
		if (folder->part[i].path.part == PART_FACTS)
			negotiation_parse(&facts, checking->arena, file->text, file->len,
			        file->path, checking->out);
	}
	for (size_t i = 0; i < folder->count; i++)
		check_part(folder, &folder->part[i]);
	if (!folder->negotiation) {
		check_opening(folder, &facts);
		return;
	}
	for (size_t i = 0; i < folder->count; i++) {
		const char *option = folder->part[i].path.option;
		struct folder before = {.part = folder->part, .count = i};
		if (folder->part[i].path.part == PART_OPTION && !has_option(&before, option))
			check_amendment(folder, option);
	}
}

/* Rule V1; true for a new file, whose place is *part. */
static bool take(struct checking *checking, const struct check_path *path, struct part *part)
{
	bool was = !oid_is_zero(&path->blob);

	if (path->tree->unmerged)
		return false;
	if (was) {
		struct finding *finding = findings_add(checking->out, SEVERITY_ERROR, "E602",
		        path->path, 0, 0,
		        path->tree->kind == WORKTREE_GONE
		                ? "deleted, not committed: what was said is never taken away "
		                  "(rule V1)"
		                : "edited, not committed: what was said is written once "
		                  "(rule V1)");
		finding->hint = arena_print(checking->arena, "git checkout -- %s puts it back",
		        group_here(checking->group, path->path));
		return false;
	}
	if (path->tree->kind != WORKTREE_FILE)
		return false;
	part->file = path;
	if (negotiation_path_parse(&part->path, checking->arena, path->path))
		return true;
	findings_add(checking->out, SEVERITY_WARNING, "E405", path->path, 0, 0,
	        "is none of the files of a negotiation (rule N1)");
	return false;
}

int check_pending_negotiations(struct checking *checking, const struct check_path ***laid,
        size_t *laid_count, struct error *err)
{
	struct part *part = arena_array(checking->arena, checking->path_count, sizeof *part);
	struct folder folder = {.checking = checking};
	size_t count = 0;

	(void)err;
	for (size_t i = 0; i < checking->path_count; i++)
		if (checking->path[i].class == PATH_NEGOTIATION && checking->path[i].tree)
			count += take(checking, &checking->path[i], &part[count]);
	for (size_t first = 0, next; first < count; first = next) {
		for (next = first + 1; next < count; next++)
			if (strcmp(part[next].path.folder, part[first].path.folder) != 0)
				break;
		folder.name = part[first].path.folder;
		folder.id = part[first].path.id;
		folder.slug = part[first].path.slug;
		folder.negotiation = ledger_negotiation(&checking->group->ledger, folder.id);
		folder.part = part + first;
		folder.count = next - first;
		check_folder(&folder);
	}
	*laid = folder.laid;
	*laid_count = folder.laid_count;
	return 0;
}
