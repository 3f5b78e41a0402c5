/* SPDX-License-Identifier: MIT */
#include "formats/ballot_mark.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const char *const nothing[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "no opinion",
        "no-opinion", "n/a", "na", "nan", "null", "none", "unranked", "abstain", "blank",
        "no preference", "not ranked", "no rank", "skipped"};
static const char *const yes[] = {
        "1", "yes", "y", "true", "x", "approve", "approved", "\xE2\x9C\x93", "\xE2\x9C\x94"};
static const char *const no[] = {"0", "no", "n", "false"};
static const char *const extra[] = {"id", "#", "no.", "nr", "nr.", "row", "voter", "ballot",
        "respondent", "response", "participant", "username", "token", "timestamp", "time stamp",
        "email", "e-mail", "email address", "e-mail address"};
static const char *const row_word[] = {
        "voter", "ballot", "respondent", "response", "participant", "member", "row"};
static const char *const number_word[] = {
        "number", "no", "no.", "nr", "nr.", "num", "#", "code", "key", "token", "hash", "name"};
static const char *const weight[] = {"weight", "weights", "votes", "count"};

static bool one_of(struct slice word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_same_word(word, slice_of(list[i])))
			return true;
	return false;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether what stands behind the digits leaves the number whole: ".", ".0", ",0". */
static enum mark_reading read_rest(struct slice rest)
{
	enum mark_reading reading = MARK_FINE;

	if (!rest.len)
		return MARK_FINE;
	if (rest.data[0] != '.' && rest.data[0] != ',')
		return MARK_NO_NUMBER;
	for (size_t i = 1; i < rest.len; i++) {
		if (!digit(rest.data[i]))
			return MARK_NO_NUMBER;
		if (rest.data[i] != '0')
			reading = MARK_FRACTION;
	}
	return reading;
}

enum mark_reading ballot_number(uint32_t *number, struct slice cell, uint32_t most)
{
	uint64_t value = 0;
	bool negative = cell.len && cell.data[0] == '-';
	size_t at = negative;

	if (at >= cell.len || !digit(cell.data[at]))
		return MARK_NO_NUMBER;
	for (; at < cell.len && digit(cell.data[at]); at++)
		if (value <= most)
			value = value * 10 + (uint64_t)(cell.data[at] - '0');
	enum mark_reading reading = read_rest((struct slice){cell.data + at, cell.len - at});
	if (reading != MARK_FINE)
		return reading;
	if (negative && value)
		return MARK_TOO_LOW;
	if (value > most)
		return MARK_TOO_HIGH;
	*number = (uint32_t)value;
	return MARK_FINE;
}

/* "1st", "2nd", "3rd", "4th" without their letters. */
static struct slice without_ordinal(struct slice cell)
{
	static const char *const ending[] = {"st", "nd", "rd", "th"};

	if (cell.len < 3 || !digit(cell.data[cell.len - 3]))
		return cell;
	struct slice tail = {cell.data + cell.len - 2, 2};
	if (one_of(tail, ending, COUNT_OF(ending)))
		cell.len -= 2;
	return cell;
}

static enum mark_reading read_approval(uint32_t *mark, struct slice cell)
{
	uint32_t number;

	if (one_of(cell, yes, COUNT_OF(yes))) {
		*mark = 1;
		return MARK_FINE;
	}
	if (one_of(cell, no, COUNT_OF(no))) {
		*mark = 0;
		return MARK_FINE;
	}
	enum mark_reading reading = ballot_number(&number, cell, 1);
	if (reading == MARK_FINE)
		*mark = number;
	return reading;
}

enum mark_reading ballot_mark(uint32_t *mark, struct slice cell, enum ballot_kind kind)
{
	if (!cell.len || (!digit(cell.data[0]) && one_of(cell, nothing, COUNT_OF(nothing)))) {
		*mark = BALLOT_UNRANKED;
		return MARK_FINE;
	}
	if (kind == BALLOT_APPROVALS)
		return read_approval(mark, cell);
	uint32_t number;
	if (kind == BALLOT_RANKS)
		cell = without_ordinal(cell);
	enum mark_reading reading = ballot_number(
	        &number, cell, kind == BALLOT_RANKS ? BALLOT_RANK_MAX : BALLOT_SCORE_MAX);
	if (reading != MARK_FINE)
		return reading;
	if (kind == BALLOT_RANKS && number == 0)
		return MARK_TOO_LOW;
	*mark = number;
	return MARK_FINE;
}

const char *ballot_kind_word(enum ballot_kind kind)
{
	switch (kind) {
	case BALLOT_SCORES:
		return "score";
	case BALLOT_APPROVALS:
		return "approval";
	default:
		return "rank";
	}
}

/* "Voter ID", "voter_id", "response-id", "pollID" */
static bool ends_in_id(struct slice header)
{
	if (header.len < 4)
		return false;
	struct slice tail = {header.data + header.len - 2, 2};
	char before = header.data[header.len - 3];
	if (before == ' ' || before == '_' || before == '-')
		return slice_same_word(tail, slice_of("id"));
	return before >= 'a' && before <= 'z' && slice_is(tail, "ID");
}

/* "Ballot number", "voter_no", "Respondent #" */
static bool numbers_rows(struct slice header)
{
	size_t first = 0;

	while (first < header.len && header.data[first] != ' ' && header.data[first] != '_' &&
	        header.data[first] != '-')
		first++;
	if (first + 1 >= header.len)
		return false;
	struct slice rest = {header.data + first + 1, header.len - first - 1};
	return one_of((struct slice){header.data, first}, row_word, COUNT_OF(row_word)) &&
	       one_of(rest, number_word, COUNT_OF(number_word));
}

bool ballot_is_extra(struct slice header)
{
	return one_of(header, extra, COUNT_OF(extra)) || ends_in_id(header) || numbers_rows(header);
}

bool ballot_is_weight(struct slice header)
{
	return one_of(header, weight, COUNT_OF(weight));
}

const char *ballot_quote(struct arena *arena, struct slice cell)
{
	enum { WIDTH = 40 };

	if (cell.len <= WIDTH)
		return arena_string(arena, cell.data, cell.len);
	size_t len = WIDTH;
	while (len > 0 && ((unsigned char)cell.data[len] & 0xC0) == 0x80)
		len--;
	return arena_print(arena, "%.*s\xE2\x80\xA6", (int)len, cell.data);
}
