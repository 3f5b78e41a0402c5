/* SPDX-License-Identifier: MIT */
#include "formats/trailer.h"

#include "formats/finding.h"

#include <string.h>
#include <strings.h>

const struct trailer_kind trailer_kinds[] = {
        {"reviewed-by", 4},
        {"helped-by", 4},
        {"co-authored-by", 4},
        {"tested-by", 4},
        {"reported-by", 4},
        {"suggested-by", 4},
        {"thanks-to", 4},
        {"acked-by", 2},
        {"signed-off-by", 0},
        {"cc", 0},
};

enum { KINDS = sizeof trailer_kinds / sizeof *trailer_kinds, LONGEST_WORD = 64, SHORT_WORD = 10 };

const size_t trailer_kind_count = KINDS;

/* What a decision commit says about those who took part is a record, no acknowledgement. */
static const char *const decision_words[] = {"agreed-by", "objected-by", "stood-aside-by"};

static bool equal(const char *word, const char *key, size_t len)
{
	return strlen(word) == len && strncasecmp(word, key, len) == 0;
}

const struct trailer_kind *trailer_kind_find(const char *key, size_t len)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (equal(trailer_kinds[i].word, key, len))
			return &trailer_kinds[i];
	}
	return NULL;
}

bool trailer_is_credit(const char *key, size_t len)
{
	if (trailer_kind_find(key, len))
		return true;
	if (len < 4 || strncasecmp(key + len - 3, "-by", 3) != 0)
		return false;
	for (size_t i = 0; i < sizeof decision_words / sizeof *decision_words; i++) {
		if (equal(decision_words[i], key, len))
			return false;
	}
	return true;
}

const char *trailer_nearest(const char *key, size_t len)
{
	const char *known[KINDS];
	char word[LONGEST_WORD];

	if (len == 0 || len >= sizeof word || trailer_kind_find(key, len))
		return NULL;
	for (size_t i = 0; i < len; i++)
		word[i] = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] - 'A' + 'a') : key[i];
	word[len] = '\0';
	for (size_t i = 0; i < KINDS; i++)
		known[i] = trailer_kinds[i].word;
	/* "Tests-by", "Co-mentored-by" and "Requested-by" are words of their own. */
	const char *near = nearest_word_within(word, known, KINDS, len < SHORT_WORD ? 1 : 2);
	return near && strncmp(near, word, 3) == 0 ? near : NULL;
}
