/* SPDX-License-Identifier: MIT */
/* What is due of roles, people, agreements and trials as they stand. */
#include "core/group/due_private.h"

#include "core/rules/acting.h"
#include "core/rules/duty.h"
#include "core/rules/election.h"
#include "core/rules/force.h"
#include "core/rules/option.h"
#include "core/rules/stagger.h"
#include "core/rules/trial.h"
#include "formats/date.h"

#include <string.h>

/* A later section of the same person that is agreed: somebody followed, if only themselves. */
static bool renewed(const struct role *role, const struct holder *holder)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (!strcmp(role->holder[i].handle, holder->handle) &&
		        role->holder[i].term.until > holder->term.until)
			return true;
	return false;
}

/* Two weeks before a term ends, of everybody who has not said it yet: what to keep, what to change.
 */
static void ask_for_feedback(
        struct due_looking *looking, const struct role *role, const struct holder *holder)
{
	const char *topic = role->topic_count ? role->topic[0] : role->name;
	int32_t day = looking->group->day;

	if (holder->term.until > day + DUE_SOON / 2 ||
	        (looking->who && !strcmp(looking->who, holder->handle)))
		return;
	for (size_t i = 0; i < looking->notes->count; i++) {
		const struct note *note = &looking->notes->item[i];
		if (note->kind == NOTE_FEEDBACK && note_is_about(note, role) && looking->who &&
		        !strcmp(note->who, looking->who) && note->day >= day - DUE_SOON)
			return;
	}
	due_add(looking,
	        (struct due){DUE_FEEDBACK, NULL, role->name, NULL, holder->term.until,
	                arena_print(looking->arena,
	                        "what should %s keep, what change? The term ends on %s",
	                        holder->handle, due_day(looking, holder->term.until)),
	                arena_print(looking->arena, "moot write -m '... #feedback #%s'", topic)});
}

static void look_at_holders(struct due_looking *looking, const struct role *role)
{
	int32_t day = looking->group->day;

	for (size_t i = 0; i < role->holder_count; i++) {
		const struct holder *holder = &role->holder[i];
		if (holder_force(&looking->group->now, role, holder) != FORCE_YES ||
		        renewed(role, holder) || holder->term.until > day + DUE_SOON)
			continue;
		ask_for_feedback(looking, role, holder);
		int32_t left = holder->term.until - day;
		due_add(looking,
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

static void look_at_duty(struct due_looking *looking, const struct role *role)
{
	struct handles holders = role_holders(&looking->group->now, looking->arena, role);

	for (size_t i = 0; role->duty_days && i < holders.count; i++) {
		const char *who = holders.handle[i];
		if (!duty_missed(&looking->group->now, role, who))
			continue;
		due_add(looking,
		        (struct due){DUE_DUTY, who, role->name, NULL, DAY_NONE,
		                arena_print(looking->arena,
		                        "duty missed: no entry of %s about %s within %d days; "
		                        "until one lands %s does nothing alone",
		                        who, duty_topics(looking->arena, role), role->duty_days,
		                        who),
		                "moot write"});
	}
}

static void look_at_ends(struct due_looking *looking, const struct role *role)
{
	struct stagger stagger;

	if (holders_in_force(&looking->group->now, role) < 2 ||
	        !stagger_find(&stagger, looking->arena, role, looking->group->day) ||
	        stagger.day > looking->group->day + 2 * DUE_SOON)
		return;
	due_add(looking,
	        (struct due){DUE_STAGGER, NULL, role->name, NULL, stagger.day,
	                arena_print(looking->arena, "all its terms end on %s; staggered: %s",
	                        due_day(looking, stagger.day), stagger.advice),
	                arena_print(looking->arena, "moot propose %s --holder NAME..DATE",
	                        role->name)});
}

/* An election that is under way follows the term. */
static bool is_elected(const struct due_looking *looking, const struct role *role)
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
static int32_t last_day(const struct due_looking *looking, const struct holder *holder)
{
	const struct person *person = standing_person(&looking->group->now, holder->handle);
	int32_t member = DAY_NONE;

	for (size_t i = 0; person && i < person->member_count; i++)
		if (person->member[i].term.until > member)
			member = person->member[i].term.until;
	return member != DAY_NONE && member < holder->term.until ? member : holder->term.until;
}

static const char *vacant_text(struct due_looking *looking, const struct role *role, int32_t last)
{
	if (last == DAY_NONE)
		return "nobody holds it";
	if (role->kind == ROLE_TEAM)
		return arena_print(looking->arena,
		        "all its terms have ended, the last on %s; until they are renewed every "
		        "member decides",
		        due_day(looking, last));
	return arena_print(looking->arena, "since %s", due_day(looking, last));
}

void due_roles(struct due_looking *looking)
{
	struct file_list roles = standing_roles(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		int32_t last = DAY_NONE;
		if (role->ended != DAY_NONE && role->ended < day)
			continue;
		look_at_holders(looking, role);
		look_at_duty(looking, role);
		look_at_ends(looking, role);
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
		due_add(looking, (struct due){DUE_VACANT, NULL, role->name, NULL, last,
		                         vacant_text(looking, role, last),
		                         arena_print(looking->arena, "moot renew %s", role->name)});
	}
}

/* Whose word counts for theirs no longer will: theirs alone to say again. */
static void look_at_delegates(struct due_looking *looking, const struct person *person)
{
	int32_t day = looking->group->day;

	for (size_t i = 0; i < person->delegate_count; i++) {
		const struct delegate *delegate = &person->delegate[i];
		if (looking->who && strcmp(looking->who, person->handle) != 0)
			return;
		if (delegate->term.until >= day && delegate->term.until <= day + DUE_SOON)
			due_add(looking,
			        (struct due){DUE_ENDING, person->handle, person->handle, NULL,
			                delegate->term.until,
			                arena_print(looking->arena,
			                        "%s's delegation to %s ends on %s", person->handle,
			                        delegate->handle,
			                        due_day(looking, delegate->term.until)),
			                arena_print(looking->arena, "moot act --person %s --edit",
			                        person->handle)});
	}
}

/* Rule A6: who may still take people in, when nobody is a member any more. */
static void look_for_caretakers(struct due_looking *looking)
{
	struct handles left = caretakers(&looking->group->now, looking->arena);
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < left.count; i++)
		buf_print(&names, "%s%s",
		        !i                    ? ""
		        : i + 1 == left.count ? " and "
		                              : ", ",
		        left.handle[i]);
	if (left.count)
		due_add(looking,
		        (struct due){DUE_ENDED, NULL, "everybody", NULL, DAY_NONE,
		                arena_print(looking->arena,
		                        "nobody is a member any more; %s, whose membership ended "
		                        "last, may take people in (rule A6)",
		                        names.data),
		                arena_print(looking->arena, "moot join %s", left.handle[0])});
	buf_release(&names);
}

static bool gives_membership(const struct option *option, const char *handle)
{
	for (size_t i = 0; !option->void_reason && i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		for (size_t j = 0; file->class == PATH_PERSON && j < option->given_count; j++)
			if (!strcmp(file->stem, handle) && !strcmp(option->given[j], handle))
				return true;
	}
	return false;
}

/* That they come back is proposed, or was decided and waits for their word. */
static bool is_coming_back(const struct due_looking *looking, const char *handle)
{
	const struct moment *now = &looking->group->now;
	const struct ledger *ledger = &looking->group->ledger;

	if (is_offered_membership(now, handle))
		return true;
	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		if (negotiation->void_reason || negotiation->closes == DAY_NONE ||
		        now->day > negotiation->lapses || negotiation_ended(now, negotiation))
			continue;
		for (size_t j = 0; j < negotiation->option_count; j++)
			if (gives_membership(&negotiation->option[j], handle))
				return true;
	}
	return false;
}

void due_members(struct due_looking *looking)
{
	look_for_caretakers(looking);
	struct file_list people = standing_people(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < people.count; i++) {
		const struct person *person = &people.file[i]->person;
		int32_t latest = DAY_NONE;
		look_at_delegates(looking, person);
		for (size_t j = 0; j < person->member_count; j++) {
			const struct membership *member = &person->member[j];
			if (member->term.until > latest)
				latest = member->term.until;
			if (membership_force(&looking->group->now, person, member) == FORCE_OFFER &&
			        !strcmp(member->term.by, "founding"))
				due_add(looking,
				        (struct due){DUE_ACCEPT, person->handle, person->handle,
				                NULL, DAY_NONE,
				                "a membership begins with the first commit of "
				                "one's own",
				                "moot write"});
		}
		if (latest == DAY_NONE)
			continue;
		if (is_member(&looking->group->now, person->handle) && latest <= day + DUE_SOON)
			due_add(looking,
			        (struct due){DUE_ENDING, person->handle, person->handle, NULL,
			                latest,
			                arena_print(looking->arena, "%s's membership ends on %s",
			                        person->handle, due_day(looking, latest)),
			                arena_print(looking->arena,
			                        "moot propose --person %s --set member.until=DATE",
			                        person->handle)});
		else if (latest < day && latest >= day - DUE_SOON &&
		         !is_coming_back(looking, person->handle))
			due_add(looking,
			        (struct due){DUE_ENDED, person->handle, person->handle, NULL,
			                latest,
			                arena_print(looking->arena, "%s's membership ended on %s",
			                        person->handle, due_day(looking, latest)),
			                arena_print(
			                        looking->arena, "moot join %s", person->handle)});
	}
}

void due_agreements(struct due_looking *looking)
{
	struct file_list list = standing_agreements(&looking->group->now, looking->arena);
	int32_t day = looking->group->day;

	for (size_t i = 0; i < list.count; i++) {
		const struct agreement *agreement = &list.file[i]->agreement;
		if (agreement->until < day - DUE_SOON || agreement->until > day + DUE_SOON)
			continue;
		bool over = agreement->until < day;
		due_add(looking,
		        (struct due){over ? DUE_ENDED : DUE_ENDING, NULL, list.file[i]->stem, NULL,
		                agreement->until,
		                arena_print(looking->arena, "the agreement %s on %s",
		                        over ? "ended" : "ends",
		                        due_day(looking, agreement->until)),
		                arena_print(looking->arena, "moot propose --agreement %s --edit",
		                        list.file[i]->stem)});
	}
}

/* While it holds it is everybody's first, and afterwards it is written back. */
static void look_at_emergency(
        struct due_looking *looking, const struct negotiation *emergency, bool stands)
{
	struct arena *arena = looking->arena;
	int32_t end = emergency_end(emergency), day = looking->group->day;
	const char *slug = emergency->slug;

	if (day <= end && !negotiation_ended(&looking->group->now, emergency))
		due_add(looking,
		        (struct due){DUE_EMERGENCY, NULL, slug, emergency->id, end,
		                arena_print(arena,
		                        "%s has done in an emergency: %s. It falls back after %s "
		                        "unless it is adopted",
		                        emergency->opening.who,
		                        option_sentence(arena, &emergency->option[0], day),
		                        due_day(looking, end)),
		                arena_print(arena, "moot show %.4s", emergency->id)});
	else if (day > end && stands)
		due_add(looking,
		        (struct due){DUE_LAPSED, NULL, slug, emergency->id, end,
		                arena_print(arena,
		                        "the emergency ended on %s; what was before it holds "
		                        "again",
		                        due_day(looking, end)),
		                "moot settle"});
}

/* A trial that has ended, and of whose text something still stands in a file. */
void due_trials(struct due_looking *looking)
{
	const struct ledger *ledger = &looking->group->ledger;
	const struct moment *now = &looking->group->now;

	for (size_t i = 0; i < ledger->trial_count; i++) {
		const struct negotiation *trial = ledger->trial[i];
		struct lapse lapse;
		if (!lapse_of(&lapse, now, trial))
			continue;
		int32_t end = lapse.end;
		bool stands = false;
		for (size_t j = 0; j < lapse.option->change_count; j++) {
			const struct file *changed = lapse.option->change[j].file;
			const struct file *file =
			        standing_get(now->standing, changed->class, changed->path);
			stands |= file && trial_lapse(now, file) != file;
		}
		if (is_emergency(trial)) {
			look_at_emergency(looking, trial, stands);
			continue;
		}
		if (stands && now->day > end)
			due_add(looking,
			        (struct due){DUE_LAPSED, NULL, trial->slug, trial->id, end,
			                arena_print(looking->arena,
			                        "the trial ended on %s; what was before it "
			                        "holds again",
			                        due_day(looking, end)),
			                arena_print(looking->arena,
			                        "moot propose %s --keep %.4s   or write it: "
			                        "moot settle",
			                        trial->slug, trial->id)});
		else if (now->day <= end && end <= now->day + DUE_SOON / 2)
			due_add(looking,
			        (struct due){DUE_ENDING, NULL, trial->slug, trial->id, end,
			                arena_print(looking->arena, "the trial ends on %s",
			                        due_day(looking, end)),
			                arena_print(looking->arena, "moot propose %s --keep %.4s",
			                        trial->slug, trial->id)});
	}
}

/* What hurts stands with the role that it names, until it is answered. */
void due_tensions(struct due_looking *looking)
{
	struct file_list roles = standing_roles(&looking->group->now, looking->arena);
	struct arena *arena = looking->arena;

	for (size_t i = 0; i < looking->notes->count; i++) {
		const struct note *note = &looking->notes->item[i];
		const char *about = NULL;
		if (note->kind != NOTE_TENSION || note->answered)
			continue;
		for (size_t j = 0; j < roles.count && !about; j++)
			if (note_is_about(note, &roles.file[j]->role))
				about = roles.file[j]->stem;
		due_add(looking,
		        (struct due){DUE_TENSION, NULL, about ? about : note->who, NULL, DAY_NONE,
		                arena_print(arena, "%s: %s (%s:%u)", note->who, note->title,
		                        note->path, note->line),
		                arena_print(arena, "moot propose %s --seen %s",
		                        about ? about : "ROLE", note->path)});
	}
}
