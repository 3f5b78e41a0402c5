/* SPDX-License-Identifier: MIT */
#include "core/writing/opening.h"

#include "core/rules/acting.h"
#include "core/rules/appeal.h"
#include "core/rules/force.h"
#include "core/rules/limit.h"
#include "core/rules/option.h"
#include "core/rules/place.h"
#include "core/rules/roll.h"
#include "core/writing/speech.h"
#include "core/rules/trial.h"
#include "formats/date.h"
#include "formats/name.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

static uint64_t random_bits(void)
{
	uint64_t bits = 0;
	size_t got = 0;

	while (got < sizeof bits) {
		ssize_t more = getrandom((unsigned char *)&bits + got, sizeof bits - got, 0);
		if (more > 0)
			got += (size_t)more;
	}
	return bits;
}

const char *opening_id(struct arena *arena)
{
	char id[ID_LENGTH + 1];

	id_make(id, random_bits());
	return arena_string(arena, id, ID_LENGTH);
}

static const char *day_text(struct arena *arena, int32_t day)
{
	char text[DAY_SIZE];

	return arena_print(arena, "%s", day_print(text, day));
}

static bool was_found(const struct file *file, const struct finding *finding)
{
	for (size_t i = 0; file && i < file->findings.count; i++)
		if (!strcmp(file->findings.item[i].message, finding->message))
			return true;
	return false;
}

int made_check(const struct file *made, const struct file *base, struct error *err)
{
	for (size_t i = 0; i < made->findings.count; i++) {
		const struct finding *finding = &made->findings.item[i];
		if (finding->severity != SEVERITY_ERROR || was_found(base, finding))
			continue;
		char line[32] = "";
		if (finding->line)
			snprintf(line, sizeof line, "line %u: ", finding->line);
		error_refuse(err, "D5", "%s would be: %s%s [%s]", made->name, line,
		        finding->message, finding->code);
		error_place(err, "%s:%u", made->name, finding->line ? finding->line : 1);
		return finding->hint ? error_hint(err, "%s", finding->hint)
		                     : error_hint(err, "moot help %s says more", finding->code);
	}
	if (made->usable)
		return 0;
	error_refuse(err, "D5", "%s could not be read back", made->name);
	error_place(err, "%s:1", made->name);
	return error_hint(err, "moot help D5 says what may stand there");
}

/* Whose term is in the way of another holder, or the first one that stands; NULL: none does. */
static const struct holder *in_the_way(const struct option *option, int32_t day)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *base = option->change[i].base;
		const struct role *role = base && base->class == PATH_ROLE ? &base->role : NULL;
		for (size_t j = 0; role && j < role->holder_count; j++)
			if (role->holder[j].term.until >= day)
				return &role->holder[j];
	}
	return NULL;
}

static bool leads_unknown(const struct group *group, const struct option *option)
{
	for (size_t i = 0; i < option->change_count; i++) {
		const struct file *file = option->change[i].file;
		for (size_t j = 0; file->class == PATH_ROLE && j < file->role.led_by_count; j++)
			if (!standing_role(&group->now, file->role.led_by[j].role))
				return true;
	}
	return false;
}

/* What may be done where a limit refuses: the term that is in the way, with its line. */
static int refuse_limit(const struct group *group, const struct option *option, const char *why,
        const char *place, struct error *err)
{
	const struct holder *holder =
	        option->kinds & 1u << CHANGE_HOLDER ? in_the_way(option, group->day) : NULL;

	error_refuse(err, "N12", "%s", why);
	error_place(err, "%s", place);
	for (size_t i = 0; i < option->given_count; i++) {
		const struct person *person = standing_person(&group->now, option->given[i]);
		if (!person)
			return -1; /* who typed the name is asked for the nearest one */
		if (!person->member_count)
			return error_hint(err, "moot join %s", person->handle);
	}
	if (leads_unknown(group, option))
		return -1;
	if (option->kinds & (1u << CHANGE_CHARTER | KIND_CONSTITUTION))
		return error_hint(err, "moot policy lists what each asks for; who has no key adds "
		                       "one: moot act --person NAME --add person.key=KEY");
	if (option->kinds & 1u << CHANGE_LEAD)
		return error_hint(err, "moot tree shows who leads whom");
	if (!holder)
		return error_hint(err, "moot roles lists who holds what until when");
	return error_hint(err,
	        "an earlier end makes room: --holder %s..DATE; so does a seat: --set role.seats=N",
	        holder->handle);
}

/* Where the refusal is about all that an option says: its first file. */
static int place_first(const struct option *option, struct error *err)
{
	return option->change_count ? error_place(err, "%s:1", option->change[0].file->name)
	                            : error_place(err, "option %s", option->name);
}

/* What its first file is called in a command: "release", "--charter". */
static const char *option_subject(const struct option *option)
{
	const struct file *file = option->change_count ? option->change[0].file : NULL;

	return !file ? "ROLE" : file->class == PATH_CHARTER ? "--charter" : file->stem;
}

/* The files as an option over what stands at the tip. */
static int make_option(struct option *option, struct group *group, const struct opening_file *file,
        size_t count, const char *who, const char *name, enum option_way way, bool keeps,
        struct error *err)
{
	struct moment then = group->now;

	/* what keeps a trial is compared with the text before it */
	if (keeps)
		then.day = DAY_LAST;
	*option = (struct option){
	        .name = name,
	        .stamp = {.commit = group->unborn ? 0 : group->history.count - 1,
	                .id = group->tip,
	                .day = group->day,
	                .who = who},
	        .implied = true,
	        .way = way,
	        .change = arena_array(group->arena, count, sizeof *option->change),
	        .change_count = count,
	};
	for (size_t i = 0; i < count; i++) {
		uint32_t number =
		        paths_add(&group->ledger.paths, file[i].path, strlen(file[i].path));
		const struct file *made =
		        file_from_text(&group->ledger.files, number, file[i].text, file[i].len);
		option->change[i].file = made;
		option->change[i].base =
		        trial_lapse(&then, standing_get(then.standing, made->class, number));
		if (made_check(made, option->change[i].base, err))
			return -1;
	}
	option_read(&group->now, group->arena, option);
	if (option->void_reason) {
		error_refuse(err, "N1", "%s", option->void_reason);
		place_first(option, err);
		return error_hint(err, "moot propose %s --set SECTION.KEY=VALUE says what should",
		        option_subject(option));
	}
	const char *place = NULL;
	const char *why = limit_broken_at(&group->now, group->arena, option, &place);
	if (why)
		return refuse_limit(group, option, why, place, err);
	why = acting_refused(&group->now, group->arena, who, option);
	if (!why)
		return 0;
	error_refuse(err, "A3", "%s", why);
	error_place(err, "%s", acting_place(&group->now, group->arena, who, option));
	return error_hint(err, "moot propose %s asks the others", option_subject(option));
}

static int check_days(
        const struct group *group, const struct option *option, int32_t day, struct error *err)
{
	const char *early = option_begins_early(group->arena, option, day);

	if (!early)
		return 0;
	error_refuse(err, "A1", "%s", early);
	place_first(option, err);
	return error_hint(err, "leave the first day out, and it is the day of the decision");
}

static int check_trial(struct opening *opening, struct error *err)
{
	struct duration length;
	unsigned never = 1u << CHANGE_HOLDER | 1u << CHANGE_PAY | 1u << CHANGE_PERSON |
	                 1u << CHANGE_CHARTER | KIND_CONSTITUTION;

	if (!opening->trial)
		return 0;
	if (duration_parse(&length, opening->trial, strlen(opening->trial), err))
		return -1;
	if (!length.days && !length.months)
		return error_set(err, ERROR_USAGE, "a trial lasts a day or more");
	if (opening->option.kinds & never) {
		error_refuse(err, "N14",
		        "terms, pay, people and the charter are no trial: they say themselves when "
		        "they end");
		place_first(&opening->option, err);
		return error_hint(err, "give the term an early end instead");
	}
	option_as_trial(&opening->option);
	return 0;
}

/* Rule N15. */
static int check_advice(const struct opening *opening, struct arena *arena, struct error *err)
{
	const struct option *option = &opening->option;

	for (size_t i = 0; i < option->given_count; i++) {
		if (opening->chosen->method != METHOD_ADVICE ||
		        strcmp(option->given[i], opening->who) != 0)
			continue;
		error_refuse(err, "N15", "advice does not serve for one's own term");
		error_place(err, "%s", place_of_policy(arena, opening->chosen));
		return error_hint(err, "somebody else may propose it; or ask for a stronger "
		                       "policy: --policy NAME");
	}
	return 0;
}

static int check_emergency(const struct opening *opening, struct group *group, struct error *err)
{
	const char *why = opening->way == WAY_EMERGENCY
	                          ? emergency_refused(&group->now, group->arena, opening->who,
	                                    &opening->option)
	                          : NULL;

	if (!why)
		return 0;
	error_refuse(err, "V4", "%s", why);
	error_place(
	        err, "%s", acting_place(&group->now, group->arena, opening->who, &opening->option));
	return error_hint(err, "moot propose asks in the usual way; early policies take a day");
}

static int choose_policy(struct opening *opening, struct group *group, struct error *err)
{
	const struct charter *charter = standing_charter(&group->now);
	const struct policy *mapped = option_policy(charter, &opening->option);
	const char *why;

	if (opening->answers) {
		opening->chosen =
		        appeal_policy(&group->now, &opening->option, opening->answers, &why);
		if (opening->chosen)
			return 0;
		error_refuse(err, "N11", "%s: %s", opening->answers, why);
		error_place(err, "%s", appeal_place(&group->now, group->arena, opening->answers));
		return error_hint(err, "without --answers it is a change like any other");
	}
	if (!mapped) {
		error_refuse(err, "N3", "no policy is mapped to what it changes");
		error_place(err, "moot.ini:1");
		return error_hint(err, "moot propose --charter --set use.KIND=POLICY maps one");
	}
	opening->chosen = mapped;
	if (!opening->policy || opening->way != WAY_USUAL)
		return check_advice(opening, group->arena, err);
	const struct policy *asked = charter_policy(charter, opening->policy);
	if (!asked) {
		error_set(err, ERROR_USAGE, "there is no policy '%s'", opening->policy);
		error_place(err, "%s", place_of_policy(group->arena, mapped));
		return error_hint(err, "moot policy lists them");
	}
	bool lazy = asked->method == METHOD_LAZY && kinds_are_texts(opening->option.kinds);
	if (!lazy && asked->method == METHOD_LAZY && !policy_covers(asked, mapped)) {
		error_refuse(err, "N3",
		        "policy %s is for titles, topics, level sections and agreements alone",
		        asked->name);
		error_place(err, "%s", place_of_policy(group->arena, mapped));
		return error_hint(err, "without --policy it is %s", mapped->name);
	}
	if (!lazy && !policy_covers(asked, mapped)) {
		error_refuse(err, "N3",
		        "policy %s is weaker than %s, which [use] gives for this change",
		        asked->name, mapped->name);
		error_place(err, "%s", place_of_policy(group->arena, mapped));
		return error_hint(
		        err, "moot policy lists them; without --policy it is %s", mapped->name);
	}
	opening->chosen = asked;
	return check_advice(opening, group->arena, err);
}

static const char *folder_name(const struct opening *opening, const struct group *group)
{
	struct civil civil = day_civil(group->day);

	return arena_print(group->arena, "negotiations/%04d/%02d%02d-%s-%s", civil.year,
	        civil.month, civil.day, opening->slug, opening->id);
}

int refuse_outsider(const struct group *group, const char *who, struct error *err)
{
	struct handles left = caretakers(&group->now, group->arena);

	error_refuse(err, "A7", "%s is no member in force on %s", who,
	        day_text(group->arena, group->day));
	error_place(err, "%s", place_of_member(&group->now, group->arena, who));
	if (!left.count)
		return error_hint(err, "moot show %s tells why", who);
	return error_hint(err,
	        "nobody is a member any more: %s may take people in (rule A6): moot join HANDLE",
	        left.count == 1 ? left.handle[0]
	                        : arena_print(group->arena, "%s and whoever left on that day",
	                                  left.handle[0]));
}

int opening_prepare(struct opening *opening, struct group *group, struct error *err)
{
	opening->decidable = opening->closes = DAY_NONE;
	opening->folder = folder_name(opening, group);
	if (!may_speak(&group->now, opening->who))
		return refuse_outsider(group, opening->who, err);
	if (opening->election)
		return opening_prepare_election(opening, group, err);
	if (!opening->file_count)
		return 0;
	if (make_option(&opening->option, group, opening->file, opening->file_count, opening->who,
	            "a", opening->way, opening->keep != NULL, err) ||
	        check_days(group, &opening->option, group->day, err) ||
	        check_emergency(opening, group, err) || check_trial(opening, err) ||
	        choose_policy(opening, group, err) ||
	        roll_compute(&group->now, &opening->option, group->arena, &opening->roll,
	                &opening->roll_count, &opening->group_count, err))
		return -1;
	opening->option.implied = !opening->no_consent;
	opening->decidable = span_after(group->day, opening->chosen->open_min);
	opening->closes = span_after(group->day, opening->chosen->open_max);
	if (opening->chosen->method == METHOD_LAZY)
		opening->decidable = opening->closes; /* rule N15: never early */
	return 0;
}

static void put(struct draft *draft, const char *path, struct buf *text)
{
	draft_add(draft, path, text->data, text->len);
	buf_release(text);
}

static void facts_file(
        const struct opening *opening, const struct group *group, struct draft *draft)
{
	struct arena *arena = draft->arena;
	struct buf text = BUF_INIT;
	char hex[OID_HEX_SIZE];

	buf_print(&text, "[negotiation]\nby = %s\nopened = %s\nfrom = sha1:%s\n", opening->who,
	        day_text(arena, group->day), oid_hex(hex, &group->tip));
	if (opening->chosen)
		buf_print(&text, "policy = %s\ndecidable = %s\ncloses = %s\n",
		        opening->chosen->name, day_text(arena, opening->decidable),
		        day_text(arena, opening->closes));
	for (size_t i = 0; i < opening->seen_count; i++)
		buf_print(&text, "seen = %s\n", opening->seen[i]);
	if (opening->trial)
		buf_print(&text, "trial = %s\n", opening->trial);
	if (opening->keep)
		buf_print(&text, "keep = %s\n", opening->keep);
	if (opening->election) {
		buf_print(&text, "kind = election\nrole = %s\nterm = %s..%s\n",
		        opening->election->role, day_text(arena, opening->election->from),
		        day_text(arena, opening->election->until));
		if (opening->seats > 1)
			buf_print(&text, "seats = %u\n", opening->seats);
	}
	if (opening->way != WAY_USUAL)
		buf_print(&text, "kind = %s\n", opening->way == WAY_ACT ? "act" : "emergency");
	if (opening->answers)
		buf_print(&text, "answers = %s\n", opening->answers);
	if (opening->ratifies)
		buf_print(&text, "ratifies = sha1:%s\n", opening->ratifies);
	if (opening->recalled)
		buf_print(&text, "kind = recall\nrole = %s\nperson = %s\n", opening->role,
		        opening->recalled);
	bool any_base = false;
	for (size_t i = 0; i < opening->option.change_count; i++) {
		const struct option_change *change = &opening->option.change[i];
		if (!change->base)
			continue;
		buf_print(&text, "%s%s = sha1:%s\n", any_base ? "" : "[base]\n", change->file->name,
		        oid_hex(hex, &change->base->blob));
		any_base = true;
	}
	for (size_t i = 0; i < opening->roll_count; i++)
		buf_print(&text, "%s%s = %s\n", i ? "" : "[roll]\n", opening->roll[i].handle,
		        opening->roll[i].because);
	put(draft, arena_print(arena, "%s/negotiation.ini", opening->folder), &text);
}

static void option_files(const struct opening_file *file, size_t count, const char *folder,
        const char *name, struct draft *draft)
{
	for (size_t i = 0; i < count; i++)
		draft_add(draft, arena_print(draft->arena, "%s/%s/%s", folder, name, file[i].path),
		        file[i].text, file[i].len);
}

static const char no_consent[] = "[option]\nconsent = no\n";

/* What stands otherwise than at the opening is what a later option begins with: its own [base]. */
static void option_facts(const struct option *option, const struct negotiation *negotiation,
        const char *name, bool silent, struct draft *draft)
{
	struct buf text = BUF_INIT;
	char hex[OID_HEX_SIZE];
	bool any = false;

	if (silent)
		buf_puts(&text, no_consent);
	for (size_t i = 0; i < option->change_count; i++) {
		const struct option_change *change = &option->change[i];
		const struct file *then =
		        standing_get(negotiation->base, change->file->class, change->file->path);
		if (!change->base || then == change->base || file_same(then, change->base))
			continue;
		buf_print(&text, "%s%s = sha1:%s\n", any ? "" : "[base]\n", change->file->name,
		        oid_hex(hex, &change->base->blob));
		any = true;
	}
	if (text.len)
		draft_add(draft,
		        arena_print(draft->arena, "%s/%s/option.ini", negotiation->folder, name),
		        text.data, text.len);
	buf_release(&text);
}

void opening_draft(const struct opening *opening, const struct group *group, struct draft *draft)
{
	struct arena *arena = draft->arena;
	struct buf text = BUF_INIT;

	facts_file(opening, group, draft);
	buf_puts(&text, opening->why);
	if (text.len && text.data[text.len - 1] != '\n')
		buf_putc(&text, '\n');
	put(draft, arena_print(arena, "%s/proposal.md", opening->folder), &text);
	option_files(opening->file, opening->file_count, opening->folder, "a", draft);
	if (opening->no_consent)
		draft_add(draft, arena_print(arena, "%s/a/option.ini", opening->folder), no_consent,
		        sizeof no_consent - 1);
	if (opening->file_count && !opening->no_consent) {
		const char *consent = voice_text(arena, "", VOICE_CONSENT, "a");
		draft_add(draft, voice_path(arena, opening->folder, opening->who, opening->seconds),
		        consent, strlen(consent));
	}
	if (opening->nominee) {
		const char *voice = voice_text(arena, "", VOICE_NOMINATE, opening->nominee);
		draft_add(draft, voice_path(arena, opening->folder, opening->who, opening->seconds),
		        voice, strlen(voice));
	}
	const char *what =
	        opening->election
	                ? arena_print(arena, "%s: election, %s to %s", opening->election->role,
	                          day_text(arena, opening->election->from),
	                          day_text(arena, opening->election->until))
	        : opening->recalled
	                ? arena_print(arena, "%s: recall of %s", opening->role, opening->recalled)
	        : opening->file_count ? option_sentence(arena, &opening->option, group->day)
	                              : opening->slug;
	const char *colon = strchr(what, ':');
	draft->subject =
	        colon ? arena_print(arena, "%.*s? %s:%s", (int)(colon - what), what, opening->who,
	                        colon + 1)
	              : arena_print(arena, "%s? %s: what should change", what, opening->who);
	draft->body = opening->why;
	draft->trailers = arena_print(arena, "Negotiation: %s\n", opening->id);
}

/* The letter after the last one used, with its author's handle; the first is "a". */
static const char *next_name(
        struct arena *arena, const struct negotiation *negotiation, const char *who)
{
	char letter = 'a';

	if (!negotiation->option_count)
		return "a";
	for (size_t i = 0; i < negotiation->option_count; i++)
		if (negotiation->option[i].name[0] >= letter &&
		        negotiation->option[i].name[0] < 'z')
			letter = (char)(negotiation->option[i].name[0] + 1);
	return arena_print(arena, "%c-%s", letter, who);
}

static bool says_the_same(const struct option *a, const struct option *b)
{
	bool same = a->change_count == b->change_count;

	for (size_t i = 0; same && i < a->change_count; i++)
		same = a->change[i].file->path == b->change[i].file->path &&
		       file_same(a->change[i].file, b->change[i].file);
	return same;
}

static int check_another(const struct amendment *amendment, struct error *err)
{
	const struct negotiation *negotiation = amendment->negotiation;

	for (size_t i = 0; i < negotiation->option_count; i++) {
		const struct option *other = &negotiation->option[i];
		if (other->void_reason || !says_the_same(other, &amendment->option))
			continue;
		error_refuse(err, "N1", "that is what option %s says", other->name);
		error_place(err, "%s/%s", negotiation->folder, other->name);
		return error_hint(err, "moot consent %.4s %s", negotiation->id, other->name);
	}
	return 0;
}

int amendment_prepare(struct amendment *amendment, struct group *group, struct error *err)
{
	const struct negotiation *negotiation = amendment->negotiation;
	struct roll_entry *roll;
	size_t count;
	unsigned groups;

	if (!may_speak(&group->now, amendment->who))
		return refuse_outsider(group, amendment->who, err);
	if (is_election(negotiation)) {
		error_refuse(err, "N1", "in an election the options are the nominees");
		error_place(err, "%s", place_of_fact(group->arena, negotiation, "kind"));
		return error_hint(err, "moot nominate %.4s HANDLE", negotiation->id);
	}
	amendment->name = next_name(group->arena, negotiation, amendment->who);
	if (make_option(&amendment->option, group, amendment->file, amendment->file_count,
	            amendment->who, amendment->name, acting_way(negotiation),
	            negotiation->facts.keep || is_emergency(negotiation), err) ||
	        check_days(group, &amendment->option, negotiation->opened, err) ||
	        check_another(amendment, err))
		return -1;
	if (!negotiation->policy)
		return 0;
	const struct policy *policy =
	        option_policy(standing_charter(&group->now), &amendment->option);
	if (policy && policy_compare(policy, negotiation->policy) > 0) {
		error_refuse(err, "N3", "it needs policy %s, and %s was opened under %s",
		        policy->name, negotiation->slug, negotiation->policy->name);
		error_place(err, "%s", place_of_policy(group->arena, policy));
		return error_hint(err, "open a negotiation of its own: moot propose");
	}
	if (span_after(group->day, negotiation->policy->open_min) > negotiation->closes) {
		error_refuse(err, "N7",
		        "too late: it could not be considered before the close on %s",
		        day_text(group->arena, negotiation->closes));
		error_place(err, "%s", place_of_fact(group->arena, negotiation, "closes"));
		return error_hint(
		        err, "open one of its own: moot propose; or object, and it is not decided");
	}
	if (roll_compute(
	            &group->now, &amendment->option, group->arena, &roll, &count, &groups, err))
		return -1;
	struct roll opening = {
	        negotiation->roll, negotiation->roll_count, negotiation->group_count};
	if (!roll_fits(&amendment->option, &(struct roll){roll, count, groups}, &opening,
	            group->arena)) {
		error_refuse(err, "N3", "it needs another roll than the opening");
		error_place(err, "%s", place_of_roll(group->arena, negotiation));
		return error_hint(err, "open a negotiation of its own: moot propose");
	}
	return 0;
}

void amendment_draft(
        const struct amendment *amendment, const struct group *group, struct draft *draft)
{
	const struct negotiation *negotiation = amendment->negotiation;
	const char *sentence = option_sentence(draft->arena, &amendment->option, group->day);
	const char *colon = strchr(sentence, ':');

	option_files(amendment->file, amendment->file_count, negotiation->folder, amendment->name,
	        draft);
	option_facts(
	        &amendment->option, negotiation, amendment->name, amendment->no_consent, draft);
	if (*amendment->why || !amendment->no_consent) {
		const char *text = amendment->no_consent
		                           ? arena_print(draft->arena, "%s\n", amendment->why)
		                           : voice_text(draft->arena, amendment->why, VOICE_CONSENT,
		                                     amendment->name);
		draft_add(draft,
		        voice_path(draft->arena, negotiation->folder, amendment->who,
		                amendment->seconds),
		        text, strlen(text));
	}
	draft->subject = arena_print(draft->arena, "%s? %s: option %s,%s", negotiation->slug,
	        amendment->who, amendment->name, colon ? colon + 1 : "");
	draft->body = amendment->why;
	draft->trailers = arena_print(draft->arena, "Negotiation: %s\n", negotiation->id);
}
