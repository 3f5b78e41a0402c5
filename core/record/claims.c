/* SPDX-License-Identifier: MIT */
/* Where in a history stands what is true of a person. */
#include "core/record/gather.h"

#include "core/rules/force.h"
#include "formats/journal.h"

#include <string.h>

struct claiming {
	struct record *record;
	struct arena *arena;
	const struct account *account;
	const struct group *group;
	const char *handle;
};

static void add(struct claiming *claiming, enum record_kind kind, uint32_t commit, const char *path,
        uint32_t row)
{
	struct record *record = claiming->record;
	char hex[OID_HEX_SIZE];
	struct record_claim claim = {kind, NULL, path, row, 0};

	claim.commit = arena_print(
	        claiming->arena, "%s", oid_hex(hex, &claiming->group->history.commit[commit].id));
	/* a sentence under two topics, two on a line, and a person named twice are one claim */
	for (size_t i = record->claim_count; i-- > 0 && record->claim[i].kind == kind;)
		if (record->claim[i].row == row && !strcmp(record->claim[i].commit, claim.commit) &&
		        !strcmp(record->claim[i].path ? record->claim[i].path : "",
		                path ? path : ""))
			return;
	record->claim = arena_grow(claiming->arena, record->claim, record->claim_count,
	        &record->claim_capacity, sizeof *record->claim);
	record->claim[record->claim_count++] = claim;
}

/* --- files --- */

static bool gave_it(const struct verdict *verdict, const struct file *file)
{
	return verdict->right != RIGHT_NONE && verdict->after == file &&
	       (!verdict->before || strcmp(verdict->before->text, file->text) != 0);
}

/* The commit that gave a file the text that stands, not one that only put it back. */
static void add_file(struct claiming *claiming, enum record_kind kind, const char *path)
{
	const struct ledger *ledger = &claiming->group->ledger;
	const struct file *file = standing_file(ledger, claiming->group->now.standing, path);

	for (size_t i = ledger->verdict_count; file && i-- > 0;) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (gave_it(verdict, file)) {
			add(claiming, kind, verdict->stamp.commit, path, 0);
			return;
		}
	}
}

/* --- terms --- */

static const struct term *section_term(
        const struct claiming *claiming, enum record_kind kind, const struct file *file, size_t n)
{
	if (!file || !file->usable)
		return NULL;
	if (kind == RECORD_MEMBER)
		return n < file->person.member_count ? &file->person.member[n].term : NULL;
	if (kind == RECORD_PAY)
		return n < file->role.pay_count ? &file->role.pay[n].term : NULL;
	for (size_t i = 0; i < file->role.holder_count; i++)
		if (!strcmp(file->role.holder[i].handle, claiming->handle) && !n--)
			return &file->role.holder[i].term;
	return NULL;
}

static const char *amount_of(enum record_kind kind, const struct file *file, size_t n)
{
	const char *amount = kind == RECORD_PAY ? file->role.pay[n].amount : NULL;

	return amount ? amount : "";
}

static bool has_section(const struct claiming *claiming, enum record_kind kind,
        const struct file *file, const struct file *like, size_t number)
{
	const struct term *wanted = section_term(claiming, kind, like, number), *term;

	if (kind != RECORD_MEMBER && file && file->usable && file->role.ended != like->role.ended)
		return false;
	for (size_t n = 0; (term = section_term(claiming, kind, file, n)); n++)
		if (term->from == wanted->from && term->until == wanted->until &&
		        !strcmp(term->by ? term->by : "", wanted->by ? wanted->by : "") &&
		        !strcmp(amount_of(kind, file, n), amount_of(kind, like, number)))
			return true;
	return false;
}

/* Every form that the section which began on that day has had. */
static void add_versions(
        struct claiming *claiming, enum record_kind kind, const struct file *file, int32_t from)
{
	const struct ledger *ledger = &claiming->group->ledger;
	const struct term *term;

	for (size_t i = 0; i < ledger->verdict_count; i++) {
		const struct verdict *verdict = &ledger->verdict[i];
		if (verdict->path != file->path || verdict->right == RIGHT_NONE)
			continue;
		for (size_t n = 0; (term = section_term(claiming, kind, verdict->after, n)); n++)
			if (term->from == from &&
			        !has_section(claiming, kind, verdict->before, verdict->after, n))
				add(claiming, kind, verdict->stamp.commit, file->name, term->line);
	}
}

static bool in_force(const struct claiming *claiming, enum record_kind kind,
        const struct file *file, size_t number, int32_t day)
{
	const struct moment moment = ledger_moment(&claiming->group->ledger, day);
	size_t n = number;

	if (kind == RECORD_MEMBER)
		return membership_force(&moment, &file->person, &file->person.member[number]) ==
		       FORCE_YES;
	if (kind == RECORD_PAY)
		return is_holder(&moment, &file->role, claiming->handle) &&
		       pay_force(&moment, &file->role, &file->role.pay[number]) == FORCE_YES;
	for (size_t i = 0; i < file->role.holder_count; i++)
		if (!strcmp(file->role.holder[i].handle, claiming->handle) && !n--)
			return holder_force(&moment, &file->role, &file->role.holder[i]) ==
			       FORCE_YES;
	return false;
}

/* On some day up to the one asked: the last ones are the likeliest. */
static bool was_in_force(const struct claiming *claiming, enum record_kind kind,
        const struct file *file, size_t number)
{
	const struct term *term = section_term(claiming, kind, file, number);
	int32_t last = term->until < claiming->group->day ? term->until : claiming->group->day;

	if (term->from == DAY_NONE || term->until == DAY_NONE)
		return false;
	for (int32_t day = last; day >= term->from; day--)
		if (in_force(claiming, kind, file, number, day))
			return true;
	return false;
}

static void add_terms(struct claiming *claiming, enum record_kind kind, const struct file *file)
{
	const struct term *term;

	for (size_t n = 0; (term = section_term(claiming, kind, file, n)); n++)
		if (was_in_force(claiming, kind, file, n))
			add_versions(claiming, kind, file, term->from);
}

/* --- decisions --- */

static bool is_asked(const struct claiming *claiming, const struct negotiation *negotiation)
{
	for (size_t i = 0; i < negotiation->roll_count; i++)
		if (!strcmp(negotiation->roll[i].handle, claiming->handle))
			return true;
	return false;
}

/* It gave one of the terms above. */
static bool is_grant(const struct claiming *claiming, const char *commit)
{
	const struct record *record = claiming->record;

	for (size_t i = 0; i < record->claim_count; i++)
		if (record->claim[i].kind >= RECORD_MEMBER && record->claim[i].kind <= RECORD_PAY &&
		        !strcmp(record->claim[i].commit, commit))
			return true;
	return false;
}

static void add_decisions(struct claiming *claiming, bool voices)
{
	const struct ledger *ledger = &claiming->group->ledger;

	for (size_t i = 0; i < ledger->negotiation_count; i++) {
		const struct negotiation *negotiation = ledger->negotiation[i];
		const struct decision *decision =
		        negotiation_ended(&claiming->group->now, negotiation);
		char hex[OID_HEX_SIZE];
		if (!decision || (!is_asked(claiming, negotiation) &&
		                         !is_grant(claiming, oid_hex(hex, &decision->stamp.id))))
			continue;
		if (!voices) {
			add(claiming, RECORD_DECISION, decision->stamp.commit, decision->path, 0);
			continue;
		}
		/* what the person decided alone is shown by what the others said */
		if (!decision->stamp.who || strcmp(decision->stamp.who, claiming->handle) != 0)
			continue;
		for (size_t j = 0; j < negotiation->said_count; j++) {
			const struct said *said = &negotiation->said[j];
			bool consents = false;
			for (size_t k = 0; k < said->voice.line_count; k++)
				consents |= said->voice.line[k].word == VOICE_CONSENT ||
				            said->voice.line[k].word == VOICE_NOMINATE;
			if (consents && said->stamp.who && !said->relayer &&
			        strcmp(said->stamp.who, claiming->handle) != 0)
				add(claiming, RECORD_VOICE, said->stamp.commit, said->path, 0);
		}
	}
}

/* --- acknowledgements --- */

/* Which line of the file, as that commit had it, begins with the sentence; 0: none. */
static int find_row(uint32_t *row, const struct claiming *claiming, uint32_t commit,
        const struct evidence_item *item, const char *sentence, struct error *err)
{
	const struct group *group = claiming->group;
	struct arena scratch = ARENA_INIT;
	struct object object = OBJECT_INIT;
	struct journal journal = {0};
	struct oid blob;
	uint16_t mode;

	*row = 0;
	int found = repo_find(group->repo, &group->history.commit[commit].tree,
	        group_path(group, item->path), &blob, &mode, err);
	if (found <= 0)
		return found;
	if (repo_blob(group->repo, &blob, JOURNAL_MAX, &object, err))
		return -1;
	if (object.data)
		journal_parse(&journal, &scratch, (const char *)object.data, object.len,
		        claiming->account->evidence.thanks);
	for (size_t i = 0; i < journal.signal_count && !*row; i++) {
		const struct signal *signal = &journal.signal[i];
		const struct sentence *said = &journal.sentence[signal->sentence];
		if (said->len == strlen(sentence) && !memcmp(said->text, sentence, said->len))
			*row = signal->line;
	}
	object_release(&object);
	arena_release(&scratch);
	return 0;
}

/* Who wrote the words, whoever gave them a topic or a day since. */
static uint32_t writer_of(const struct claiming *claiming, const struct evidence_item *item)
{
	const struct origins *journals = &claiming->account->evidence.journals;
	const struct origin_file *file = origin_find(journals, item->path);
	struct facts facts = FACTS_INIT;
	uint32_t commit = item->commit;

	if (item->taken)
		return item->held->said;
	if (file && chronicle_facts_of(journals->chronicle, file->blob, &facts))
		for (uint32_t i = 0; i < facts.signal_count; i++)
			if (facts.signal[i].line == item->line &&
			        facts.signal[i].column == item->column)
				commit = origin_of_key(file, facts.key_count + i);
	facts_release(&facts);
	return commit;
}

static int add_sentence(
        struct claiming *claiming, const struct evidence_item *item, struct error *err)
{
	const struct group *group = claiming->group;
	uint32_t commit = writer_of(claiming, item), row;
	const char *sentence;

	if (evidence_sentence(&sentence, claiming->arena, group->repo, &group->history,
	            &claiming->account->evidence, item, err) ||
	        find_row(&row, claiming, commit, item, sentence, err))
		return -1;
	add(claiming, RECORD_SAID, commit, item->path, row ? row : 1);
	return 0;
}

static int add_acknowledgements(struct claiming *claiming, enum record_kind kind, struct error *err)
{
	const struct evidence *evidence = &claiming->account->evidence;
	uint32_t person = account_person(claiming->account, claiming->handle);
	int status = 0;

	for (size_t i = 0; i < evidence->item_count && !status; i++) {
		const struct evidence_item *item = &evidence->item[i];
		enum record_kind is = *item->path                    ? RECORD_SAID
		                      : item->landed != HISTORY_NONE ? RECORD_LANDED
		                                                     : RECORD_TRAILER;
		if (item->receiver != person || is != kind || account_void(claiming->account, item))
			continue;
		if (kind == RECORD_SAID)
			status = add_sentence(claiming, item, err);
		else
			add(claiming, kind, item->commit, NULL,
			        kind == RECORD_TRAILER ? item->line : 0);
	}
	return status;
}

int record_claims(struct record *out, struct arena *arena, const struct account *account,
        const char *handle, struct error *err)
{
	struct claiming claiming = {out, arena, account, &account->group, handle};
	const struct group *group = &account->group;
	const struct file_list roles = standing_roles(&group->now, arena);
	const char *path = arena_print(arena, "people/%s.ini", handle);
	const struct file *person = standing_file(&group->ledger, group->now.standing, path);
	char hex[OID_HEX_SIZE];

	*out = (struct record){.person = handle, .root = group->root, .at = group->day};
	out->genesis = arena_print(arena, "%s", oid_hex(hex, &group->ledger.genesis.id));
	out->tip = arena_print(arena, "%s", oid_hex(hex, &group->tip));
	add_file(&claiming, RECORD_CHARTER, "moot.ini");
	add_file(&claiming, RECORD_NAME, path);
	add_terms(&claiming, RECORD_MEMBER, person);
	for (size_t i = 0; i < roles.count; i++)
		add_terms(&claiming, RECORD_ROLE, roles.file[i]);
	for (size_t i = 0; i < roles.count; i++)
		add_terms(&claiming, RECORD_PAY, roles.file[i]);
	add_decisions(&claiming, false);
	add_decisions(&claiming, true);
	if (add_acknowledgements(&claiming, RECORD_SAID, err) ||
	        add_acknowledgements(&claiming, RECORD_TRAILER, err) ||
	        add_acknowledgements(&claiming, RECORD_LANDED, err))
		return -1;
	return 0;
}
