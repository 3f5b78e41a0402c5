/* SPDX-License-Identifier: MIT */
#include "formats/trailer.h"

#include <string.h>
#include <strings.h>

/* A stretch of the value. */
struct span_text {
	const char *start, *end;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim(struct span_text *span)
{
	while (span->start < span->end && is_space(*span->start))
		span->start++;
	while (span->start < span->end && is_space(span->end[-1]))
		span->end--;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "Jr." and the like, which a comma does not part from the name before. */
static bool is_suffix(const char *at, const char *end)
{
	static const char *const suffix[] = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"};
	size_t len = 0;

	while (at < end && is_space(*at))
		at++;
	while (at + len < end && !is_space(at[len]) && !strchr(".,;<(", at[len]))
		len++;
	for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
		if (strlen(suffix[i]) == len && strncasecmp(suffix[i], at, len) == 0)
			return true;
	}
	return false;
}

/* The length of a separator at `at`: a mark, or " and " as a word; 0 when there is none. */
static size_t separator(const char *at, const char *end)
{
	if (*at == ',')
		return is_suffix(at + 1, end) ? 0 : 1;
	if (*at == ';')
		return 1;
	if (end - at >= 3 && is_space(at[0]) && at[1] == '&' && is_space(at[2]))
		return 3;
	if (end - at >= 5 && is_space(at[0]) && strncasecmp(at + 1, "and", 3) == 0 &&
	        is_space(at[4]))
		return 5;
	return 0;
}

/* Where the tail "# on arm64" begins. */
static const char *before_remark(const char *start, const char *end)
{
	for (const char *at = start; at < end; at++) {
		if (*at == '#' && (at == start || is_space(at[-1])) &&
		        (at + 1 == end || is_space(at[1])))
			return at;
	}
	return end;
}

/* Takes "(reporter)" and "[tests]" from the end, but never all there is. */
static void drop_brackets(struct span_text *span)
{
	for (;;) {
		trim(span);
		char last = span->start < span->end ? span->end[-1] : '\0';
		char open = last == ')' ? '(' : last == ']' ? '[' : '\0';
		const char *at =
		        open ? memrchr(span->start, open, (size_t)(span->end - span->start)) : NULL;
		if (!at || at == span->start || !is_space(at[-1]))
			return;
		span->end = at;
	}
}

static void drop_quotes(struct span_text *span)
{
	while (span->start < span->end && *span->start == '"')
		span->start++;
	while (span->start < span->end && span->end[-1] == '"')
		span->end--;
	trim(span);
}

static bool is_link_or_number(struct span_text span)
{
	const char *at = span.start;

	if (memmem(at, (size_t)(span.end - at), "://", 3))
		return true;
	if (*at == '#')
		at++;
	while (at < span.end && is_digit(*at))
		at++;
	return at == span.end;
}

static bool is_handle(struct span_text span)
{
	if (span.end - span.start < 2 || *span.start != '@')
		return false;
	for (const char *at = span.start + 1; at < span.end; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
		if (!letter && !is_digit(*at) && *at != '-' && *at != '_')
			return false;
	}
	return true;
}

static bool is_mail(struct span_text span)
{
	const char *at = memchr(span.start, '@', (size_t)(span.end - span.start));

	for (const char *c = span.start; c < span.end; c++) {
		if (is_space(*c))
			return false;
	}
	return at && at > span.start && at + 1 < span.end;
}

static struct trailer_person *push(struct trailer_people *out, struct arena *arena)
{
	out->person =
	        arena_grow(arena, out->person, out->count, &out->capacity, sizeof *out->person);
	struct trailer_person *person = &out->person[out->count++];
	*person = (struct trailer_person){"", "", "", 0, 0, 0};
	return person;
}

static void add_with_mail(struct trailer_people *out, struct arena *arena, struct span_text name,
        struct span_text mail);

/* "Ada Ng (ada@example.org)" */
static bool add_bracketed(struct trailer_people *out, struct arena *arena, struct span_text span)
{
	const char *open;

	trim(&span);
	if (span.start == span.end || span.end[-1] != ')')
		return false;
	open = memrchr(span.start, '(', (size_t)(span.end - span.start));
	struct span_text mail = {open ? open + 1 : span.end, span.end - 1};
	if (!open || !is_mail(mail))
		return false;
	add_with_mail(out, arena, (struct span_text){span.start, open}, mail);
	return true;
}

/* A person without "<mail>". */
static void add_bare(struct trailer_people *out, struct arena *arena, struct span_text span)
{
	if (add_bracketed(out, arena, span))
		return;
	drop_brackets(&span);
	drop_quotes(&span);
	if (span.start == span.end || is_link_or_number(span))
		return;

	struct trailer_person *person = push(out, arena);
	uint32_t len = (uint32_t)(span.end - span.start);
	if (is_handle(span)) {
		person->handle = span.start + 1;
		person->handle_len = len - 1;
	} else if (is_mail(span)) {
		person->mail = span.start;
		person->mail_len = len;
	} else {
		person->name = span.start;
		person->name_len = len;
	}
}

/* Takes "(@ada)" from the end of a name. */
static void take_handle(struct span_text *name, struct span_text *handle)
{
	const char *open = memrchr(name->start, '(', (size_t)(name->end - name->start));

	if (!open || name->end[-1] != ')')
		return;
	struct span_text inside = {open + 1, name->end - 1};
	if (!is_handle(inside))
		return;
	*handle = inside;
	name->end = open;
	trim(name);
}

static void add_with_mail(struct trailer_people *out, struct arena *arena, struct span_text name,
        struct span_text mail)
{
	struct span_text handle = {name.end, name.end};

	trim(&name);
	trim(&mail);
	drop_quotes(&name);
	if (name.start == name.end && mail.start == mail.end)
		return;
	if (is_handle(name)) {
		handle = name;
		name.end = name.start;
	} else {
		take_handle(&name, &handle);
	}
	struct trailer_person *person = push(out, arena);
	if (handle.start < handle.end) {
		person->handle = handle.start + 1;
		person->handle_len = (uint32_t)(handle.end - handle.start - 1);
	}
	person->name = name.start;
	person->name_len = (uint32_t)(name.end - name.start);
	person->mail = mail.start;
	person->mail_len = (uint32_t)(mail.end - mail.start);
}

/* In "Doe, John <mail>" the first part is no person: it has no blank, or is nothing. */
static bool is_whole_name(struct span_text span)
{
	trim(&span);
	if (is_handle(span) || is_mail(span))
		return true;
	for (const char *at = span.start; at < span.end; at++) {
		if (is_space(*at))
			return true;
	}
	return false;
}

/*
 * What stands before a '<', or all there is: people by bare name, and then the name that the mail
 * belongs to, which is left in *span.
 */
static void split_bare(
        struct trailer_people *out, struct arena *arena, struct span_text *span, bool before_mail)
{
	const char *from = span->start;
	bool quoted = false;
	unsigned depth = 0;

	for (const char *at = from; at < span->end; at++) {
		quoted = quoted != (*at == '"');
		depth += *at == '(';
		depth -= *at == ')' && depth > 0;
		/* Names in ISO-2022 have a comma in their escapes. */
		if (at > from && at[-1] == '\x1b')
			continue;
		size_t len = quoted || depth ? 0 : separator(at, span->end);
		struct span_text part = {from, at};
		if (len == 0 || (before_mail && !is_whole_name(part)))
			continue;
		add_bare(out, arena, part);
		/* The blank behind "and" may be the one before the next "and". */
		at += len > 1 ? len - 2 : 0;
		from = at + 1;
	}
	span->start = from;
	trim(span);
}

/* Where the next person may begin behind a mail: a separator must follow at once, or behind
 * brackets; the rest is a remark. */
static const char *next_person(const char *at, const char *end)
{
	while (at < end) {
		size_t len = separator(at, end);
		if (len)
			return at + len;
		const char *close = *at == '('   ? memchr(at, ')', (size_t)(end - at))
		                    : *at == '[' ? memchr(at, ']', (size_t)(end - at))
		                                 : NULL;
		if (!close && !is_space(*at))
			return end;
		at = close ? close + 1 : at + 1;
	}
	return end;
}

void trailer_people_parse(
        struct trailer_people *out, struct arena *arena, const char *value, size_t len)
{
	const char *at = value;
	const char *end = before_remark(value, value + len);

	out->count = 0;
	while (at < end) {
		const char *left = memchr(at, '<', (size_t)(end - at));
		const char *right = left ? memchr(left, '>', (size_t)(end - left)) : NULL;
		struct span_text span = {at, right ? left : end};
		split_bare(out, arena, &span, right != NULL);
		if (!right) {
			add_bare(out, arena, span);
			return;
		}
		add_with_mail(out, arena, span, (struct span_text){left + 1, right});
		at = next_person(right + 1, end);
	}
}
