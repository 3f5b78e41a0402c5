/* SPDX-License-Identifier: MIT */
#include "core/rules/election.h"

#include "core/count/count_lot.h"
#include "core/rules/option.h"
#include "core/rules/trial.h"
#include "formats/date.h"
#include "formats/ini_edit.h"

#include <string.h>

bool is_election(const struct negotiation *negotiation)
{
	return negotiation->facts.kind && !strcmp(negotiation->facts.kind, "election");
}

uint32_t election_seats(const struct negotiation *negotiation)
{
	return negotiation->facts.seats ? negotiation->facts.seats : 1;
}

struct election election_of(const struct negotiation *negotiation)
{
	const struct negotiation_file *facts = &negotiation->facts;

	return (struct election){facts->role, facts->term.from, facts->term.until, negotiation->id};
}

/* --- options --- */

static int add_term(
        struct buf *text, const struct election *election, const char *handle, struct error *err)
{
	char from[DAY_SIZE], until[DAY_SIZE];
	struct ini_pair pair[] = {
	        {"from", day_print(from, election->from)},
	        {"until", day_print(until, election->until)},
	        {"by", election->id},
	};

	return ini_edit_add_section(text, "holder", handle, pair, 3, err);
}

/* The change of the role's file, or NULL and void_reason. */
static void make_change(struct option *out, struct file_store *files, const struct moment *base,
        struct arena *arena, const struct election *election, const char *const *handle,
        size_t count)
{
	const char *path = arena_print(arena, "roles/%s.ini", election->role);
	const struct file *stands =
	        trial_lapse(base, standing_file(base->ledger, base->standing, path));
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;

	if (!stands || !stands->usable) {
		out->void_reason = arena_print(arena, "there is no role '%s'", election->role);
		return;
	}
	buf_add(&text, stands->text, stands->len);
	for (size_t i = 0; i < count; i++)
		if (add_term(&text, election, handle[i], &err)) {
			out->void_reason = arena_string(arena, err.text, strlen(err.text));
			buf_release(&text);
			return;
		}
	out->change = arena_array(arena, 1, sizeof *out->change);
	out->change[0].base = stands;
	out->change[0].file = file_from_text(files, stands->path, text.data, text.len);
	out->change_count = 1;
	buf_release(&text);
}

static const char *join(struct arena *arena, const char *const *handle, size_t count)
{
	const char *text = handle[0];

	for (size_t i = 1; i < count; i++)
		text = arena_print(arena, "%s, %s", text, handle[i]);
	return text;
}

void election_option(struct option *out, struct file_store *files, const struct moment *base,
        struct arena *arena, const struct election *election, const char *const *handle,
        size_t count)
{
	*out = (struct option){.name = join(arena, handle, count)};
	for (size_t i = 0; i < count; i++)
		if (!standing_person(base, handle[i]))
			out->void_reason =
			        arena_print(arena, "there is no '%s' under people/", handle[i]);
	if (!out->void_reason)
		make_change(out, files, base, arena, election, handle, count);
	if (!out->void_reason)
		option_read(base, arena, out);
}

const struct policy *election_policy(const struct charter *charter, const char *asked)
{
	const struct policy *mapped = charter_policy(charter, charter->use[CHANGE_HOLDER]);
	const struct policy *named = asked ? charter_policy(charter, asked) : NULL;

	if (!mapped || mapped->method != METHOD_ELECTION)
		mapped = charter_policy(charter, "election");
	if (mapped && mapped->method != METHOD_ELECTION)
		mapped = NULL;
	if (!named || named->method != METHOD_ELECTION)
		return mapped;
	return !mapped || policy_covers(named, mapped) ? named : mapped;
}

uint32_t election_nominee(const struct negotiation *negotiation, const char *handle)
{
	for (uint32_t i = 0; i < negotiation->option_count; i++)
		if (!strcmp(negotiation->option[i].name, handle))
			return i;
	return UINT32_MAX;
}

/* --- nominations --- */

/* The handle at the beginning of a value: "ben", "@Ben." */
static const char *handle_of(struct arena *arena, const char *value)
{
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, arena, value);

	if (!count)
		return NULL;
	return *choice[0].option == '@' ? choice[0].option + 1 : choice[0].option;
}

static const char *value_of(const struct said *said, enum voice_word word)
{
	const char *value = NULL;

	for (size_t i = 0; i < said->voice.line_count; i++)
		if (said->voice.line[i].word == word)
			value = said->voice.line[i].value;
	return value;
}

bool election_willing(const struct said *said)
{
	return value_of(said, VOICE_WILLING) != NULL;
}

void election_seal(char hex[SEAL_HEX + 1], const char *id, const char *who, const char *nominee,
        const char *secret)
{
	static const char digit[] = "0123456789abcdef";
	struct arena scratch = ARENA_INIT;
	const char *name = arena_print(&scratch, "%s %s", nominee, secret);
	struct lot lot = {id, &who, 1};
	unsigned char hash[LOT_SIZE];

	lot_draw(hash, &lot, &name, 1);
	for (size_t i = 0; i < LOT_SIZE; i++) {
		hex[2 * i] = digit[hash[i] >> 4];
		hex[2 * i + 1] = digit[hash[i] & 15];
	}
	hex[SEAL_HEX] = '\0';
	arena_release(&scratch);
}

struct sealing {
	const struct negotiation *negotiation;
	struct arena *arena;
	const struct said *said;
	bool (*before)(void *context, const struct said *earlier);
	void *context;
};

static bool same_person(const struct said *a, const struct said *b)
{
	return a->stamp.who && b->stamp.who && !strcmp(a->stamp.who, b->stamp.who);
}

/* The nominee of a reveal whose seal was laid down before, and in time. */
static const char *revealed(const struct sealing *sealing, const char *value)
{
	struct arena *arena = sealing->arena;
	size_t len = strcspn(value, " \t");
	const char *nominee = handle_of(arena, arena_string(arena, value, len));
	const char *secret = value + len + strspn(value + len, " \t");
	char hex[SEAL_HEX + 1];

	if (!nominee || !*secret)
		return NULL;
	election_seal(hex, sealing->negotiation->id, sealing->said->stamp.who, nominee, secret);
	for (size_t i = 0; i < sealing->negotiation->said_count; i++) {
		const struct said *earlier = &sealing->negotiation->said[i];
		const char *seal = value_of(earlier, VOICE_SEAL);
		if (seal && earlier->sealed && same_person(earlier, sealing->said) &&
		        !strcmp(seal, hex) && sealing->before(sealing->context, earlier))
			return nominee;
	}
	return NULL;
}

static bool has_revealed(const struct sealing *sealing)
{
	for (size_t i = 0; i < sealing->negotiation->said_count; i++) {
		const struct said *earlier = &sealing->negotiation->said[i];
		if (earlier->nominee && same_person(earlier, sealing->said) &&
		        value_of(earlier, VOICE_REVEAL) &&
		        sealing->before(sealing->context, earlier))
			return true;
	}
	return false;
}

static bool has_sealed(const struct sealing *sealing, const char *who)
{
	for (size_t i = 0; i < sealing->negotiation->said_count; i++) {
		const struct said *earlier = &sealing->negotiation->said[i];
		if (earlier->sealed && earlier->stamp.who && !strcmp(earlier->stamp.who, who) &&
		        sealing->before(sealing->context, earlier))
			return true;
	}
	return false;
}

/* From the first day on which it may be decided, or when all have sealed. */
static bool may_reveal(const struct sealing *sealing)
{
	const struct negotiation *negotiation = sealing->negotiation;
	bool all = true;

	if (sealing->said->stamp.day >= negotiation->decidable)
		return true;
	for (size_t i = 0; i < negotiation->roll_count; i++)
		all &= has_sealed(sealing, negotiation->roll[i].handle);
	return all;
}

const char *election_nominates(const struct negotiation *negotiation, struct arena *arena,
        const struct said *said, bool (*before)(void *context, const struct said *earlier),
        void *context)
{
	struct sealing sealing = {negotiation, arena, said, before, context};
	const char *open = value_of(said, VOICE_NOMINATE);
	const char *reveal = value_of(said, VOICE_REVEAL);

	if (!said->stamp.who || !negotiation->policy)
		return NULL;
	if (!negotiation->policy->seal)
		return open ? handle_of(arena, open) : NULL;
	if (open && has_revealed(&sealing))
		return handle_of(arena, open);
	return reveal && may_reveal(&sealing) ? revealed(&sealing, reveal) : NULL;
}

bool election_seals(const struct negotiation *negotiation, const struct said *said,
        bool (*before)(void *context, const struct said *earlier), void *context)
{
	if (!negotiation->policy || !negotiation->policy->seal || !value_of(said, VOICE_SEAL))
		return false;
	for (size_t i = 0; i < negotiation->said_count; i++)
		if (negotiation->said[i].nominee && value_of(&negotiation->said[i], VOICE_REVEAL) &&
		        before(context, &negotiation->said[i]))
			return false;
	return true;
}

static bool before_now(void *context, const struct said *earlier)
{
	(void)context;
	(void)earlier;
	return true;
}

const char *election_untimely(const struct negotiation *negotiation, struct arena *arena,
        const char *who, int32_t day, bool seals)
{
	struct said said = {.stamp = {.day = day, .who = who}};
	struct sealing sealing = {negotiation, arena, &said, before_now, NULL};
	const char *missing = "";
	char text[DAY_SIZE];

	for (size_t i = 0; seals && i < negotiation->said_count; i++) {
		const struct said *earlier = &negotiation->said[i];
		if (earlier->nominee && value_of(earlier, VOICE_REVEAL))
			return arena_print(arena, "too late to seal a nomination: %s has revealed",
			        earlier->stamp.who);
	}
	if (seals || may_reveal(&sealing))
		return NULL;
	for (size_t i = 0; i < negotiation->roll_count; i++)
		if (!has_sealed(&sealing, negotiation->roll[i].handle))
			missing = arena_print(arena, "%s%s%s", missing, *missing ? ", " : "",
			        negotiation->roll[i].handle);
	return arena_print(arena, "too early to reveal: until %s it waits for %s",
	        day_print(text, negotiation->decidable), missing);
}

size_t election_unrevealed(
        const struct negotiation *negotiation, struct arena *arena, const char ***handle)
{
	struct said said = {.stamp = {.day = DAY_NONE}};
	struct sealing sealing = {negotiation, arena, &said, before_now, NULL};
	size_t count = 0;

	*handle = arena_array(arena, negotiation->roll_count, sizeof **handle);
	for (size_t i = 0; i < negotiation->roll_count; i++) {
		said.stamp.who = negotiation->roll[i].handle;
		if (has_sealed(&sealing, said.stamp.who) && !has_revealed(&sealing))
			(*handle)[count++] = said.stamp.who;
	}
	return count;
}
