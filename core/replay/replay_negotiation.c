/* SPDX-License-Identifier: MIT */
/* What a commit adds under negotiations/: rules D3, N1 to N3, N5, V1, V2. */
#include "core/replay/replay_adding.h"

#include "core/rules/acting.h"
#include "core/rules/appeal.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/roll.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <string.h>

const char *adding_path(const struct replay *replay, const struct change *change)
{
	return replay->ledger->paths.entry[change->path].text;
}

int adding_text(struct adding *adding, const struct change *change, size_t limit, const char **text,
        size_t *len, struct error *err)
{
	struct replay *replay = adding->replay;

	*text = NULL;
	if (change->mode_after != 0100644 && change->mode_after != 0100755) {
		replay_finding(replay, adding->commit, "E203", adding_path(replay, change),
		        "is not a plain file (rule D4)");
		return 0;
	}
	if (file_text(&replay->ledger->files, replay->repo, &change->after, limit, text, len, err))
		return -1;
	if (!*text)
		replay_finding(replay, adding->commit, "E109", adding_path(replay, change),
		        "too large to be read (rule D6)");
	return 0;
}

const struct part *adding_find(const struct adding *adding, enum negotiation_part part)
{
	for (size_t i = 0; i < adding->part_count; i++)
		if (adding->part[i].path.part == part)
			return &adding->part[i];
	return NULL;
}

struct moment adding_parent(const struct adding *adding)
{
	struct replay *replay = adding->replay;
	uint32_t parent = history_parents(replay->history, adding->commit)[0];

	return moment_at(replay->ledger, replay->at[parent], parent,
	        replay->history->commit[adding->commit].day);
}

/* Rule N2: `from` is an ancestor, at most a day older than the opening's parent; else the parent.
 */
static uint32_t base_of(struct adding *adding, const char *from)
{
	struct replay *replay = adding->replay;
	const struct history *history = replay->history;
	uint32_t parent = history_parents(history, adding->commit)[0];
	struct oid id;

	if (!from)
		return parent;
	uint32_t named = oid_parse(&id, from, strlen(from)) ? history_find(history, &id)
	                                                    : (uint32_t)HISTORY_NONE;
	if (named != HISTORY_NONE && history_is_ancestor(history, named, adding->commit) &&
	        named != adding->commit &&
	        history->commit[named].day + 1 >= history->commit[parent].day &&
	        !replay_left_behind(replay, named, parent))
		return named;
	replay_finding(replay, adding->commit, "E404", adding->negotiation->folder,
	        "from = %.12s is no ancestor of the opening, or more than a day older (rule N2)",
	        from)
	        ->severity = SEVERITY_WARNING;
	return parent;
}

/* Rule V3: `ratifies` names a commit that came before. */
static uint32_t ratified(struct adding *adding)
{
	struct replay *replay = adding->replay;
	const char *named = adding->negotiation->facts.ratifies;
	struct oid id;

	if (!named)
		return HISTORY_NONE;
	uint32_t commit = oid_parse(&id, named, strlen(named)) ? history_find(replay->history, &id)
	                                                       : (uint32_t)HISTORY_NONE;
	if (commit != HISTORY_NONE && commit != adding->commit &&
	        history_is_ancestor(replay->history, commit, adding->commit))
		return commit;
	replay_finding(replay, adding->commit, "E404", adding->negotiation->folder,
	        "ratifies = %.12s is no commit that came before the opening (rule V3)", named)
	        ->severity = SEVERITY_WARNING;
	return HISTORY_NONE;
}

static int read_opening(struct adding *adding, struct error *err)
{
	struct negotiation *negotiation = adding->negotiation;
	const struct part *facts = adding_find(adding, PART_FACTS);
	const struct part *proposal = adding_find(adding, PART_PROPOSAL);
	const char *text;
	size_t len;

	negotiation->facts.opened = negotiation->facts.decidable = negotiation->facts.closes =
	        DAY_NONE;
	negotiation->facts.term.from = negotiation->facts.term.until = DAY_NONE;
	if (proposal && adding_text(adding, proposal->change, GOVERNED_MAX, &text, &len, err))
		return -1;
	if (proposal && text)
		negotiation->proposal = text;
	if (facts) {
		if (adding_text(adding, facts->change, GOVERNED_MAX, &text, &len, err))
			return -1;
		if (text)
			negotiation_parse(&negotiation->facts, adding->replay->arena, text, len,
			        adding_path(adding->replay, facts->change),
			        &adding->replay->ledger->findings);
	}
	return 0;
}

static void set_days(struct negotiation *negotiation, int32_t day)
{
	const struct policy *policy = negotiation->policy;

	negotiation->decidable = span_after(day, policy->open_min);
	negotiation->closes = span_after(day, policy->open_max);
	if (policy->method == METHOD_LAZY)
		negotiation->decidable = negotiation->closes; /* rule N15: never early */
	negotiation->lapses = span_is_zero(policy->decide)
	                              ? negotiation->closes + 14
	                              : span_after(negotiation->closes, policy->decide);
}

static void check_written(struct adding *adding)
{
	struct negotiation *negotiation = adding->negotiation;
	const struct negotiation_file *facts = &negotiation->facts;
	bool differs = facts->roll_count && facts->roll_count != negotiation->roll_count;

	for (size_t i = 0; i < facts->roll_count && !differs; i++)
		differs =
		        !roll_find(negotiation->roll, negotiation->roll_count, facts->roll[i].name);
	if (differs)
		replay_finding(adding->replay, adding->commit, "E404", negotiation->folder,
		        "the written roll differs from the computed one, which counts (rule N2)")
		        ->severity = SEVERITY_WARNING;
}

static void open_election(struct adding *adding)
{
	replay_open_election(adding->replay, adding->negotiation);
	if (adding->negotiation->void_reason)
		return;
	set_days(adding->negotiation, adding->negotiation->opened);
	check_written(adding);
}

static int open_negotiation(struct adding *adding, struct error *err)
{
	struct replay *replay = adding->replay;
	const struct negotiation_path *path = &adding->part[0].path;
	const struct negotiation *earlier = ledger_negotiation(replay->ledger, path->id);
	struct moment moment = adding_parent(adding);
	const char *disputed = replay_disputed(replay, path->folder, adding->commit);
	uint32_t ident = replay->history->commit[adding->commit].author;

	struct negotiation *negotiation = adding->negotiation =
	        ledger_add_negotiation(replay->ledger, path->folder, path->id, path->slug);
	negotiation->opening = replay_stamp(replay, adding->commit, adding->who);
	negotiation->opener_name = replay->history->ident[ident].name;
	negotiation->opened = negotiation->opening.day;
	if (read_opening(adding, err))
		return -1;
	negotiation->base_commit = base_of(adding, negotiation->facts.from);
	negotiation->base = replay->at[negotiation->base_commit];
	negotiation->ratifies = ratified(adding);
	if (disputed)
		negotiation->void_reason = disputed;
	else if (!adding->who)
		negotiation->void_reason = arena_print(replay->arena,
		        "it was opened by %s, who is nobody known there (rule V2)",
		        negotiation->opener_name);
	else if (!may_speak(&moment, adding->who))
		negotiation->void_reason = arena_print(replay->arena,
		        "it was opened by %s, who was no member in force (rule A7)", adding->who);
	else if (earlier && !earlier->void_reason &&
	         replay_rival(replay, negotiation, earlier, &negotiation->void_reason, err))
		return -1;
	if (!negotiation->void_reason && is_election(negotiation))
		open_election(adding);
	if (negotiation->void_reason)
		replay_finding(replay, adding->commit, "E406", path->folder, "void: %s",
		        negotiation->void_reason);
	else
		ledger_own_id(replay->ledger);
	return 0;
}

/* --- options --- */

/* Letter and author: "a" for the first, then "b-ben". */
static bool name_is_own(const struct adding *adding, const char *name, bool first)
{
	if (first && !strcmp(name, "a"))
		return true;
	return name[0] >= 'a' && name[0] <= 'z' && name[1] == '-' && adding->who &&
	       !strcmp(name + 2, adding->who);
}

/* Rule N3: what [use] gives; a stronger one may be asked for, and lazy for texts. */
static const struct policy *policy_for(
        const struct adding *adding, const struct charter *charter, const struct option *option)
{
	const struct policy *mapped = option_policy(charter, option);
	const char *asked = adding->negotiation->facts.policy;
	const struct policy *named = asked ? charter_policy(charter, asked) : NULL;

	if (!named || !mapped || named == mapped || option->way != WAY_USUAL)
		return mapped;
	if (named->method == METHOD_LAZY)
		return kinds_are_texts(option->kinds) ? named : mapped;
	return policy_covers(named, mapped) ? named : mapped;
}

/* Rule N11; where it answers nothing, the usual policy holds. */
static const struct policy *take_appeal(
        struct adding *adding, const struct option *option, const struct moment *moment)
{
	struct negotiation *negotiation = adding->negotiation;
	const char *why;

	if (!negotiation->facts.answers)
		return NULL;
	const struct policy *policy =
	        appeal_policy(moment, option, negotiation->facts.answers, &why);
	negotiation->appeal = policy != NULL;
	if (!policy)
		replay_finding(adding->replay, adding->commit, "E404", negotiation->folder,
		        "answers = %s: %s", negotiation->facts.answers, why)
		        ->severity = SEVERITY_WARNING;
	return policy;
}

static void first_option(struct adding *adding, struct option *option, const struct moment *moment)
{
	struct negotiation *negotiation = adding->negotiation;
	struct error err = ERROR_INIT;

	negotiation->policy = take_appeal(adding, option, moment);
	if (!negotiation->policy)
		negotiation->policy = policy_for(adding, standing_charter(moment), option);
	if (!negotiation->policy) {
		option->void_reason = "no policy is mapped to what it changes (rule N3)";
		return;
	}
	if (roll_compute(moment, option, adding->replay->arena, &negotiation->roll,
	            &negotiation->roll_count, &negotiation->group_count, &err)) {
		negotiation->roll_error =
		        arena_string(adding->replay->arena, err.text, strlen(err.text));
		option->void_reason = negotiation->roll_error;
		negotiation->policy = NULL;
		return;
	}
	set_days(negotiation, option->stamp.day);
	check_written(adding);
}

static void further_option(
        struct adding *adding, struct option *option, const struct moment *moment)
{
	struct negotiation *negotiation = adding->negotiation;
	struct arena *arena = adding->replay->arena;
	struct roll opening = {
	        negotiation->roll, negotiation->roll_count, negotiation->group_count};
	struct error err = ERROR_INIT;
	struct roll_entry *roll;
	size_t count;
	unsigned groups;

	const struct policy *policy = option_policy(standing_charter(moment), option);
	if (policy && policy_compare(policy, negotiation->policy) > 0)
		option->void_reason = arena_print(arena,
		        "it needs policy %s, and this negotiation was opened under %s (rule N3)",
		        policy->name, negotiation->policy->name);
	else if (roll_compute(moment, option, arena, &roll, &count, &groups, &err) ||
	         !roll_fits(option, &(struct roll){roll, count, groups}, &opening, arena))
		option->void_reason = "it needs another roll than the opening (rule N3)";
	else if (span_after(option->stamp.day, negotiation->policy->open_min) > negotiation->closes)
		option->void_reason =
		        "it came too late to be considered before the close (rule N7)";
}

static int read_option_files(
        struct adding *adding, struct option *option, const char *name, struct error *err)
{
	struct replay *replay = adding->replay;
	struct negotiation *negotiation = adding->negotiation;
	const struct standing *base = negotiation->base;

	option->change = arena_array(replay->arena, adding->part_count, sizeof *option->change);
	for (size_t i = 0; i < adding->part_count; i++) {
		const struct part *part = &adding->part[i];
		if (part->path.part != PART_OPTION || strcmp(part->path.option, name) != 0)
			continue;
		if (!strcmp(part->path.inside, "option.ini")) {
			const char *text;
			size_t len;
			struct option_file file = {0};
			if (adding_text(adding, part->change, GOVERNED_MAX, &text, &len, err))
				return -1;
			if (text && option_parse(&file, replay->arena, text, len,
			                    adding_path(replay, part->change),
			                    &replay->ledger->findings)) {
				const struct ini_section *section =
				        ini_section(&file.ini, "option", NULL, 0);
				const char *consent =
				        section ? ini_value(section, "consent") : NULL;
				option->implied = !consent || strcmp(consent, "no") != 0;
				if (file.base_count)
					base = replay->at[history_parents(
					        replay->history, adding->commit)[0]];
			}
			continue;
		}
		if (!option_may_hold(part->path.inside)) {
			option->void_reason = arena_print(replay->arena,
			        "it holds %s, which no option may (rule N1)", part->path.inside);
			continue;
		}
		uint32_t number = paths_add(
		        &replay->ledger->paths, part->path.inside, strlen(part->path.inside));
		const struct file *file;
		if (file_from_blob(&replay->ledger->files, replay->repo, number,
		            &part->change->after, part->change->mode_after, &file, err))
			return -1;
		option->change[option->change_count++].file = file;
	}
	/* what a trial that has ended before the opening says no longer is no base; one that is to
	 * be kept is compared with the text before it */
	struct moment then = moment_at(replay->ledger, base, negotiation->base_commit,
	        negotiation->facts.keep || is_emergency(negotiation) ? DAY_LAST
	                                                             : negotiation->opened);
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		option->change[i].base =
		        trial_lapse(&then, standing_get(base, file->class, file->path));
	}
	return 0;
}

/* What is decided among holders or as an emergency is about what they may do. */
static int check_acting(struct adding *adding, struct option *option, bool first,
        const struct moment *base, struct error *err)
{
	if (first && option->way == WAY_EMERGENCY)
		return replay_emergency(adding->replay, adding->commit, adding->who, adding->set,
		        option, &option->void_reason, err);
	option->void_reason = acting_refused(base, adding->replay->arena, adding->who, option);
	return 0;
}

static int add_option(struct adding *adding, const char *name, struct error *err)
{
	struct replay *replay = adding->replay;
	struct negotiation *negotiation = adding->negotiation;
	struct moment base = moment_at(
	        replay->ledger, negotiation->base, negotiation->base_commit, negotiation->opened);
	struct moment parent = adding_parent(adding);

	negotiation->option =
	        arena_grow(replay->arena, negotiation->option, negotiation->option_count,
	                &negotiation->option_capacity, sizeof *negotiation->option);
	uint32_t number = (uint32_t)negotiation->option_count++;
	struct option *option = &negotiation->option[number];
	*option = (struct option){
	        .name = name,
	        .stamp = replay_stamp(replay, adding->commit, adding->who),
	        .implied = true,
	};
	bool first = !negotiation->policy;
	if (read_option_files(adding, option, name, err))
		return -1;
	if (!adding->who || !may_speak(&parent, adding->who))
		option->void_reason = "its author is no member in force (rule A7)";
	else if (is_election(negotiation))
		option->void_reason = "in an election the options are the nominees (rule N1)";
	else if (!name_is_own(adding, name, number == 0))
		option->void_reason = arena_print(replay->arena,
		        "its name must be a letter and its author's handle, like %c-%s (rule N1)",
		        'a' + (int)(number % 26), adding->who);
	const char *path = arena_print(replay->arena, "%s/%s", negotiation->folder, name);
	if (!option->void_reason)
		option->void_reason = replay_disputed(replay, path, adding->commit);
	option->way = acting_way(negotiation);
	if (!option->void_reason)
		option_read(&base, replay->arena, option);
	if (!option->void_reason && check_acting(adding, option, first, &base, err))
		return -1;
	if (is_trial(negotiation))
		option_as_trial(option);
	if (!option->void_reason)
		option->void_reason =
		        option_begins_early(replay->arena, option, negotiation->opened);
	if (!option->void_reason && !negotiation->void_reason) {
		if (first)
			first_option(adding, option, &base);
		else
			further_option(adding, option, &base);
	}
	if (option->void_reason)
		replay_finding(
		        replay, adding->commit, "E406", path, "void: %s", option->void_reason);
	negotiation_add_item(replay->ledger, negotiation, ITEM_OPTION, number, adding->commit);
	return 0;
}

static int add_options(struct adding *adding, struct error *err)
{
	struct negotiation *negotiation = adding->negotiation;
	size_t had = negotiation->option_count;

	for (size_t i = 0; i < adding->part_count; i++) {
		const struct negotiation_path *path = &adding->part[i].path;
		bool known = false, grown = false;
		if (path->part != PART_OPTION)
			continue;
		for (size_t j = 0; j < negotiation->option_count; j++)
			if (!strcmp(negotiation->option[j].name, path->option)) {
				known = true;
				grown = j < had;
			}
		if (grown)
			replay_finding(adding->replay, adding->commit, "E602",
			        adding_path(adding->replay, adding->part[i].change),
			        "an option is complete in the commit that adds it (rule N1)");
		if (!known && add_option(adding, path->option, err))
			return -1;
	}
	return 0;
}

/* --- one folder, one commit --- */

/* What was opened there, as this commit knows it; *elsewhere: what it does not know. */
static struct negotiation *by_folder(const struct adding *adding,
        const struct negotiation_path *path, const struct negotiation **elsewhere)
{
	const struct replay *replay = adding->replay;
	struct negotiation *found = NULL;

	*elsewhere = NULL;
	for (struct negotiation *one = ledger_in_folder(replay->ledger, path->folder); one;
	        one = one->other) {
		if (!history_is_ancestor(replay->history, one->opening.commit, adding->commit))
			*elsewhere = one;
		else if (!found || (found->void_reason && !one->void_reason))
			found = one;
	}
	return found;
}

/* With something to talk about: a voice alone is none. */
static bool opens(const struct adding *adding)
{
	return adding_find(adding, PART_FACTS) || adding_find(adding, PART_PROPOSAL) ||
	       adding_find(adding, PART_OPTION);
}

/* Rule N1: whoever came first with a voice or an option has opened it without them. */
static void refuse_late_facts(const struct adding *adding)
{
	if (adding->commit == adding->negotiation->opening.commit)
		return;
	for (size_t i = 0; i < adding->part_count; i++)
		if (adding->part[i].path.part == PART_FACTS ||
		        adding->part[i].path.part == PART_PROPOSAL)
			replay_finding(adding->replay, adding->commit, "E602",
			        adding_path(adding->replay, adding->part[i].change),
			        "added after the opening, and does not count (rule N1)");
}

static int take_folder(
        struct adding *adding, struct standing *standing, bool *laid, struct error *err)
{
	struct replay *replay = adding->replay;
	const struct negotiation_path *path = &adding->part[0].path;

	const struct negotiation *elsewhere;
	adding->negotiation = by_folder(adding, path, &elsewhere);
	if (!adding->negotiation && (!elsewhere || opens(adding)) && open_negotiation(adding, err))
		return -1;
	if (!adding->negotiation) {
		replay_finding(replay, adding->commit, "E406", path->folder,
		        "added to a negotiation that was not open there (rule V3)");
		return 0;
	}
	refuse_late_facts(adding);
	if (add_options(adding, err))
		return -1;
	for (size_t i = 0; i < adding->part_count; i++)
		if (adding->part[i].path.part == PART_VOICE &&
		        replay_voice(adding, &adding->part[i], err))
			return -1;
	for (size_t i = 0; i < adding->part_count; i++) {
		const struct change *change = adding->part[i].change;
		if (adding->part[i].path.part != PART_DECISION)
			continue;
		if (replay_decision(replay, adding->commit, adding->who, standing, adding->set,
		            laid, adding->negotiation, adding_path(replay, change), change, err))
			return -1;
	}
	return 0;
}

int replay_negotiations(struct replay *replay, uint32_t commit, const char *who,
        struct standing *standing, const struct replay_change_set *set, bool *laid,
        struct error *err)
{
	struct part *part = arena_array(replay->arena, set->count, sizeof *part);
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct change *change = &set->change[i];
		if (change->class != PATH_NEGOTIATION)
			continue;
		if (!oid_is_zero(&change->before)) {
			replay_finding(replay, commit, "E602", adding_path(replay, change),
			        oid_is_zero(&change->after)
			                ? "deleted: what was said is never taken away (rule V1)"
			                : "edited: what was said is written once (rule V1)");
			continue;
		}
		bool is_there = negotiation_path_parse(
		        &part[count].path, replay->arena, adding_path(replay, change));
		if (!is_there || part[count].path.part == PART_NONE)
			replay_finding(replay, commit, "E405", adding_path(replay, change),
			        "is none of the files of a negotiation (rule N1)")
			        ->severity = SEVERITY_WARNING;
		if (is_there)
			part[count++].change = change;
	}
	for (size_t first = 0, next; first < count; first = next) {
		for (next = first + 1; next < count; next++)
			if (strcmp(part[next].path.folder, part[first].path.folder) != 0)
				break;
		struct adding adding = {replay, commit, who, set, part + first, next - first, NULL};
		if (take_folder(&adding, standing, laid, err))
			return -1;
	}
	return 0;
}
