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

/* Takes "(issues 1, 2," from the end, where the line was cut. */
static void drop_open_bracket(struct span_text *span)
{
	size_t len = (size_t)(span->end - span->start);
	const char *open = memrchr(span->start, '(', len);

	if (!open || open == span->start || !is_space(open[-1]) ||
	        memchr(open, ')', (size_t)(span->end - open)))
		return;
	span->end = open;
	trim(span);
}

/* Takes "(reporter)" and "[tests]" from the end, but never all there is. */
static void drop_brackets(struct span_text *span)
{
	trim(span);
	drop_open_bracket(span);
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

static bool begins_www(const char *at, const char *end)
{
	return end - at > 4 && strncasecmp(at, "www.", 4) == 0;
}

static bool is_link_or_number(struct span_text span)
{
	const char *at = span.start;

	if (memmem(at, (size_t)(span.end - at), "://", 3) || begins_www(at, span.end))
		return true;
	if (*at == '#')
		at++;
	while (at < span.end && is_digit(*at))
		at++;
	return at == span.end;
}

static bool is_letter(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* "tbd", "(n/a)", "-": what stands where nobody is to be named. */
static bool is_filler(struct span_text span)
{
	static const char *const filler[] = {
	        "tbd", "tba", "todo", "none", "nobody", "n/a", "n-a", "n.a"};

	while (span.start < span.end && !is_letter(*span.start))
		span.start++;
	while (span.start < span.end && !is_letter(span.end[-1]))
		span.end--;
	size_t len = (size_t)(span.end - span.start);
	for (size_t i = 0; i < sizeof filler / sizeof *filler; i++) {
		if (strlen(filler[i]) == len && strncasecmp(filler[i], span.start, len) == 0)
			return true;
	}
	return len == 0;
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
		if (is_space(*c) || strchr("<>:", *c))
			return false;
	}
	return at && at > span.start && at + 1 < span.end;
}

static bool is_local_byte(char c)
{
	return c > ' ' && c < 0x7F && !strchr("<>()[]{}:;,\"@/\\", c);
}

static bool is_domain_byte(char c)
{
	return c == '.' || c == '-' || ((unsigned char)c < 0x80 && is_letter(c));
}

/* The first mail among other text; its domain must have a dot, since what is cut off has none. */
static bool find_mail(struct span_text span, struct span_text *mail)
{
	const char *link = memmem(span.start, (size_t)(span.end - span.start), "://", 3);

	span.end = link ? link : span.end;
	for (const char *at = span.start; (at = memchr(at, '@', (size_t)(span.end - at))) != NULL;
	        at++) {
		const char *start = at, *end = at + 1;

		while (start > span.start && is_local_byte(start[-1]))
			start--;
		while (start < at && (*start == '\'' || *start == '.'))
			start++;
		while (end < span.end && is_domain_byte(*end))
			end++;
		while (end > at + 1 && !is_letter(end[-1]))
			end--;
		if (start == at || !memchr(at, '.', (size_t)(end - at)))
			continue;
		*mail = (struct span_text){start, end};
		return true;
	}
	return false;
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

/* "Ada Ng ada@example.org", "Ada Ng <ada@example.org" */
static bool add_loose(struct trailer_people *out, struct arena *arena, struct span_text span)
{
	static const char scheme[] = "mailto:";
	enum { SCHEME = sizeof scheme - 1 };
	struct span_text mail, name;

	if (!find_mail(span, &mail))
		return false;
	name = (struct span_text){span.start, mail.start};
	if (name.end - name.start >= SCHEME && memcmp(name.end - SCHEME, scheme, SCHEME) == 0)
		name.end -= SCHEME;
	while (name.end > name.start && strchr(" \t<([{:\"'", name.end[-1]))
		name.end--;
	add_with_mail(out, arena, name, mail);
	return true;
}

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
	if (!is_mail(span) && add_loose(out, arena, span))
		return;
	const char *cut = memchr(span.start, '<', (size_t)(span.end - span.start));
	if (cut && cut > span.start)
		span.end = cut;
	trim(&span);
	if (is_filler(span) || is_link_or_number(span))
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
	if (is_filler(mail))
		mail.end = mail.start;
	if (mail.start == mail.end && is_filler(name))
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

/* A remark and no name: five words or more, all in small letters. */
static bool is_prose(struct span_text span)
{
	unsigned words = 0;

	trim(&span);
	for (const char *at = span.start; at < span.end; at++) {
		if ((*at >= 'A' && *at <= 'Z') || (unsigned char)*at >= 0x80)
			return false;
		words += at == span.start || is_space(at[-1]);
	}
	return words > 4;
}

/* "www.example.org", "https://example.org": whose page it is stands before it. */
static bool is_site(struct span_text span)
{
	const char *end, *host;

	while (span.start < span.end && is_space(*span.start))
		span.start++;
	for (end = span.start; end < span.end && !is_space(*end) && *end != ',' && *end != ';';)
		end++;
	host = memmem(span.start, (size_t)(end - span.start), "://", 3);
	if (!host && !begins_www(span.start, end))
		return false;
	host = host ? host + 3 : span.start;
	return !memchr(host, '/', (size_t)(end - host)) || end[-1] == '/';
}

/* One of a list, with what stands behind it. */
static void add_listed(struct trailer_people *out, struct arena *arena, struct span_text span,
        struct span_text behind)
{
	if (out->count && (is_prose(span) || is_site(behind)))
		return;
	add_bare(out, arena, span);
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
		add_listed(out, arena, part, (struct span_text){at + len, span->end});
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

static const struct {
	const char *written, *meant;
} plain_forms[] = {
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&amp;", "&"},
        {"&quot;", "\""},
        {"‹", "<"},
        {"›", ">"},
        {"＜", "<"},
        {"＞", ">"},
        {"⟨", "<"},
        {"⟩", ">"},
};

enum { TAG_MAX = 512 };

/* The length of "<br>", "</a>" or "<a href=...>" at `at`, or 0. */
static size_t tag(const char *at, const char *end)
{
	size_t room = (size_t)(end - at) < TAG_MAX ? (size_t)(end - at) : TAG_MAX;
	const char *close = *at == '<' ? memchr(at, '>', room) : NULL, *behind = at + 1;

	if (!close)
		return 0;
	while (behind < close && is_letter(*behind))
		behind++;
	bool named = behind > at + 1;
	bool known = at[1] == '/' ||
	             (named && strncasecmp(at, "<br", 3) == 0 && behind == at + 3) ||
	             (named && is_space(*behind) && memchr(at, '=', (size_t)(close - at)));
	return known ? (size_t)(close + 1 - at) : 0;
}

/* How many bytes at `at` are written for a mark, which goes to *meant; 0 where they are text. */
static size_t plain_form(const char *at, const char *end, const char **meant)
{
	*meant = "";
	if (*at != '&' && *at != '<' && (unsigned char)*at < 0xE2)
		return 0;
	for (size_t i = 0; i < sizeof plain_forms / sizeof *plain_forms; i++) {
		size_t len = strlen(plain_forms[i].written);
		if ((size_t)(end - at) < len || memcmp(at, plain_forms[i].written, len) != 0)
			continue;
		*meant = plain_forms[i].meant;
		return len;
	}
	return tag(at, end);
}

/* The value as plain text: mail programs leave HTML, and people other brackets. */
static struct span_text plain(struct arena *arena, struct span_text value)
{
	const char *at = value.start, *meant;

	while (at < value.end && !plain_form(at, value.end, &meant))
		at++;
	if (at == value.end)
		return value;
	char *text = arena_alloc(arena, (size_t)(value.end - value.start)), *to = text;
	for (at = value.start; at < value.end;) {
		size_t len = plain_form(at, value.end, &meant);
		if (!len)
			*to++ = *at++;
		at += len;
		if (*meant)
			*to++ = *meant;
	}
	return (struct span_text){text, to};
}

/* A '<' that another follows before it is closed: returns where what it took ends. */
static const char *add_unclosed(struct trailer_people *out, struct arena *arena,
        struct span_text name, struct span_text inside)
{
	struct span_text mail = {inside.start, inside.start};

	find_mail(inside, &mail);
	add_with_mail(out, arena, name, mail);
	return mail.end;
}

void trailer_people_parse(
        struct trailer_people *out, struct arena *arena, const char *value, size_t len)
{
	struct span_text text = plain(arena, (struct span_text){value, value + len});
	const char *at = text.start, *end = before_remark(text.start, text.end);

	out->count = 0;
	while (at < end) {
		const char *left = memchr(at, '<', (size_t)(end - at));
		const char *again = left ? memchr(left + 1, '<', (size_t)(end - left - 1)) : NULL;
		const char *right =
		        left ? memchr(left, '>', (size_t)((again ? again : end) - left)) : NULL;
		struct span_text span = {at, right || again ? left : end};
		split_bare(out, arena, &span, right || again);
		if (!right && !again) {
			add_listed(out, arena, span, (struct span_text){end, end});
			return;
		}
		if (!right) {
			at = add_unclosed(out, arena, span, (struct span_text){left + 1, again});
		} else {
			add_with_mail(out, arena, span, (struct span_text){left + 1, right});
			at = right + 1;
		}
		at = next_person(at, end);
	}
}
