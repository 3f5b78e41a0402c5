/* SPDX-License-Identifier: MIT */
#include "core/rules/force.h"

#include "core/rules/election.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const force_text[9] = {
        [FORCE_YES] = "in force",
        [FORCE_NO_DAY] = "a day is missing",
        [FORCE_NOT_YET] = "not begun",
        [FORCE_OVER] = "over",
        [FORCE_NOT_AGREED] = "not agreed",
        [FORCE_NO_MEMBER] = "no member in force",
        [FORCE_OFFER] = "offered, not accepted",
        [FORCE_NOT_LED] = "the leading role has no holder",
        [FORCE_ENDED] = "the role has ended",
};

/* A section as rule A1 compares it: same kind, name and from; an end not earlier than this one's.
 */
struct section_claim {
	enum claim { CLAIM_MEMBER, CLAIM_HOLDER, CLAIM_LED_BY, CLAIM_PAY } kind;
	const char *name; /* of a holder or leading role */
	const struct term *term;
};

static bool covers(const struct term *agreed, const struct term *claimed)
{
	return agreed->from == claimed->from && agreed->until != DAY_NONE &&
	       agreed->until >= claimed->until;
}

/* What stands in this very array has not to be looked for: a role may have thousands of holders. */
static bool is_of(const void *array, size_t size, const struct term *term)
{
	uintptr_t begin = (uintptr_t)array, at = (uintptr_t)term;

	return at >= begin && at < begin + size;
}

static bool has_holder(const struct role *role, const struct section_claim *claim)
{
	if (is_of(role->holder, role->holder_count * sizeof *role->holder, claim->term))
		return covers(claim->term, claim->term);
	for (size_t i = 0; i < role->holder_count; i++)
		if (covers(&role->holder[i].term, claim->term) &&
		        !strcmp(role->holder[i].handle, claim->name))
			return true;
	return false;
}

static bool has_lead(const struct role *role, const struct section_claim *claim)
{
	if (is_of(role->led_by, role->led_by_count * sizeof *role->led_by, claim->term))
		return covers(claim->term, claim->term);
	for (size_t i = 0; i < role->led_by_count; i++)
		if (covers(&role->led_by[i].term, claim->term) &&
		        !strcmp(role->led_by[i].role, claim->name))
			return true;
	return false;
}

static bool role_has(const struct role *role, const struct section_claim *claim)
{
	if (claim->kind == CLAIM_HOLDER)
		return has_holder(role, claim);
	if (claim->kind == CLAIM_LED_BY)
		return has_lead(role, claim);
	for (size_t i = 0; claim->kind == CLAIM_PAY && i < role->pay_count; i++)
		if (covers(&role->pay[i].term, claim->term))
			return true;
	return false;
}

static bool has_section(const struct file *file, const struct section_claim *claim)
{
	bool has = false;

	if (!file || !file->usable)
		return false;
	if (claim->kind != CLAIM_MEMBER)
		return file->class == PATH_ROLE && role_has(&file->role, claim);
	for (size_t i = 0; file->class == PATH_PERSON && i < file->person.member_count; i++)
		has |= covers(&file->person.member[i].term, claim->term);
	return has;
}

/* The adopted option's own version of the file, or NULL. */
static const struct file *agreed_file(const struct moment *moment, const char *by, uint32_t path,
        const struct negotiation **negotiation, uint32_t *option)
{
	*negotiation = ledger_negotiation(moment->ledger, by);
	if (!*negotiation)
		return NULL;
	const struct decision *decision = negotiation_adopted(moment, *negotiation);
	if (!decision)
		return NULL;
	*option = decision->option;
	const struct option *adopted = &(*negotiation)->option[decision->option];
	for (size_t i = 0; i < adopted->change_count; i++)
		if (adopted->change[i].file->path == path)
			return adopted->change[i].file;
	return NULL;
}

/*
 * Whether what `by` names has this very section in this very file.  *negotiation is NULL when it is
 * the founding.
 */
static bool section_agreed(const struct moment *moment, const char *path,
        const struct section_claim *claim, const struct negotiation **negotiation, uint32_t *option)
{
	const struct ledger *ledger = moment->ledger;
	uint32_t number = paths_find(&ledger->paths, path, strlen(path));

	*negotiation = NULL;
	if (number == UINT32_MAX || !claim->term->by)
		return false;
	if (!strcmp(claim->term->by, "founding"))
		return has_section(pathmap_get(ledger->founding, number), claim);
	return has_section(
	        agreed_file(moment, claim->term->by, number, negotiation, option), claim);
}

static enum force by_days(const struct moment *moment, const struct term *term)
{
	if (term->from == DAY_NONE || term->until == DAY_NONE)
		return FORCE_NO_DAY;
	if (moment->day < term->from)
		return FORCE_NOT_YET;
	return moment->day > term->until ? FORCE_OVER : FORCE_YES;
}

/* In an election everybody accepts for themselves alone, whoever else is elected with them. */
static bool names_option(const struct negotiation *negotiation, const char *value, uint32_t option,
        const char *handle)
{
	struct arena scratch = ARENA_INIT;
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, &scratch, value);
	bool named = !count;

	for (size_t i = 0; i < count; i++)
		named |= is_election(negotiation)
		                 ? !strcmp(choice[i].option, handle)
		                 : negotiation_option(negotiation, choice[i].option) == option;
	arena_release(&scratch);
	return named;
}

/* The newest word, or what writing the option says; VOICE_WORDS when nothing was said. */
static enum voice_word newest_word(const struct moment *moment,
        const struct negotiation *negotiation, uint32_t option, const char *handle)
{
	const struct option *adopted = &negotiation->option[option];
	bool wrote = adopted->stamp.who && !strcmp(adopted->stamp.who, handle);
	enum voice_word word = wrote ? VOICE_ACCEPT : VOICE_WORDS;

	/* in canonical order, so that the newest word stands */
	for (size_t i = 0; i < negotiation->said_count; i++) {
		const struct said *said = &negotiation->said[i];
		/* nobody accepts for somebody else (rule V2) */
		if (!said->stamp.who || said->relayer || strcmp(said->stamp.who, handle) != 0 ||
		        !moment_sees(moment, &said->stamp) ||
		        said_before(moment, negotiation, said))
			continue;
		if ((said->nominee && !strcmp(said->nominee, handle)) ||
		        (is_election(negotiation) && election_willing(said)))
			word = VOICE_ACCEPT;
		for (size_t j = 0; j < said->voice.line_count; j++) {
			const struct voice_line *line = &said->voice.line[j];
			if (!names_option(negotiation, line->value, option, handle))
				continue;
			if (line->word == VOICE_CONSENT || line->word == VOICE_ACCEPT)
				word = VOICE_ACCEPT;
			else if (line->word == VOICE_DECLINE)
				word = VOICE_DECLINE;
			else if (line->word == VOICE_WITHDRAW)
				word = VOICE_WORDS;
		}
	}
	return word;
}

/* They were a member before, and not on the day before this one begins. */
static bool comes_back(const struct person *person, const struct membership *membership)
{
	int32_t before = membership->term.from - 1;
	bool was = false;

	for (size_t i = 0; i < person->member_count; i++) {
		const struct term *term = &person->member[i].term;
		if (term->from == DAY_NONE || term->until == DAY_NONE || term->from > before)
			continue;
		was = true;
		if (before <= term->until)
			return false;
	}
	return was;
}

enum force membership_force(const struct moment *moment, const struct person *person,
        const struct membership *membership)
{
	char path[64];
	const struct negotiation *negotiation;
	uint32_t option;
	struct section_claim claim = {CLAIM_MEMBER, NULL, &membership->term};
	enum force force = by_days(moment, &membership->term);

	if (force != FORCE_YES)
		return force;
	snprintf(path, sizeof path, "people/%s.ini", person->handle);
	if (!section_agreed(moment, path, &claim, &negotiation, &option))
		return FORCE_NOT_AGREED;
	if (!ledger_active(moment, person->handle))
		return FORCE_OFFER;
	enum voice_word word = negotiation
	                               ? newest_word(moment, negotiation, option, person->handle)
	                               : VOICE_ACCEPT;
	/* an old commit of theirs is no word on coming back */
	bool offered =
	        word == VOICE_DECLINE || (word != VOICE_ACCEPT && comes_back(person, membership));
	return offered ? FORCE_OFFER : FORCE_YES;
}

static bool member_or_guest(const struct moment *moment, const char *handle, bool guest)
{
	const struct person *person = standing_person(moment, handle);

	for (size_t i = 0; person && i < person->member_count; i++)
		if (person->member[i].guest == guest &&
		        membership_force(moment, person, &person->member[i]) == FORCE_YES)
			return true;
	return false;
}

bool is_member(const struct moment *moment, const char *handle)
{
	return member_or_guest(moment, handle, false);
}

bool is_guest(const struct moment *moment, const char *handle)
{
	return member_or_guest(moment, handle, true);
}

bool is_offered_membership(const struct moment *moment, const char *handle)
{
	const struct person *person = standing_person(moment, handle);

	for (size_t i = 0; person && i < person->member_count; i++)
		if (membership_force(moment, person, &person->member[i]) == FORCE_OFFER)
			return true;
	return false;
}

bool has_accepted(const struct moment *moment, const struct negotiation *negotiation,
        uint32_t option, const char *handle)
{
	return newest_word(moment, negotiation, option, handle) == VOICE_ACCEPT;
}

bool holder_waits(const struct moment *moment, const struct role *role, const struct holder *holder)
{
	const struct person *person = standing_person(moment, holder->handle);
	struct moment then = *moment;

	if (!person || by_days(moment, &holder->term) != FORCE_YES ||
	        is_member(moment, holder->handle) || is_guest(moment, holder->handle))
		return false;
	for (size_t i = 0; i < person->member_count; i++) {
		then.day = person->member[i].term.until;
		if (then.day < moment->day && holder_force(&then, role, holder) == FORCE_YES)
			return true;
	}
	return false;
}

bool holder_declined(
        const struct moment *moment, const struct role *role, const struct holder *holder)
{
	char path[64];
	const struct negotiation *negotiation;
	uint32_t option;
	struct section_claim claim = {CLAIM_HOLDER, holder->handle, &holder->term};

	snprintf(path, sizeof path, "roles/%s.ini", role->name);
	return section_agreed(moment, path, &claim, &negotiation, &option) && negotiation &&
	       newest_word(moment, negotiation, option, holder->handle) == VOICE_DECLINE;
}

/* What days and decisions say of a role's section, before its people are asked. */
static enum force section_force(const struct moment *moment, const struct role *role,
        const struct section_claim *claim, const struct negotiation **negotiation, uint32_t *option)
{
	char path[64];
	enum force force = by_days(moment, claim->term);

	if (force != FORCE_YES)
		return force;
	if (role->ended != DAY_NONE && moment->day > role->ended)
		return FORCE_ENDED;
	snprintf(path, sizeof path, "roles/%s.ini", role->name);
	return section_agreed(moment, path, claim, negotiation, option) ? FORCE_YES
	                                                                : FORCE_NOT_AGREED;
}

enum force holder_force(
        const struct moment *moment, const struct role *role, const struct holder *holder)
{
	const struct negotiation *negotiation;
	uint32_t option;
	struct section_claim claim = {CLAIM_HOLDER, holder->handle, &holder->term};
	enum force force = section_force(moment, role, &claim, &negotiation, &option);

	if (force != FORCE_YES)
		return force;
	if (!is_member(moment, holder->handle) && !is_guest(moment, holder->handle))
		return is_offered_membership(moment, holder->handle) ? FORCE_OFFER
		                                                     : FORCE_NO_MEMBER;
	if (negotiation && !has_accepted(moment, negotiation, option, holder->handle))
		return FORCE_OFFER;
	return FORCE_YES;
}

bool is_holder(const struct moment *moment, const struct role *role, const char *handle)
{
	for (size_t i = 0; i < role->holder_count; i++)
		if (!strcmp(role->holder[i].handle, handle) &&
		        holder_force(moment, role, &role->holder[i]) == FORCE_YES)
			return true;
	return false;
}

static int by_handle(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static void sort_unique(struct handles *handles)
{
	size_t kept = 0;

	if (handles->count)
		qsort(handles->handle, handles->count, sizeof *handles->handle, by_handle);
	for (size_t i = 0; i < handles->count; i++)
		if (!kept || strcmp(handles->handle[kept - 1], handles->handle[i]) != 0)
			handles->handle[kept++] = handles->handle[i];
	handles->count = kept;
}

struct handles role_holders(
        const struct moment *moment, struct arena *arena, const struct role *role)
{
	struct handles handles = {arena_array(arena, role->holder_count, sizeof(char *)), 0};

	for (size_t i = 0; i < role->holder_count; i++)
		if (holder_force(moment, role, &role->holder[i]) == FORCE_YES)
			handles.handle[handles.count++] = role->holder[i].handle;
	sort_unique(&handles);
	return handles;
}

size_t holders_in_force(const struct moment *moment, const struct role *role)
{
	struct arena scratch = ARENA_INIT;
	size_t count = role_holders(moment, &scratch, role).count;

	arena_release(&scratch);
	return count;
}

struct handles members_in_force(const struct moment *moment, struct arena *arena)
{
	struct file_list people = standing_people(moment, arena);
	struct handles handles = {arena_array(arena, people.count, sizeof(char *)), 0};

	for (size_t i = 0; i < people.count; i++)
		if (is_member(moment, people.file[i]->person.handle))
			handles.handle[handles.count++] = people.file[i]->person.handle;
	sort_unique(&handles);
	return handles;
}

/* The last day on which a membership of theirs was in force, before the moment's day. */
static int32_t last_membership(const struct moment *moment, const struct person *person)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < person->member_count; i++) {
		struct moment then = *moment;
		then.day = person->member[i].term.until;
		if (then.day != DAY_NONE && then.day < moment->day && then.day > last &&
		        !person->member[i].guest &&
		        membership_force(&then, person, &person->member[i]) == FORCE_YES)
			last = then.day;
	}
	return last;
}

struct handles caretakers(const struct moment *moment, struct arena *arena)
{
	struct file_list people = standing_people(moment, arena);
	struct handles handles = {arena_array(arena, people.count, sizeof(char *)), 0};
	int32_t newest = DAY_NONE;

	if (members_in_force(moment, arena).count)
		return handles;
	for (size_t i = 0; i < people.count; i++) {
		int32_t last = last_membership(moment, &people.file[i]->person);
		if (last > newest)
			handles.count = 0;
		if (last == DAY_NONE || last < newest)
			continue;
		newest = last;
		handles.handle[handles.count++] = people.file[i]->person.handle;
	}
	sort_unique(&handles);
	return handles;
}

bool may_speak(const struct moment *moment, const char *handle)
{
	struct arena scratch = ARENA_INIT;
	bool found = is_member(moment, handle);

	if (found)
		return true;
	struct handles handles = caretakers(moment, &scratch);
	for (size_t i = 0; i < handles.count; i++)
		found |= !strcmp(handles.handle[i], handle);
	arena_release(&scratch);
	return found;
}

enum force led_by_force(
        const struct moment *moment, const struct role *role, const struct led_by *led_by)
{
	const struct negotiation *negotiation;
	uint32_t option;
	struct section_claim claim = {CLAIM_LED_BY, led_by->role, &led_by->term};
	enum force force = section_force(moment, role, &claim, &negotiation, &option);

	if (force != FORCE_YES)
		return force;
	const struct role *leader = standing_role(moment, led_by->role);
	return leader && holders_in_force(moment, leader) ? FORCE_YES : FORCE_NOT_LED;
}

const struct led_by *role_lead(const struct moment *moment, const struct role *role)
{
	const struct led_by *newest = NULL;

	for (size_t i = 0; i < role->led_by_count; i++)
		if ((!newest || role->led_by[i].term.from >= newest->term.from) &&
		        led_by_force(moment, role, &role->led_by[i]) == FORCE_YES)
			newest = &role->led_by[i];
	return newest;
}

static const char *newest_lead(const struct moment *moment, const struct role *role)
{
	const struct led_by *lead = role_lead(moment, role);

	return lead ? lead->role : NULL;
}

const char *role_led_by(const struct moment *moment, const struct role *role)
{
	const char *leader = newest_lead(moment, role);
	const char *above = leader, *slow = leader;
	bool moves = false;

	/* slow follows at half the pace: they meet in a circle that the role itself is not in */
	while (above && strcmp(above, role->name) != 0) {
		above = newest_lead(moment, standing_role(moment, above));
		if (moves)
			slow = newest_lead(moment, standing_role(moment, slow));
		moves = !moves;
		if (above && strcmp(above, role->name) != 0 && !strcmp(above, slow))
			return leader;
	}
	return above ? NULL : leader;
}

enum force pay_force(const struct moment *moment, const struct role *role, const struct pay *pay)
{
	char path[64];
	const struct negotiation *negotiation;
	uint32_t option;
	struct section_claim claim = {CLAIM_PAY, NULL, &pay->term};
	enum force force = by_days(moment, &pay->term);

	if (force != FORCE_YES)
		return force;
	snprintf(path, sizeof path, "roles/%s.ini", role->name);
	if (!section_agreed(moment, path, &claim, &negotiation, &option))
		return FORCE_NOT_AGREED;
	return holders_in_force(moment, role) ? FORCE_YES : FORCE_NOT_LED;
}
