/* SPDX-License-Identifier: MIT */
/* Who says a voice: rules N5, N9, V2. */
#include "core/replay/replay_adding.h"

#include "core/rules/force.h"
#include "formats/date.h"

#include <string.h>

enum { VOICE_BYTES = 64 * 1024 }; /* rule D6 */

/* The handle a voice's name claims, when it is another known person's than the author's; else NULL.
 */
static const char *relayed_for(const struct adding *adding, const char *path)
{
	const char *name = strrchr(path, '/');
	struct moment moment = adding_parent(adding);
	char handle[64];

	name = name ? name + 1 : path;
	if (strncmp(name, "voice-", 6) != 0)
		return NULL;
	name += 6;
	size_t own = adding->who ? strlen(adding->who) : 0;
	if (own && !strncmp(name, adding->who, own) && name[own] == '-')
		return NULL;
	for (const char *dash = strchr(name, '-'); dash; dash = strchr(dash + 1, '-')) {
		size_t len = (size_t)(dash - name);
		if (len >= sizeof handle)
			return NULL;
		memcpy(handle, name, len);
		handle[len] = '\0';
		if (standing_person(&moment, handle))
			return arena_string(adding->replay->arena, handle, len);
	}
	return NULL;
}

/* Rule N9: somebody whose person file stands only in an option may accept it there. */
static int find_joiner(const struct adding *adding, const char **who, struct error *err)
{
	struct replay *replay = adding->replay;
	struct moment moment = adding_parent(adding);
	bool by_key = replay_is_signed(replay, moment.standing), yes;

	for (size_t i = 0; i < adding->negotiation->option_count; i++) {
		const struct option *option = &adding->negotiation->option[i];
		for (size_t j = 0; j < option->change_count; j++) {
			const struct file *file = option->change[j].file;
			/* whoever has a file already is who that file says */
			if (file->class != PATH_PERSON || standing_person(&moment, file->stem))
				continue;
			if (replay_is_by(replay, adding->commit, file, by_key, &yes, err))
				return -1;
			if (!yes)
				continue;
			*who = file->stem;
			replay->ledger->speaker[adding->commit] = file->stem;
			replay->nobody[adding->commit] = NULL;
			return 0;
		}
	}
	return 0;
}

static bool may_be_relayed(enum voice_word word)
{
	return word == VOICE_CONSENT || word == VOICE_CONCERN || word == VOICE_OBJECT ||
	       word == VOICE_STAND_ASIDE || word == VOICE_ABSTAIN;
}

/* Rule V2: the charter says after how long what a member passes on counts; stances only. */
static void relay(const struct adding *adding, struct said *said, const char *who)
{
	struct replay *replay = adding->replay;
	struct moment moment = adding_parent(adding);
	const struct charter *charter = standing_charter(&moment);
	bool counts = said->relayed && who && charter->relay_days && !charter->identity_signed &&
	              is_member(&moment, who);
	char text[DAY_SIZE];
	size_t kept = 0;

	if (counts) {
		for (size_t i = 0; i < said->voice.line_count; i++)
			if (may_be_relayed(said->voice.line[i].word))
				said->voice.line[kept++] = said->voice.line[i];
		said->voice.line_count = kept;
		said->relayer = who;
		said->stamp.who = said->relayed;
		said->counts_from = day_add(said->stamp.day, charter->relay_days);
		replay_finding(replay, adding->commit, "E606", said->path,
		        "said for %s by %s: it counts from %s on, unless %s says otherwise (rule "
		        "V2)",
		        said->relayed, who, day_print(text, said->counts_from), said->relayed)
		        ->severity = SEVERITY_NOTE;
	} else if (said->relayed) {
		replay_finding(replay, adding->commit, "E606", said->path,
		        "said for %s by %s: it does not count (rule V2)", said->relayed,
		        who ? who : said->author_name)
		        ->severity = SEVERITY_WARNING;
	}
}

/*
 * Whoever signed the words themselves, in a file beside them that came in the same commit: they are
 * that person's in whoever's commit they stand.  The signature is for this one file of this one
 * negotiation, so that it says nothing anywhere else.
 */
static int find_own_word(struct adding *adding, const char *path, const char *text, size_t len,
        const char **who, struct error *err)
{
	struct replay *replay = adding->replay;
	struct moment moment = adding_parent(adding);
	const char *name = strrchr(path, '/') + 1, *beside = NULL, *why;
	struct signed_text signed_text = {text, len, NULL, 0, NULL};

	*who = NULL;
	for (size_t i = 0; i < adding->part_count && !beside; i++) {
		const char *other = adding_path(replay, adding->part[i].change);
		if (adding->part[i].path.part != PART_SIGNATURE ||
		        strncmp(other, path, strlen(path)) != 0 ||
		        strcmp(other + strlen(path), ".sig") != 0)
			continue;
		beside = other;
		if (adding_text(adding, adding->part[i].change, VOICE_BYTES, &signed_text.signature,
		            &signed_text.signature_len, err))
			return -1;
	}
	if (!beside || !signed_text.signature)
		return 0;
	signed_text.space = arena_print(replay->arena, "moot:%s/%s", adding->negotiation->id, name);
	if (replay_own_word(
	            replay, adding->commit, moment.standing->people, &signed_text, who, &why, err))
		return -1;
	if (why)
		replay_finding(replay, adding->commit, "E608", beside, "%s", why)->severity =
		        SEVERITY_WARNING;
	return 0;
}

/* As said.again: in a commit that this one does not know. */
static uint32_t said_again(const struct negotiation *negotiation, uint32_t number)
{
	const struct said *said = &negotiation->said[number];

	for (uint32_t i = 0; said->stamp.who && !said->relayer && i < number; i++) {
		const struct said *earlier = &negotiation->said[i];
		if (earlier->stamp.who && !earlier->relayer &&
		        !strcmp(earlier->stamp.who, said->stamp.who) &&
		        !strcmp(earlier->path, said->path) &&
		        oid_equal(&earlier->blob, &said->blob))
			return i + 1;
	}
	return 0;
}

int replay_voice(struct adding *adding, const struct part *part, struct error *err)
{
	struct replay *replay = adding->replay;
	struct negotiation *negotiation = adding->negotiation;
	const char *path = adding_path(replay, part->change), *text;
	uint32_t ident = replay->history->commit[adding->commit].author;
	size_t len;

	if (adding_text(adding, part->change, VOICE_BYTES, &text, &len, err))
		return -1;
	if (!text)
		return 0;
	negotiation->said = arena_grow(replay->arena, negotiation->said, negotiation->said_count,
	        &negotiation->said_capacity, sizeof *negotiation->said);
	uint32_t number = (uint32_t)negotiation->said_count++;
	struct said *said = &negotiation->said[number];
	const char *who = adding->who, *own;
	bool joins = !who;
	if (joins && find_joiner(adding, &who, err))
		return -1;
	if (joins && who) {
		struct stamp stamp = replay_stamp(replay, adding->commit, who);
		ledger_add_activity(replay->ledger, who, &stamp);
	}
	if (find_own_word(adding, path, text, len, &own, err))
		return -1;
	*said = (struct said){
	        .path = path,
	        .author_name = replay->history->ident[ident].name,
	        .relayed = own ? NULL : relayed_for(adding, path),
	};
	who = own ? own : who;
	said->blob = part->change->after;
	said->stamp = replay_stamp(replay, adding->commit, said->relayed ? NULL : who);
	voice_parse(&said->voice, replay->arena, text, len, path, &replay->ledger->findings);
	relay(adding, said, who);
	if (!said->relayed && !who)
		replay_finding(replay, adding->commit, "E606", path,
		        "said by %s, who is nobody known there: it does not count (rule V2)",
		        said->author_name)
		        ->severity = SEVERITY_WARNING;
	said->again = said_again(negotiation, number);
	replay_nominate(replay, negotiation, number);
	negotiation_add_item(replay->ledger, negotiation, ITEM_SAID, number, adding->commit);
	return 0;
}
