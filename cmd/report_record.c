/* SPDX-License-Identifier: MIT */
#include "cmd/report_record.h"

#include "cmd/session.h"
#include "formats/date.h"
#include "formats/text.h"

#include <string.h>

enum { SENTENCES_SHOWN = 4, SENTENCE_COLUMNS = 100 };

struct telling {
	struct context *context;
	const struct record *record;
	const struct reading *reading;
	struct buf text;
	const char *separator; /* before what comes next */
};

/* On one line, whatever somebody wrote. */
static void tell(struct telling *telling, const char *text)
{
	text_escape(&telling->text, text, strlen(text), TEXT_NEWLINE_SPACE);
}

static void next(struct telling *telling, const char *then)
{
	buf_puts(&telling->text, telling->separator);
	telling->separator = then;
}

/* --- days --- */

static void tell_day(struct telling *telling, int32_t day, bool year)
{
	char text[DAY_WORDS_SIZE];
	int32_t same_year = year ? DAY_FIRST : day;

	buf_puts(&telling->text, day_words(text, day, same_year));
}

static bool same_year(int32_t a, int32_t b)
{
	return day_civil(a).year == day_civil(b).year;
}

static void tell_days(struct telling *telling, int32_t from, int32_t until)
{
	if (until > telling->record->at) {
		buf_puts(&telling->text, "since ");
		tell_day(telling, from, true);
		return;
	}
	tell_day(telling, from, !same_year(from, until));
	buf_puts(&telling->text, " to ");
	tell_day(telling, until, true);
}

static void tell_length(struct telling *telling, int32_t days)
{
	int32_t months = (days * 12 + 182) / 365;

	if (days < 45)
		buf_print(&telling->text, "%d day%s", days, days == 1 ? "" : "s");
	else if (months < 24)
		buf_print(&telling->text, "%d month%s", months, months == 1 ? "" : "s");
	else
		buf_print(&telling->text, "%d years", (days + 182) / 365);
}

/* --- terms --- */

/* How long so far. */
static int32_t days_of(const struct telling *telling, const struct tenure *tenure)
{
	int32_t at = telling->record->at;
	int32_t last = tenure->until < at ? tenure->until : at;

	return last < tenure->from ? 0 : last - tenure->from + 1;
}

static void tell_membership(struct telling *telling)
{
	const struct reading *reading = telling->reading;

	for (size_t i = 0; i < reading->tenure_count; i++) {
		const struct tenure *tenure = &reading->tenure[i];
		if (tenure->kind != RECORD_MEMBER)
			continue;
		next(telling, ", ");
		tell_days(telling, tenure->from, tenure->until);
	}
}

static void tell_pay(struct telling *telling, const char *path)
{
	const struct reading *reading = telling->reading;

	for (size_t i = 0; i < reading->tenure_count; i++) {
		const struct tenure *pay = &reading->tenure[i];
		if (pay->kind != RECORD_PAY || strcmp(pay->path, path) != 0)
			continue;
		buf_puts(&telling->text, ", paid ");
		tell(telling, pay->amount);
		buf_puts(&telling->text, " from ");
		tell_day(telling, pay->from, !same_year(pay->from, telling->record->at));
	}
}

/* All terms of one role together. */
static void tell_roles(struct telling *telling)
{
	const struct reading *reading = telling->reading;

	for (size_t i = 0; i < reading->tenure_count; i++) {
		const struct tenure *role = &reading->tenure[i];
		int32_t days = 0;
		if (role->kind != RECORD_ROLE ||
		        (i && role[-1].kind == RECORD_ROLE && !strcmp(role[-1].path, role->path)))
			continue;
		for (size_t j = i; j < reading->tenure_count; j++)
			if (reading->tenure[j].kind == RECORD_ROLE &&
			        !strcmp(reading->tenure[j].path, role->path))
				days += days_of(telling, &reading->tenure[j]);
		next(telling, ", ");
		tell(telling, role->title);
		buf_puts(&telling->text, " (");
		tell_length(telling, days);
		tell_pay(telling, role->path);
		buf_putc(&telling->text, ')');
	}
}

/* --- decisions --- */

static void tell_decisions(struct telling *telling)
{
	const struct reading *reading = telling->reading;
	size_t asked = 0, spoke = 0;

	for (size_t i = 0; i < reading->count; i++) {
		const struct statement *one = &reading->statement[i];
		if (!one->fine || one->claim->kind != RECORD_DECISION || !one->word)
			continue;
		asked++;
		spoke += strcmp(one->word, "absent") != 0;
	}
	if (!asked)
		return;
	next(telling, "; ");
	buf_print(&telling->text, "spoke in %zu of %zu decision%s", spoke, asked,
	        asked == 1 ? "" : "s");
}

/* --- acknowledgements --- */

static bool is_praise(const struct statement *one, const char *kind)
{
	if (!one->fine || one->claim->kind < RECORD_SAID)
		return false;
	bool other = strcmp(one->what, "thanks") != 0 && strcmp(one->what, "asks") != 0 &&
	             strcmp(one->what, "builds-on") != 0 && strcmp(one->what, "landed") != 0;
	return other ? !strcmp(kind, "credited") : !strcmp(kind, one->what);
}

static void tell_sentence(struct telling *telling, const struct statement *one)
{
	struct buf safe = BUF_INIT;

	text_escape(&safe, one->text, strlen(one->text), TEXT_NEWLINE_SPACE);
	buf_puts(&telling->text, one->who);
	buf_puts(&telling->text, " \"");
	text_cut(&telling->text, safe.data, safe.len, SENTENCE_COLUMNS);
	buf_putc(&telling->text, '"');
	buf_release(&safe);
}

/* The newest first. */
static void tell_praise(struct telling *telling, const char *kind, const char *phrase)
{
	const struct reading *reading = telling->reading;
	size_t count = 0;

	for (size_t i = reading->count; i-- > 0;) {
		const struct statement *one = &reading->statement[i];
		if (!is_praise(one, kind))
			continue;
		if (!count) {
			next(telling, "; ");
			buf_print(&telling->text, "%s by ", phrase);
		} else if (count < SENTENCES_SHOWN) {
			buf_puts(&telling->text, ", ");
		}
		if (count++ < SENTENCES_SHOWN)
			tell_sentence(telling, one);
	}
	if (count > SENTENCES_SHOWN)
		buf_print(&telling->text, " and %zu more", count - SENTENCES_SHOWN);
}

void report_record(
        struct context *context, const struct record *record, const struct reading *reading)
{
	struct telling telling = {context, record, reading, BUF_INIT, ", "};

	tell(&telling, reading->person->name);
	if (reading->charter->name) {
		buf_puts(&telling.text, ", ");
		tell(&telling, reading->charter->name);
	}
	tell_membership(&telling);
	telling.separator = ": ";
	tell_roles(&telling);
	if (!strcmp(telling.separator, ", "))
		telling.separator = "; ";
	tell_decisions(&telling);
	tell_praise(&telling, "thanks", "thanked");
	tell_praise(&telling, "credited", "credited");
	tell_praise(&telling, "builds-on", "built on");
	tell_praise(&telling, "asks", "asked");
	tell_praise(&telling, "landed", "work landed");
	/* escaped already, but for what out_fold escapes again without harm */
	out_fold(context->out, 0, telling.text.data);
	buf_release(&telling.text);
}

void report_keys(struct context *context, const struct reading *reading)
{
	for (size_t i = 0; i < reading->count; i++) {
		const struct maker *maker = reading->statement[i].maker;
		bool told = !maker || !maker->fingerprint;
		for (size_t j = 0; j < i && !told; j++) {
			const struct maker *before = reading->statement[j].maker;
			told = before && before->fingerprint &&
			       !strcmp(before->fingerprint, maker->fingerprint);
		}
		if (!told)
			out_print(context->out, "  %s %s\n", maker->handle, maker->fingerprint);
	}
}

void record_statements(
        struct context *context, const struct record *record, const struct reading *reading)
{
	struct out *out = context->out;

	for (size_t i = 0; i < reading->count; i++) {
		const struct statement *one = &reading->statement[i];
		if (!one->fine)
			continue;
		record_open(out);
		record_text(out, "kind", record_kind_name[one->claim->kind]);
		record_text(out, "commit", one->claim->commit);
		record_text(out, "path", one->claim->path);
		record_number(out, "line", one->claim->row);
		record_text(out, "person", record->person);
		record_text(out, "who", one->who);
		record_text(out, "what", one->what);
		record_text(out, "text", one->text);
		record_text(out, "word", one->word);
		record_day(out, "from", one->from);
		record_day(out, "until", one->until);
		record_text(out, "by", one->id);
		record_text(out, "key", one->maker->fingerprint);
		record_flag(out, "own", one->own);
		record_close(out);
	}
}
