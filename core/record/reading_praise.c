/* SPDX-License-Identifier: MIT */
/* Acknowledgements: sentences of journals, trailers, and work that others landed. */
#include "core/record/reading_private.h"

#include "core/history/link.h"
#include "core/history/origin.h"
#include "formats/trailer.h"

#include <string.h>

static const char *const signal_word[] = {
        [SIGNAL_THANKS] = "thanks",
        [SIGNAL_BUILDS_ON] = "builds-on",
        [SIGNAL_ASKS] = "asks",
        [SIGNAL_MENTION] = "mention",
};

/* The word of an acknowledgement that counts in this group, or NULL. */
static const char *counted(const struct claims_reader *reader, const char *word)
{
	return word && charter_units(reader->out->charter, word) > 0 ? word : NULL;
}

static bool is_them(struct claims_reader *reader, const char *name, const char *mail)
{
	return identity_of_ident(reader->identity, name, mail) == 0;
}

/* Who could write the line cannot be its receiver (moot-reputation(7)). */
static bool is_theirs(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct commit *commit = claimed->commit;

	if (!is_them(reader, commit->committer.name, commit->committer.mail) &&
	        strcmp(claimed->statement->who, reader->record->person) != 0)
		return false;
	claim_fails(reader, claimed->claim, "E905", "%s wrote it, or committed it",
	        reader->record->person);
	return true;
}

static bool names_them(struct claims_reader *reader, const char *value, size_t len)
{
	struct trailer_people people = {NULL, 0, 0};
	bool named = false;

	trailer_people_parse(&people, reader->arena, value, len);
	for (size_t i = 0; i < people.count; i++)
		named |= identity_of_person(reader->identity, &people.person[i]) == 0;
	return named;
}

/* --- journals --- */

static bool leads_to_them(struct claims_reader *reader, const struct claimed *claimed,
        const char *target, bool from_top)
{
	const char *person = reader->record->person;
	struct buf path = BUF_INIT;
	bool theirs = link_resolve(&path, from_top ? "" : reader->record->root,
	                      from_top ? "" : claimed->claim->path, target) &&
	              origin_is_journal(path.data, path.len) == strlen(person) &&
	              !strncmp(path.data + strlen("journals/"), person, strlen(person));

	buf_release(&path);
	return theirs;
}

static bool is_about_them(
        struct claims_reader *reader, const struct claimed *claimed, const struct signal *signal)
{
	const char *target = signal->target;

	if (signal->kind > SIGNAL_MENTION)
		return false;
	if (signal->kind == SIGNAL_BUILDS_ON)
		return leads_to_them(reader, claimed, target, false) ||
		       (signal->trailer && leads_to_them(reader, claimed, target, true));
	if (signal->trailer)
		return names_them(reader, target, strlen(target));
	return !strcmp(target, reader->record->person);
}

static const char *word_of(const struct signal *signal)
{
	return signal->trailer ? signal->trailer : signal_word[signal->kind];
}

/* How often a journal says it. */
static size_t times(struct claims_reader *reader, const struct journal *journal,
        const struct journal *other, const struct signal *signal)
{
	const struct sentence *sentence = &other->sentence[signal->sentence];
	size_t count = 0;

	objects_spend(&reader->objects, journal->signal_count * 16);
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *one = &journal->signal[i];
		const struct sentence *said = &journal->sentence[one->sentence];
		count += one->kind == signal->kind && !strcmp(one->target, signal->target) &&
		         said->len == sentence->len &&
		         !memcmp(said->text, sentence->text, said->len) &&
		         !strcmp(word_of(one), word_of(signal));
	}
	return count;
}

struct spoken {
	const struct journal *journal;
	const struct signal *signal;
};

static bool said_before(struct claims_reader *reader, const struct claimed *claimed,
        const struct oid *blob, const void *context)
{
	const struct spoken *spoken = context;
	const struct journal *before = objects_journal(&reader->objects, blob);

	(void)claimed;
	return !before || times(reader, before, spoken->journal, spoken->signal) >=
	                          times(reader, spoken->journal, spoken->journal, spoken->signal);
}

bool read_said(struct claims_reader *reader, const struct claimed *claimed)
{
	struct statement *statement = claimed->statement;
	const char *path = claimed->claim->path;
	size_t owner = origin_is_journal(path, strlen(path));
	const struct journal *journal = objects_journal(&reader->objects, &claimed->blob);

	if (!owner || !journal)
		return claim_fails(reader, claimed->claim, "E905", "it is no journal");
	if (strlen(statement->who) != owner ||
	        memcmp(statement->who, path + strlen("journals/"), owner) != 0)
		return claim_fails(reader, claimed->claim, "E905",
		        "%s wrote it into somebody else's journal", statement->who);
	if (is_theirs(reader, claimed) ||
	        !objects_spend(&reader->objects, journal->signal_count * 4))
		return false;
	for (size_t i = 0; i < journal->signal_count; i++) {
		const struct signal *signal = &journal->signal[i];
		if (signal->line != claimed->claim->row ||
		        !is_about_them(reader, claimed, signal) ||
		        !counted(reader, word_of(signal)))
			continue;
		const struct sentence *sentence = &journal->sentence[signal->sentence];
		statement->what = word_of(signal);
		statement->text = arena_string(reader->arena, sentence->text, sentence->len);
		return claim_is_new(
		        reader, claimed, said_before, &(struct spoken){journal, signal});
	}
	return claim_fails(reader, claimed->claim, "E905",
	        "no sentence that acknowledges %s begins there", reader->record->person);
}

/* --- commits --- */

static bool is_key(const struct trailer *trailer, const char *word)
{
	return trailer->key_len == strlen(word) &&
	       !strncasecmp(trailer->key, word, trailer->key_len);
}

bool read_trailer(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct commit *commit = claimed->commit;
	struct trailers trailers = TRAILERS_INIT;
	const struct trailer *found = NULL;
	bool decides = false;

	if (is_theirs(reader, claimed) || !objects_spend(&reader->objects, commit->message_len * 4))
		return false;
	trailers_parse(&trailers, reader->arena,
	        reader->out->charter->trailers_any_line ? TRAILER_ANY_LINE : TRAILER_GIT,
	        commit->message, commit->message_len);
	for (size_t i = 0; i < trailers.count; i++) {
		decides |= is_key(&trailers.trailer[i], "Negotiation");
		if (trailers.trailer[i].line == claimed->claim->row)
			found = &trailers.trailer[i];
	}
	if (decides)
		return claim_fails(reader, claimed->claim, "E905",
		        "what a decision says of people is no acknowledgement");
	if (!found || !names_them(reader, found->value, found->value_len))
		return claim_fails(reader, claimed->claim, "E905",
		        "no line that acknowledges %s stands there", reader->record->person);
	char *word = arena_string(reader->arena, found->key, found->key_len);
	for (char *c = word; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	if (!trailer_is_credit(word, strlen(word)) || !counted(reader, word))
		return claim_fails(
		        reader, claimed->claim, "E905", "'%s' is no acknowledgement", word);
	claimed->statement->what = word;
	claimed->statement->text = arena_print(reader->arena, "%.*s: %.*s", (int)found->key_len,
	        found->key, (int)found->value_len, found->value);
	return true;
}

bool read_landed(struct claims_reader *reader, const struct claimed *claimed)
{
	const struct commit *commit = claimed->commit;
	const char *giver = claimed->statement->maker->committer;

	if (commit->parent_count > 1 || !giver || !strcmp(giver, reader->record->person) ||
	        !is_them(reader, commit->author.name, commit->author.mail) ||
	        is_them(reader, commit->committer.name, commit->committer.mail) ||
	        !counted(reader, "landed"))
		return claim_fails(reader, claimed->claim, "E905",
		        "it is no work of %s that somebody else put in place",
		        reader->record->person);
	const char *subject = commit->message + strspn(commit->message, " \t\r\n");
	claimed->statement->who = giver;
	claimed->statement->what = "landed";
	claimed->statement->text = arena_string(reader->arena, subject, strcspn(subject, "\r\n"));
	return true;
}
