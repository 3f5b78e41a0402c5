/* SPDX-License-Identifier: MIT */
#include "core/identity/identity.h"

#include "core/history/paths.h"
#include "core/identity/robot.h"
#include "formats/text.h"

#include <string.h>
#include <strings.h>

/* Texts, each with the person it belongs to or IDENTITY_SHARED. */
struct bearers {
	struct paths text;
	uint32_t *person;
	size_t capacity;
};

struct identity {
	struct arena *arena;
	const struct identity_options *options;
	bool open; /* history mode: whoever is named is a person */
	struct paths person;
	struct bearers name, mail;
	/* History mode: of people who are only spoken of; asked after the ones above. */
	struct bearers spoken_name, spoken_mail;
	uint32_t *since; /* per mail of a person's file */
	char *scratch;
	size_t scratch_size;
};

/* Room for size bytes, until the next use. */
static char *scratch(struct identity *identity, size_t size)
{
	if (size > identity->scratch_size) {
		identity->scratch_size = size * 2;
		identity->scratch = arena_alloc(identity->arena, identity->scratch_size);
	}
	return identity->scratch;
}

static char *put_lower(char *to, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		to[i] = text_lower(text[i]);
	return to + len;
}

/* The text in lower case, until the next use of the scratch. */
static struct slice lower(struct identity *identity, const char *text, size_t len)
{
	char *to = scratch(identity, len + 1);

	*put_lower(to, text, len) = '\0';
	return (struct slice){to, len};
}

static uint32_t bearer(const struct bearers *bearers, struct slice text)
{
	uint32_t at = paths_find(&bearers->text, text.data, text.len);

	return at == UINT32_MAX ? IDENTITY_UNKNOWN : bearers->person[at];
}

/* True when the text is new. */
static bool bear(struct bearers *bearers, struct slice text, uint32_t person)
{
	uint32_t before = bearers->text.count;

	if (text.len == 0)
		return false;
	uint32_t at = paths_add(&bearers->text, text.data, text.len);
	bearers->person = arena_grow(bearers->text.arena, bearers->person, at, &bearers->capacity,
	        sizeof *bearers->person);
	if (at == before)
		bearers->person[at] = person;
	else if (bearers->person[at] != person)
		bearers->person[at] = IDENTITY_SHARED;
	return at == before;
}

/* Rule D7: a mail in two files is the earlier one's, a name nobody's. */
static void add_claims(struct identity *identity, const struct identity_options *options)
{
	struct bearers *mails = &identity->mail;

	identity->since = arena_array(identity->arena, options->claim_count, sizeof(uint32_t));
	for (size_t i = 0; i < options->claim_count; i++) {
		const struct person_claim *claim = &options->claim[i];
		size_t len = strlen(claim->text);
		uint32_t person =
		        identity_of_handle(identity, claim->handle, strlen(claim->handle));
		if (person == IDENTITY_UNKNOWN)
			continue;
		if (!claim->mail) {
			bear(&identity->name, (struct slice){claim->text, len}, person);
			continue;
		}
		struct slice mail = lower(identity, claim->text, len);
		uint32_t at = paths_find(&mails->text, mail.data, mail.len);
		if (at == UINT32_MAX && bear(mails, mail, person)) {
			identity->since[mails->text.count - 1] = claim->since;
		} else if (at != UINT32_MAX && claim->since < identity->since[at]) {
			identity->since[at] = claim->since;
			mails->person[at] = person;
		}
	}
}

struct identity *identity_new(struct arena *arena, const struct identity_options *options)
{
	struct identity *identity = arena_alloc(arena, sizeof *identity);
	const struct paths none = PATHS_INIT(arena);

	identity->arena = arena;
	identity->options = options;
	identity->open = options->handle == NULL;
	identity->person = none;
	identity->name.text = identity->mail.text = none;
	identity->spoken_name.text = identity->spoken_mail.text = none;
	for (size_t i = 0; options->handle && i < options->handle_count; i++)
		paths_add(&identity->person, options->handle[i], strlen(options->handle[i]));
	add_claims(identity, options);
	return identity;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcasecmp(text + len - end_len, end) == 0;
}

bool identity_is_robot(const struct identity *identity, const char *name, const char *mail)
{
	const struct identity_options *options = identity->options;

	if (strcasecmp(mail, "noreply@github.com") == 0 || ends_with(name, "[bot]") ||
	        ends_with(mail, "[bot]@users.noreply.github.com"))
		return true;
	/* Who is in people/ is a person, whatever the name. */
	if (identity->open && robot_known(name, mail))
		return true;
	for (size_t i = 0; i < options->robot_count; i++) {
		const char *robot = options->robot[i];
		if (*robot && (strcasecmp(robot, mail) == 0 || strcmp(robot, name) == 0))
			return true;
	}
	return false;
}

static void apply_mailmap(const struct identity *identity, const char **name, const char **mail)
{
	if (identity->options->mailmap)
		mailmap_apply(identity->options->mailmap, name, mail);
}

/* The person "Name <mail>" of history mode. */
static uint32_t open_person(struct identity *identity, const char *name, const char *mail)
{
	size_t name_len = strlen(name), mail_len = strlen(mail);
	char *text = scratch(identity, name_len + mail_len + 4), *to = text;

	memcpy(to, name, name_len);
	to += name_len;
	if (mail_len) {
		if (name_len)
			*to++ = ' ';
		*to++ = '<';
		to = put_lower(to, mail, mail_len);
		*to++ = '>';
	}
	return paths_add(&identity->person, text, (size_t)(to - text));
}

static uint32_t open_bearer(struct identity *identity, const char *name, const char *mail,
        struct bearers *names, struct bearers *mails)
{
	if (!*name && !*mail)
		return IDENTITY_UNKNOWN;
	uint32_t person = open_person(identity, name, mail);
	if (*mail) {
		bear(names, slice_of(name), person);
		bear(mails, lower(identity, mail, strlen(mail)), person);
	}
	return person;
}

static uint32_t by_mail(struct identity *identity, const char *name, const char *mail)
{
	uint32_t person = bearer(&identity->mail, lower(identity, mail, strlen(mail)));

	if (person != IDENTITY_UNKNOWN)
		return person;
	apply_mailmap(identity, &name, &mail);
	return bearer(&identity->mail, lower(identity, mail, strlen(mail)));
}

uint32_t identity_of_ident(struct identity *identity, const char *name, const char *mail)
{
	if (identity_is_robot(identity, name, mail))
		return IDENTITY_ROBOT;
	if (!identity->open)
		return *mail ? by_mail(identity, name, mail) : IDENTITY_UNKNOWN;
	apply_mailmap(identity, &name, &mail);
	return open_bearer(identity, name, mail, &identity->name, &identity->mail);
}

uint32_t identity_of_handle(const struct identity *identity, const char *handle, size_t len)
{
	uint32_t person = identity->open ? UINT32_MAX : paths_find(&identity->person, handle, len);

	return person == UINT32_MAX ? IDENTITY_UNKNOWN : person;
}

/* A name or a mail alone, in history mode: whoever bears it, else a person of its own. */
static uint32_t open_bare(struct identity *identity, const char *name, const char *mail)
{
	struct slice text = *mail ? lower(identity, mail, strlen(mail)) : slice_of(name);
	uint32_t person = bearer(*mail ? &identity->mail : &identity->name, text);

	if (person == IDENTITY_UNKNOWN)
		person = bearer(*mail ? &identity->spoken_mail : &identity->spoken_name, text);
	return person == IDENTITY_UNKNOWN ? open_person(identity, name, mail) : person;
}

static uint32_t open_spoken(struct identity *identity, const char *name, const char *mail)
{
	apply_mailmap(identity, &name, &mail);
	if (*name && *mail)
		return open_bearer(
		        identity, name, mail, &identity->spoken_name, &identity->spoken_mail);
	return *name || *mail ? open_bare(identity, name, mail) : IDENTITY_UNKNOWN;
}

static uint32_t closed_spoken(struct identity *identity, const char *name, const char *mail)
{
	if (*mail)
		return by_mail(identity, name, mail);
	uint32_t person = bearer(&identity->name, slice_of(name));
	if (person != IDENTITY_UNKNOWN)
		return person;
	struct slice handle = lower(identity, name, strlen(name));
	return identity_of_handle(identity, handle.data, handle.len);
}

uint32_t identity_of_person(struct identity *identity, const struct trailer_person *spoken)
{
	struct arena *arena = identity->arena;
	const char *name = arena_string(arena, spoken->name, spoken->name_len);
	const char *mail = arena_string(arena, spoken->mail, spoken->mail_len);

	if (spoken->handle_len && !identity->open) {
		struct slice handle = lower(identity, spoken->handle, spoken->handle_len);
		uint32_t person = identity_of_handle(identity, handle.data, handle.len);
		if (person != IDENTITY_UNKNOWN || !*mail)
			return person;
	}
	if (spoken->handle_len && !*name)
		name = arena_print(arena, "@%.*s", (int)spoken->handle_len, spoken->handle);
	if (identity_is_robot(identity, name, mail))
		return IDENTITY_ROBOT;
	return identity->open ? open_spoken(identity, name, mail)
	                      : closed_spoken(identity, name, mail);
}

/* "<mail>" of a person of history mode, or NULL. */
static const char *open_mail(const struct identity *identity, uint32_t person)
{
	const struct paths_entry *text = &identity->person.entry[person];

	return text->len && text->text[text->len - 1] == '>' ? memrchr(text->text, '<', text->len)
	                                                     : NULL;
}

bool identity_same(const struct identity *identity, uint32_t person, uint32_t other)
{
	if (person == other || !identity->open || person >= IDENTITY_LIMIT ||
	        other >= IDENTITY_LIMIT)
		return person == other;
	const char *mail = open_mail(identity, person), *other_mail = open_mail(identity, other);
	return mail && other_mail && strcmp(mail, other_mail) == 0;
}

const char *identity_name(const struct identity *identity, uint32_t person)
{
	return identity->person.entry[person].text;
}

uint32_t identity_count(const struct identity *identity)
{
	return identity->person.count;
}
