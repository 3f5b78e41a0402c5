/* SPDX-License-Identifier: MIT */
#include "formats/mailmap.h"

#include "formats/buf.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string.h>

struct mailmap_entry {
	const char *key; /* "mail" NUL, or "mail" NUL "name" NUL where the name must match too */
	size_t key_len;
	const char *name; /* NULL: stays */
	const char *mail;
};

/* One "name <mail>" of a line; texts are NULL when they are not there. */
struct spelling {
	const char *name, *mail;
	size_t name_len, mail_len;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void add_lower(struct buf *key, const char *text, size_t len)
{
	buf_reserve(key, len + 1);
	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		key->data[key->len + i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	key->len += len;
	buf_putc(key, '\0');
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct mailmap *mailmap, const char *key, size_t len)
{
	uint32_t mask = mailmap->slot_count - 1;
	uint32_t at = (uint32_t)XXH3_64bits(key, len) & mask;

	for (;; at = (at + 1) & mask) {
		uint32_t *slot = &mailmap->slot[at];
		if (*slot == 0)
			return slot;
		const struct mailmap_entry *entry = &mailmap->entry[*slot - 1];
		if (entry->key_len == len && memcmp(entry->key, key, len) == 0)
			return slot;
	}
}

static void grow_slots(struct mailmap *mailmap)
{
	if (mailmap->count * 2 < mailmap->slot_count)
		return;
	mailmap->slot_count = mailmap->slot_count ? mailmap->slot_count * 2 : 64;
	mailmap->slot = arena_array(mailmap->arena, mailmap->slot_count, sizeof *mailmap->slot);
	for (uint32_t i = 0; i < mailmap->count; i++)
		*find_slot(mailmap, mailmap->entry[i].key, mailmap->entry[i].key_len) = i + 1;
}

static struct mailmap_entry *entry_for(struct mailmap *mailmap, const struct buf *key)
{
	grow_slots(mailmap);
	uint32_t *slot = find_slot(mailmap, key->data, key->len);
	if (*slot)
		return &mailmap->entry[*slot - 1];

	mailmap->entry = arena_grow(mailmap->arena, mailmap->entry, mailmap->count,
	        &mailmap->capacity, sizeof *mailmap->entry);
	struct mailmap_entry *entry = &mailmap->entry[mailmap->count++];
	*slot = (uint32_t)mailmap->count;
	*entry = (struct mailmap_entry){
	        arena_string(mailmap->arena, key->data, key->len), key->len, NULL, NULL};
	return entry;
}

/* Reads one spelling from *text and moves it behind; the first mail of a line must not be empty. */
static bool read_spelling(
        struct spelling *out, const char **text, const char *end, bool may_be_empty)
{
	const char *start = *text;
	const char *left = memchr(start, '<', (size_t)(end - start));
	const char *right = left ? memchr(left + 1, '>', (size_t)(end - left - 1)) : NULL;

	*out = (struct spelling){NULL, NULL, 0, 0};
	if (!right || (!may_be_empty && right == left + 1))
		return false;
	out->mail = left + 1;
	out->mail_len = (size_t)(right - left - 1);
	*text = right + 1;

	while (start < left && is_space(*start))
		start++;
	while (left > start && is_space(left[-1]))
		left--;
	if (start < left) {
		out->name = start;
		out->name_len = (size_t)(left - start);
	}
	return true;
}

static void add_line(struct mailmap *mailmap, struct buf *key, const char *text, const char *end)
{
	struct spelling proper, commit;

	if (text == end || *text == '#' || !read_spelling(&proper, &text, end, false))
		return;
	if (!read_spelling(&commit, &text, end, true)) {
		commit = (struct spelling){NULL, proper.mail, 0, proper.mail_len};
		proper.mail = NULL;
	}
	buf_clear(key);
	add_lower(key, commit.mail, commit.mail_len);
	if (commit.name)
		add_lower(key, commit.name, commit.name_len);

	struct mailmap_entry *entry = entry_for(mailmap, key);
	if (proper.name || commit.name)
		entry->name = proper.name
		                      ? arena_string(mailmap->arena, proper.name, proper.name_len)
		                      : NULL;
	if (proper.mail)
		entry->mail = arena_string(mailmap->arena, proper.mail, proper.mail_len);
}

void mailmap_add(struct mailmap *mailmap, const char *text, size_t len)
{
	struct buf key = BUF_INIT;
	const char *end = text + strnlen(text, len);

	while (text < end) {
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		if (!line_end)
			line_end = end;
		add_line(mailmap, &key, text, line_end);
		text = line_end < end ? line_end + 1 : end;
	}
	buf_release(&key);
}

static const struct mailmap_entry *look_up(
        const struct mailmap *mailmap, const char *name, const char *mail)
{
	if (mailmap->count == 0)
		return NULL;

	struct buf key = BUF_INIT;
	add_lower(&key, mail, strlen(mail));
	size_t mail_only = key.len;
	add_lower(&key, name, strlen(name));
	uint32_t slot = *find_slot(mailmap, key.data, key.len);
	if (slot == 0)
		slot = *find_slot(mailmap, key.data, mail_only);
	buf_release(&key);
	return slot ? &mailmap->entry[slot - 1] : NULL;
}

bool mailmap_apply(const struct mailmap *mailmap, const char **name, const char **mail)
{
	const struct mailmap_entry *entry = look_up(mailmap, *name, *mail);

	if (!entry || (!entry->name && !entry->mail))
		return false;
	if (entry->name)
		*name = entry->name;
	if (entry->mail)
		*mail = entry->mail;
	return true;
}

bool mailmap_has(const struct mailmap *mailmap, const char *mail)
{
	for (size_t i = 0; i < mailmap->count; i++) {
		const char *key = mailmap->entry[i].key;
		if (strcasecmp(key, mail) == 0)
			return true;
	}
	return false;
}
