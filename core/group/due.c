/* SPDX-License-Identifier: MIT */
#include "core/group/due_private.h"

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

const char *const due_name[DUE_WHATS] = {"emergency", "voice", "second", "accept", "disputed",
        "decide", "blocked", "stale", "lapsing", "lapsed", "contested", "duty", "review", "tension",
        "feedback", "stagger", "ending", "ended", "vacant"};

void due_add(struct due_looking *looking, struct due due)
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

const char *due_day(struct due_looking *looking, int32_t day)
{
	char text[DAY_WORDS_SIZE];

	return arena_print(looking->arena, "%s", day_words(text, day, looking->group->day));
}

/* Who is recalled goes on meanwhile. */
static const char *stays(struct due_looking *looking, const struct negotiation *negotiation)
{
	return recall_holder(&looking->group->now, negotiation)
	               ? arena_print(looking->arena, ", who holds %s unless it passes",
	                         negotiation->facts.role)
	               : "";
}

/* "ana proposes ...", "ana opens an election: release-lead, 1 May to 31 July" */
static const char *asked(struct due_looking *looking, const struct negotiation *negotiation,
        const struct tally *tally)
{
	struct arena *arena = looking->arena;
	const struct option *first = tally->option_count ? tally->option[0].option : NULL;
	const char *opener = negotiation->opening.who;
	const char *closes =
	        negotiation->closes == DAY_NONE
	                ? ""
	                : arena_print(arena, ". closes %s", due_day(looking, negotiation->closes));

	if (is_election(negotiation))
		return arena_print(arena, "%s opens an election: %s, %s to %s%s", opener,
		        negotiation->facts.role, due_day(looking, negotiation->facts.term.from),
		        due_day(looking, negotiation->facts.term.until), closes);
	if (is_recall(negotiation))
		return arena_print(arena, "%s calls for the recall of %s%s%s", opener,
		        negotiation->facts.person, stays(looking, negotiation), closes);
	return arena_print(arena, "%s proposes %s%s", opener,
	        first ? option_sentence(arena, first, looking->group->day) : "no option yet",
	        closes);
}

/* Sealed nominations are opened once everybody has laid theirs down. */
static const char *seal_next(
        struct due_looking *looking, const struct negotiation *negotiation, const char *who)
{
	for (size_t i = 0; i < negotiation->said_count; i++)
		if (negotiation->said[i].sealed && !strcmp(negotiation->said[i].stamp.who, who))
			return arena_print(looking->arena, "moot nominate %.4s --reveal -m WHY",
			        negotiation->id);
	return NULL;
}

static void ask_for_voices(struct due_looking *looking, const struct negotiation *negotiation,
        const struct tally *tally)
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
		due_add(looking, (struct due){DUE_VOICE, tally->missing[i], negotiation->slug,
		                         negotiation->id, negotiation->closes,
		                         asked(looking, negotiation, tally), next});
	}
}

/* Nothing else is asked of a recall while nobody has seconded it. */
static bool waits_for_second(struct due_looking *looking, const struct negotiation *negotiation)
{
	const struct group *group = looking->group;
	int32_t until = recall_second_until(negotiation);

	if (!is_recall(negotiation) || recall_second(&group->now, negotiation))
		return false;
	if (group->day <= until &&
	        (!looking->who || (is_member(&group->now, looking->who) &&
	                                  recall_may_second(negotiation, looking->who))))
		due_add(looking,
		        (struct due){DUE_SECOND, NULL, negotiation->slug, negotiation->id, until,
		                arena_print(looking->arena,
		                        "%s calls for the recall of %s%s; it opens with a second, "
		                        "until %s",
		                        negotiation->opening.who, negotiation->facts.person,
		                        stays(looking, negotiation), due_day(looking, until)),
		                arena_print(looking->arena, "moot second %.4s", negotiation->id)});
	return true;
}

/* "; b-ben is open": what may yet pass too, and then perhaps wins (rule N8). */
static const char *still_open(const struct due_looking *looking, const struct tally *tally)
{
	const char **name = arena_array(looking->arena, tally->option_count, sizeof *name);
	struct buf text = BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < tally->option_count; i++)
		if (tally->option[i].state == STATE_OPEN)
			name[count++] = tally->option[i].option->name;
	for (size_t i = 0; i < count; i++)
		buf_print(&text, "%s%s", i ? ", " : "; still open: ", name[i]);
	const char *copy = arena_string(looking->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

/* What an open negotiation asks of people. */
static void look_at_open(struct due_looking *looking, const struct negotiation *negotiation,
        const struct tally *tally)
{
	struct arena *arena = looking->arena;

	if (waits_for_second(looking, negotiation))
		return;
	ask_for_voices(looking, negotiation, tally);
	if (tally->disputed)
		due_add(looking,
		        (struct due){DUE_DISPUTED, NULL, negotiation->slug, negotiation->id,
		                negotiation->lapses, tally->disputed,
		                arena_print(arena,
		                        tally->winner ? "moot decide %.4s" : "moot show %.4s",
		                        negotiation->id)});
	else if (tally->state == STATE_DECIDABLE)
		due_add(looking, (struct due){DUE_DECIDE, NULL, negotiation->slug, negotiation->id,
		                         negotiation->lapses,
		                         arena_print(arena,
		                                 is_election(negotiation)
		                                         ? "%s may be elected, until %s%s"
		                                         : "option %s may be decided, until %s%s",
		                                 tally->winner->option->name,
		                                 due_day(looking, negotiation->lapses),
		                                 still_open(looking, tally)),
		                         arena_print(arena, "moot decide %.4s", negotiation->id)});
	else if (tally->state == STATE_BLOCKED)
		due_add(looking, (struct due){DUE_BLOCKED, NULL, negotiation->slug, negotiation->id,
		                         negotiation->closes,
		                         tally->why ? tally->why : "an objection stands",
		                         arena_print(arena, "moot amend %.4s", negotiation->id)});
	else if (tally->state == STATE_STALE)
		due_add(looking, (struct due){DUE_STALE, NULL, negotiation->slug, negotiation->id,
		                         negotiation->closes, tally->why,
		                         arena_print(arena, "moot amend %.4s", negotiation->id)});
	else if (tally->state == STATE_OPEN && negotiation->closes != DAY_NONE &&
	         looking->group->day > negotiation->closes)
		due_add(looking, (struct due){DUE_LAPSING, NULL, negotiation->slug, negotiation->id,
		                         negotiation->lapses,
		                         arena_print(arena, "closed on %s without passing",
		                                 due_day(looking, negotiation->closes)),
		                         arena_print(arena, "moot decide %.4s", negotiation->id)});
}

static void look_for_offers(
        struct due_looking *looking, const struct negotiation *negotiation, uint32_t option)
{
	const struct option *one = &negotiation->option[option];
	const struct moment *now = &looking->group->now;

	for (size_t i = 0; i < one->given_count; i++) {
		bool waits = !has_accepted(now, negotiation, option, one->given[i]);
		bool holder = (one->kinds & (1u << CHANGE_HOLDER)) != 0;
		if (one->kinds & (1u << CHANGE_PERSON) &&
		        (!ledger_active(now, one->given[i]) ||
		                is_offered_membership(now, one->given[i])))
			holder = true;
		if (waits && holder)
			due_add(looking, (struct due){DUE_ACCEPT, one->given[i], negotiation->slug,
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
static bool still_runs(struct due_looking *looking, const struct negotiation *negotiation,
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

static void look_after(struct due_looking *looking, const struct negotiation *negotiation,
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
		due_add(looking,
		        (struct due){DUE_CONTESTED, NULL, negotiation->slug, negotiation->id,
		                DAY_NONE, contested,
		                arena_print(arena, role ? "moot renew %s" : "moot propose %s",
		                        change->file->stem)});
	}
	if (review != DAY_NONE && review <= now->day + REVIEW_SOON)
		due_add(looking,
		        (struct due){DUE_REVIEW, NULL, negotiation->slug, negotiation->id, review,
		                arena_print(arena, "decided on %s, to be looked at by %s",
		                        due_day(looking, decision->stamp.day),
		                        due_day(looking, review)),
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

static void look_at_negotiations(struct due_looking *looking)
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

int due_read(struct due_list *out, struct arena *arena, const struct group *group, const char *who,
        struct error *err)
{
	struct notes notes;
	struct due_looking looking = {out, arena, group, who, &notes};

	*out = (struct due_list){NULL, 0, 0};
	if (notes_read(&notes, arena, group, err))
		return -1;
	look_at_negotiations(&looking);
	due_trials(&looking);
	due_roles(&looking);
	due_members(&looking);
	due_agreements(&looking);
	due_tensions(&looking);
	if (out->count)
		qsort(out->item, out->count, sizeof *out->item, by_kind_and_day);
	return 0;
}
