/* SPDX-License-Identifier: MIT */
#include "formats/name.h"

#include "formats/buf.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const char *const governed[] = {"moot.ini", "people", "roles", "agreements", "negotiations",
        "journals", ".mailmap", ".gitattributes"};

enum { GOVERNED_COUNT = sizeof governed / sizeof *governed };

static bool letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool valid(const char *name, size_t len, size_t most)
{
	if (!len || len > most || name[0] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!letter_or_digit(name[i]) && name[i] != '-')
			return false;
	return true;
}

bool name_valid(const char *name, size_t len)
{
	return valid(name, len, NAME_LENGTH);
}

bool slug_valid(const char *slug, size_t len)
{
	return valid(slug, len, SLUG_LENGTH);
}

bool name_reserved(const char *name, size_t len)
{
	static const char *const device[] = {"con", "prn", "aux", "nul", "com", "lpt"};
	struct slice word = {name, len < 3 ? len : 3};

	for (size_t i = 0; i < sizeof device / sizeof *device; i++) {
		if (!slice_same_word(word, slice_of(device[i])))
			continue;
		if (i < 4)
			return len == 3;
		return len == 4 && name[3] >= '1' && name[3] <= '9';
	}
	return false;
}

/* "Ben", "Release lead": what is meant is mostly the same in small letters. */
static int not_valid(const char *name, size_t len, const char *shown, struct error *err)
{
	struct buf near = BUF_INIT;
	int result;

	for (size_t i = 0; i < len; i++)
		if (name[i] >= 'A' && name[i] <= 'Z')
			buf_putc(&near, (char)(name[i] - 'A' + 'a'));
		else
			buf_putc(&near, strchr(" _.", name[i]) && name[i] ? '-' : name[i]);
	result = error_set(err, ERROR_FATAL,
	        "name '%s' is not made of a-z, 0-9 and '-', or begins with '-'", shown);
	if (name_valid(near.data, near.len))
		error_hint(err, "did you mean '%s'?", near.data);
	buf_release(&near);
	return result;
}

int name_check(const char *name, size_t len, struct error *err)
{
	struct buf shown = BUF_INIT;
	int result = 0;

	text_escape(&shown, name, len > 64 ? 64 : len, TEXT_NEWLINE_ESCAPE);
	if (len > NAME_LENGTH)
		result =
		        error_set(err, ERROR_FATAL, "name '%s%s' has %zu characters, of at most %d",
		                shown.data, len > 64 ? "..." : "", len, NAME_LENGTH);
	else if (!name_valid(name, len))
		result = not_valid(name, len, shown.data, err);
	else if (name_reserved(name, len))
		result = error_set(err, ERROR_FATAL,
		        "name '%s' is reserved: Windows cannot have such a file", shown.data);
	buf_release(&shown);
	return result;
}

/* NFKC, case folding, ignorable characters dropped; NULL when it is no UTF-8. */
static char *fold(const char *text, size_t len)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
	                            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	utf8proc_ssize_t size = utf8proc_map(
	        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &folded, options);

	if (size < 0) {
		free(folded);
		return NULL;
	}
	if (memchr(folded, '\0', (size_t)size)) {
		free(folded);
		return NULL;
	}
	return (char *)folded;
}

void slug_make(char slug[SLUG_LENGTH + 1], const char *title, size_t len)
{
	utf8proc_uint8_t *plain = NULL;
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	                            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPMARK;
	utf8proc_ssize_t size = utf8proc_map(
	        (const utf8proc_uint8_t *)title, (utf8proc_ssize_t)len, &plain, options);
	size_t used = 0, word_end = 0; /* word_end: where the last whole word ended */
	bool cut = false;

	for (utf8proc_ssize_t i = 0; i < size && !cut; i++) {
		char c = (char)plain[i];
		if (!letter_or_digit(c)) {
			word_end = used && slug[used - 1] != '-' ? used : word_end;
			c = '-';
			if (!used || slug[used - 1] == '-' || used == SLUG_LENGTH)
				continue;
		}
		if (used == SLUG_LENGTH)
			cut = true;
		else
			slug[used++] = c;
	}
	if (cut && word_end)
		used = word_end;
	while (used && slug[used - 1] == '-')
		used--;
	slug[used] = '\0';
	free(plain);
}

static const char *looks_like(const char *c)
{
	switch (*c) {
	case 'i':
	case 'l':
		return "1";
	case 'o':
		return "0";
	case 'm':
		return "rn";
	case 'w':
		return "vv";
	default:
		return NULL;
	}
}

char *name_skeleton(char skeleton[SKELETON_SIZE], const char *name, size_t len)
{
	size_t used = 0;

	if (len > NAME_LENGTH)
		len = NAME_LENGTH;
	for (size_t i = 0; i < len; i++) {
		char c = text_lower(name[i]);
		const char *like = looks_like(&c);
		skeleton[used++] = like ? like[0] : c;
		if (like && like[1])
			skeleton[used++] = like[1];
	}
	skeleton[used] = '\0';
	return skeleton;
}

bool names_alike(const char *a, const char *b)
{
	char skeleton_a[SKELETON_SIZE], skeleton_b[SKELETON_SIZE];

	return !strcmp(
	        name_skeleton(skeleton_a, a, strlen(a)), name_skeleton(skeleton_b, b, strlen(b)));
}

static struct slice first_part(const char *path, size_t len)
{
	const char *slash = memchr(path, '/', len);

	return (struct slice){path, slash ? (size_t)(slash - path) : len};
}

static const char *governed_as(struct slice part)
{
	for (size_t i = 0; i < GOVERNED_COUNT; i++)
		if (slice_is(part, governed[i]))
			return governed[i];
	return NULL;
}

static bool ascii(struct slice part)
{
	for (size_t i = 0; i < part.len; i++)
		if ((unsigned char)part.data[i] >= 0x80)
			return false;
	return true;
}

const char *governed_name(const char *path, size_t len)
{
	return governed_as(first_part(path, len));
}

const char *governed_twin(const char *path, size_t len)
{
	struct slice part = first_part(path, len);
	const char *twin = NULL;

	if (governed_as(part))
		return NULL;
	if (ascii(part)) {
		for (size_t i = 0; i < GOVERNED_COUNT; i++)
			if (slice_same_word(part, slice_of(governed[i])))
				return governed[i];
		return NULL;
	}
	char *folded = fold(part.data, part.len);
	if (!folded)
		return NULL;
	twin = governed_as(slice_of(folded));
	free(folded);
	return twin;
}

static const char crockford[] = "0123456789abcdefghjkmnpqrstvwxyz";

void id_make(char id[ID_LENGTH + 1], uint64_t random)
{
	for (int i = ID_LENGTH; i-- > 0; random >>= 5)
		id[i] = crockford[random & 31];
	id[ID_LENGTH] = '\0';
}

bool id_valid(const char *id, size_t len)
{
	if (len != ID_LENGTH)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!memchr(crockford, id[i], 32))
			return false;
	return true;
}

bool id_typed(char id[ID_LENGTH + 1], const char *text, size_t len)
{
	if (len < ID_PREFIX || len > ID_LENGTH)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text_lower(text[i]);
		if (c == 'o')
			c = '0';
		if (c == 'i' || c == 'l')
			c = '1';
		if (!memchr(crockford, c, 32))
			return false;
		id[i] = c;
	}
	id[len] = '\0';
	return true;
}
