/* SPDX-License-Identifier: MIT */
#include "core/group/due.h"

#include "core/rules/after.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/recall.h"
#include "core/rules/tally.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <stdlib.h>
#include <string.h>

enum { SOON = 30 };

const char *const due_name[DUE_WHATS] = {"voice", "second", "accept", "disputed", "decide",
        "blocked", "stale", "lapsing", "lapsed", "contested", "review", "ending", "ended",
        "vacant"};

struct looking {
	struct due_list *list;
	struct arena *arena;
	const struct group *group;
	const char *who;
};

static void add(struct looking *looking, struct due due)
{
	struct due_list *list = looking->list;

	/* somebody else's term that ends is everybody's to see; what somebody else must say is not
	 */
	bool personal = due.what == DUE_VOICE || due.what == DUE_ACCEPT;
	if (personal && looking->who && strcmp(due.who, looking->who) != 0)
		return;
	list->item = arena_grow(
	        looking->arena, list->item, list->count, &list->capacity, sizeof *list->item);
	list->item[list->count++] = due;
}

static const char *day_text(struct looking *looking, int32_t day)
{
	char text[DAY_WORDS_SIZE];

	return arena_print(looking->arena, "%s", day_words(text, day, looking->group->day));
}

/* "ana proposes ...", "ana opens an election: release-lead, 1 May to 31 July" */
static const char *asked(
        struct looking *looking, const struct negotiation *negotiation, const struct tally *tally)
{
	struct arena *arena = looking->arena;
	const struct option *first = tally->option_count ? tally->option[0].option : NULL;
	const char *opener = negotiation->opening.who;
	const char *closes =
	        negotiation->closes == DAY_NONE
	                ? ""
	                : arena_print(arena, ". closes %s", day_text(looking, negotiation->closes));

	if (is_election(negotiation))
		return arena_print(arena, "%s opens an election: %s, %s to %s%s", opener,
		        negotiation->facts.role, day_text(looking, negotiation->facts.term.from),
		        day_text(looking, negotiation->facts.term.until), closes);
	return arena_print(arena, "%s proposes %s%s", opener,
	        first ? option_sentence(arena, first, looking->group->day) : "no option yet",
	        closes);
}

/* Sealed nominations are opened once everybody has laid theirs down. */
static const char *seal_next(
        struct looking *looking, const struct negotiation *negotiation, const char *who)
{
	for (size_t i = 0; i < negotiation->said_count; i++)
		if (negotiation->said[i].sealed && !strcmp(negotiation->said[i].stamp.who, who))
			return arena_print(
			        looking->arena, "moot nominate %.4s --reveal", negotiation->id);
	return NULL;
}

static void ask_for_voices(
        struct looking *looking, const struct negotiation *negotiation, const struct tally *tally)
{
	struct arena *arena = looking->arena;

	if (negotiation->closes != DAY_NONE && looking->group->day > negotiation->closes)
		return;
	for (size_t i = 0; i < tally->missing_count; i++) {
		const char *next = arena_print(arena, "moot show %.4s", negotiation->id);
		if (is_election(negotiation)) {
			const char *sealed = seal_next(looking, negotiation, tally->missing[i]);
			next = sealed ? sealed
			              : arena_print(
			                        arena, "moot nominate %.4s NAME", negotiation->id);
		}
		add(looking, (struct due){DUE_VOICE, tally->missing[i], negotiation->slug,
		                     negotiation->id, negotiation->closes,
		                     asked(looking, negotiation, tally), next});
	}
}

/* Nothing else is asked of a recall while nobody has seconded it. */
static bool waits_for_second(struct looking *looking, const struct negotiation *negotiation)
{
	const struct group *group = looking->group;
	int32_t until = recall_second_until(negotiation);

	if (!is_recall(negotiation) || recall_second(&group->now, negotiation))
		return false;
	if (group->day <= until && (!looking->who || recall_may_second(negotiation, looking->who)))
		add(looking,
		        (struct due){DUE_SECOND, NULL, negotiation->slug, negotiation->id, until,
		                arena_print(looking->arena,
		                        "%s calls for the recall of %s; it opens with a second, "
		                        "until %s",
		                        negotiation->opening.who, negotiation->facts.person,
		                        day_text(looking, until)),
		                arena_print(looking->arena, "moot second %.4s", negotiation->id)});
	return true;
}

/* What an open negotiation asks of people. */
static void look_at_open(
        struct looking *looking, const struct negotiation *negotiation, const struct tally *tally)
{
	struct arena *arena = looking->arena;

	if (waits_for_second(looking, negotiation))
		return;
	ask_for_voices(looking, negotiation, tally);
	if (tally->disputed)
		add(looking, (struct due){DUE_DISPUTED, NULL, negotiation->slug, negotiation->id,
		                     negotiation->lapses, tally->disputed,
		                     arena_print(arena,
		                             tally->winner ? "moot decide %.4s" : "moot show %.4s",
		                             negotiation->id)});
	else if (tally->state == STATE_DECIDABLE)
		add(looking, (struct due){DUE_DECIDE, NULL, negotiation->slug, negotiation->id,
		                     negotiation->lapses,
		                     arena_print(arena,
		                             is_election(negotiation)
		                                     ? "%s may be elected, until %s"
		                                     : "option %s may be decided, until %s",
		                             tally->winner->option->name,
		                             day_text(looking, negotiation->lapses)),
		                     arena_print(arena, "moot decide %.4s", negotiation->id)});
	else if (tally->state == STATE_BLOCKED)
		add(looking, (struct due){DUE_BLOCKED, NULL, negotiation->slug, negotiation->id,
		                     negotiation->closes,
		                     tally->why ? tally->why : "an objection stands",
		                     arena_print(arena, "moot amend %.4s", negotiation->id)});
	else if (tally->state == STATE_STALE)
		add(looking, (struct due){DUE_STALE, NULL, negotiation->slug, negotiation->id,
		                     negotiation->closes, tally->why,
		                     arena_print(arena, "moot amend %.4s", negotiation->id)});
	else if (tally->state == STATE_OPEN && negotiation->closes != DAY_NONE &&
	         looking->group->day > negotiation->closes)
		add(looking, (struct due){DUE_LAPSING, NULL, negotiation->slug, negotiation->id,
		                     negotiation->lapses,
		                     arena_print(arena, "closed on %s without passing",
		                             day_text(looking, negotiation->closes)),
		                     arena_print(arena, "moot decide %.4s", negotiation->id)});
}

static void look_for_offers(
        struct looking *looking, const struct negotiation *negotiation, uint32_t option)
{
	const struct option *one = &negotiation->option[option];
	const struct moment *now = &looking->group->now;

	for (size_t i = 0; i < one->given_count; i++) {
		bool waits = !has_accepted(now, negotiation, option, one->given[i]);
		bool holder = (one->kinds & (1u << CHANGE_HOLDER)) != 0;
		if (one->kinds & (1u << CHANGE_PERSON) && !ledger_active(now, one->given[i]))
			holder = true;
		if (waits && holder)
			add(looking, (struct due){DUE_ACCEPT, one->given[i], negotiation->slug,
			                     negotiation->id, DAY_NONE,
			                     arena_print(looking->arena, "%s is offered: %s",
			                             one->given[i],
			                             option_sentence(looking->arena, one,
			                                     looking->group->day)),
			                     arena_print(looking->arena, "moot accept %.4s",
			                             negotiation->id)});
	}
}

/* A role that others lead since, or nobody: what is contested matters while its terms run. */
static bool still_runs(struct looking *looking, const struct negotiation *negotiation,
        const struct decision *decision)
{
	const struct option *option = &negotiation->option[decision->option];
	const struct moment *now = &looking->group->now;
	bool terms = false;

	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		const struct role *role =
		        file->class == PATH_ROLE ? standing_role(now, file->stem) : NULL;
		for (size_t j = 0; role && j < role->holder_count; j++) {
			const struct term *term = &role->holder[j].term;
			if (!term->by || strcmp(term->by, negotiation->id) != 0)
				continue;
			terms = true;
			if (term->until >= now->day)
				return true;
		}
	}
	return !terms;
}

static void look_after(struct looking *looking, const struct negotiation *negotiation,
        const struct decision *decision)
{
	struct arena *arena = looking->arena;
	const struct moment *now = &looking->group->now;
	int32_t review = decision_review(now, negotiation, decision);
	const char *contested = decision_contested(now, arena, negotiation, decision);

	if (contested && still_runs(looking, negotiation, decision)) {
		const struct option_change *change =
		        &negotiation->option[decision->option].change[0];
		bool role = change->file->class == PATH_ROLE;
		add(looking, (struct due){DUE_CONTESTED, NULL, negotiation->slug, negotiation->id,
		                     DAY_NONE, contested,
		                     arena_print(arena, role ? "moot renew %s" : "moot propose %s",
		                             change->file->stem)});
	}
	if (review != DAY_NONE && review <= now->day + REVIEW_SOON)
		add(looking,
		        (struct due){DUE_REVIEW, NULL, negotiation->slug, negotiation->id, review,
		                arena_print(arena, "decided on %s, to be looked at by %s",
		                        day_text(looking, decision->stamp.day),
		                        day_text(looking, review)),
		                arena_print(arena, "moot keep %.4s   or change it: moot show %.4s",
		                        negotiation->id, negotiation->id)});
}

static bool was_disputed(const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->decision_count; i++)
		if (negotiation->decision[i].disputed)
			return true;
	return false;
}

static void look_at_negotiations(struct looking *looking)
{
	const struct ledger *ledger = &looking->group->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		const struct decision *decision =
		        negotiation_ended(&looking->group->now, negotiation);
		struct tally tally;
		if (negotiation->void_reason)
			continue;
		if (decision && decision->option == UINT32_MAX)
			continue;
		if (decision) {
			look_for_offers(looking, negotiation, decision->option);
			look_after(looking, negotiation, decision);
			continue;
		}
		if (negotiation->lapses != DAY_NONE && looking->group->day > negotiation->lapses &&
		        !was_disputed(negotiation))
			continue;
		tally_read(&tally, looking->arena, &looking->group->now, negotiation);
		if (tally.state != STATE_WITHDRAWN && tally.state != STATE_VOID)
			look_at_open(looking, negotiation, &tally);
	}
}

/* A later section of the same person that is agreed: somebody followed, if only themselves. */
static bool renewed(const struct role *role, const struct holder *holder)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (!strcmp(role->holder[i].handle, holder->handle) &&
		        role->holder[i].term.until > holder->term.until)
			return true;
	return false;
}

static void look_at_holders(struct looking *looking, const struct role *role)
{
	int32_t day = looking->group->day;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (holder_force(&looking->group->now, role, holder) != FORCE_YES ||
		        renewed(role, holder) || holder->term.until > day + SOON)
			continue;
		int32_t left = holder->term.until - day;
		add(looking,
		        (struct due){DUE_ENDING, holder->handle, role->name, NULL,
		                holder->term.until,
		                arena_print(looking->arena,
		                        left ? "%s's term ends in %d day%s"
		                             : "%s's term ends today",
		                        holder->handle, left, left == 1 ? "" : "s"),
		                role->kind == ROLE_TEAM ? "moot propose --renew"
		                                        : arena_print(looking->arena,
		                                                  "moot renew %s", role->name)});
	}
}

/* An election that is under way follows the term. */
static bool is_elected(const struct looking *looking, const struct role *role)
{
	const struct ledger *ledger = &looking->group->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		if (is_election(negotiation) && !negotiation->void_reason &&
		        !strcmp(negotiation->facts.role, role->name) &&
		        looking->group->day <= negotiation->lapses &&
		        !negotiation_ended(&looking->group->now, negotiation))
			return true;
	}
	return false;
}

/* The last day of a holder: with the term, or with the membership where that ended before. */
static int32_t last_day(const struct looking *looking, const struct holder *holder)
{
	const struct person *person = standing_person(&looking->group->now, holder->handle);
	int32_t member = DAY_NONE;

	for (size_t i = 0; person && i < person->member_count; i++)
		if (person->member[i].term.until > member)
			member = person->member[i].term.until;
	return member != DAY_NONE && member < holder->term.until ? member : holder->term.until;
}

static const char *vacant_text(struct looking *looking, const struct role *role, int32_t last)
{
	if (last == DAY_NONE)
		return "nobody holds it";
	if (role->kind == ROLE_TEAM)
		return arena_print(looking->arena,
		        "all its terms have ended, the last on %s; until they are renewed every "
		        "member decides",
		        day_text(looking, last));
	return arena_print(looking->arena, "since %s", day_text(looking, last));
}

static void look_at_roles(struct looking *looking)
{
	struct file_list roles = standing_roles(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		int32_t last = DAY_NONE;
		if (role->ended != DAY_NONE && role->ended < day)
			continue;
		look_at_holders(looking, role);
		if (holders_in_force(&looking->group->now, role) || role->kind == ROLE_COMMUNITY)
			continue;
		bool offered = false, coming = false;
		for (size_t j = 0; j < role->holder_count; j++) {
			enum force force =
			        holder_force(&looking->group->now, role, &role->holder[j]);
			offered |= force == FORCE_OFFER;
			coming |= force == FORCE_NOT_YET;
			int32_t end = last_day(looking, &role->holder[j]);
			if (end < day && end > last)
				last = end;
		}
		if (offered || coming || is_elected(looking, role))
			continue;
		add(looking, (struct due){DUE_VACANT, NULL, role->name, NULL, last,
		                     vacant_text(looking, role, last),
		                     arena_print(looking->arena, "moot renew %s", role->name)});
	}
}

static void look_at_members(struct looking *looking)
{
	struct file_list people = standing_people(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < people.count; i++) {
		const struct person *person = &people.file[i]->person;
		int32_t latest = DAY_NONE;
		for (size_t j = 0; j < person->member_count; j++) {
			const struct membership *member = &person->member[j];
			if (member->term.until > latest)
				latest = member->term.until;
			if (membership_force(&looking->group->now, person, member) == FORCE_OFFER &&
			        !strcmp(member->term.by, "founding"))
				add(looking, (struct due){DUE_ACCEPT, person->handle,
				                     person->handle, NULL, DAY_NONE,
				                     "a membership begins with the first commit of "
				                     "one's own",
				                     "moot write"});
		}
		if (latest == DAY_NONE)
			continue;
		if (is_member(&looking->group->now, person->handle) && latest <= day + SOON)
			add(looking,
			        (struct due){DUE_ENDING, person->handle, person->handle, NULL,
			                latest,
			                arena_print(looking->arena, "%s's membership ends on %s",
			                        person->handle, day_text(looking, latest)),
			                arena_print(looking->arena,
			                        "moot propose --person %s --set member.until=DATE",
			                        person->handle)});
		else if (latest < day && latest >= day - SOON)
			add(looking,
			        (struct due){DUE_ENDED, person->handle, person->handle, NULL,
			                latest,
			                arena_print(looking->arena, "%s's membership ended on %s",
			                        person->handle, day_text(looking, latest)),
			                arena_print(
			                        looking->arena, "moot join %s", person->handle)});
	}
}

static void look_at_agreements(struct looking *looking)
{
	struct file_list list = standing_agreements(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < list.count; i++) {
		const struct agreement *agreement = &list.file[i]->agreement;
		if (agreement->until < day - SOON || agreement->until > day + SOON)
			continue;
		bool over = agreement->until < day;
		add(looking,
		        (struct due){over ? DUE_ENDED : DUE_ENDING, NULL, list.file[i]->stem, NULL,
		                agreement->until,
		                arena_print(looking->arena, "the agreement %s on %s",
		                        over ? "ended" : "ends",
		                        day_text(looking, agreement->until)),
		                arena_print(looking->arena, "moot propose --agreement %s --edit",
		                        list.file[i]->stem)});
	}
}

/* A trial that has ended, and of whose text something still stands in a file. */
static void look_at_trials(struct looking *looking)
{
	const struct ledger *ledger = &looking->group->ledger;
	const struct moment *now = &looking->group->now;

	for (size_t i = 0; i < ledger->trial_count; i++) {
		const struct negotiation *trial = ledger->trial[i];
		const struct decision *decision = negotiation_adopted(now, trial);
		if (!decision)
			continue;
		int32_t end = trial_end(trial, decision->stamp.day);
		const struct option *option = &trial->option[decision->option];
		bool stands = false;
		for (size_t j = 0; j < option->change_count; j++) {
			const struct file *file = standing_get(now->standing,
			        option->change[j].file->class, option->change[j].file->path);
			stands |= file && trial_lapse(now, file) != file;
		}
		if (stands && now->day > end)
			add(looking, (struct due){DUE_LAPSED, NULL, trial->slug, trial->id, end,
			                     arena_print(looking->arena,
			                             "the trial ended on %s; what was before it "
			                             "holds again",
			                             day_text(looking, end)),
			                     arena_print(looking->arena,
			                             "moot propose %s --keep %.4s   or write it: "
			                             "moot settle",
			                             trial->slug, trial->id)});
		else if (now->day <= end && end <= now->day + SOON / 2)
			add(looking,
			        (struct due){DUE_ENDING, NULL, trial->slug, trial->id, end,
			                arena_print(looking->arena, "the trial ends on %s",
			                        day_text(looking, end)),
			                arena_print(looking->arena, "moot propose %s --keep %.4s",
			                        trial->slug, trial->id)});
	}
}

static int by_kind_and_day(const void *left, const void *right)
{
	const struct due *a = left, *b = right;

	if (a->what != b->what)
		return (int)a->what - (int)b->what;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	int order = strcmp(a->role, b->role);
	return order ? order : strcmp(a->who ? a->who : "", b->who ? b->who : "");
}

void due_read(struct due_list *out, struct arena *arena, const struct group *group, const char *who)
{
	struct looking looking = {out, arena, group, who};

	*out = (struct due_list){NULL, 0, 0};
	look_at_negotiations(&looking);
	look_at_trials(&looking);
	look_at_roles(&looking);
	look_at_members(&looking);
	look_at_agreements(&looking);
	if (out->count)
		qsort(out->item, out->count, sizeof *out->item, by_kind_and_day);
}
