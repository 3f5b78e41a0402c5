/* SPDX-License-Identifier: MIT */
#include "formats/ballot_blt.h"

#include "formats/ballot_mark.h"
#include "formats/text.h"

#include <inttypes.h>
#include <string.h>

struct blt {
	struct ballots *ballots;
	struct arena *arena;
	struct findings *findings;
	const char *path;
	struct slice rest, line; /* without blanks and comment */
	const char *start;       /* of the line */
	uint32_t number;
	bool *withdrawn;
	size_t capacity, weight_capacity;
};

/* The word in quotes, then what is wrong with it. */
static void complain(struct blt *blt, const char *code, struct slice word, const char *what)
{
	uint32_t column = (uint32_t)(word.data - blt->start + 1);
	struct finding *finding = findings_add(blt->findings, SEVERITY_ERROR, code, blt->path,
	        blt->number, column, "'%s' %s", ballot_quote(blt->arena, word), what);
	finding->line = 1;
	finding_show(blt->findings, finding, blt->start,
	        (size_t)(blt->line.data + blt->line.len - blt->start), (uint32_t)word.len);
	finding->line = blt->number;
}

static struct slice without_comment(struct slice line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		quoted ^= line.data[i] == '"';
		if (!quoted && line.data[i] == '#')
			line.len = i;
	}
	return slice_trim(line);
}

/* The next line that says something. */
static bool next_line(struct blt *blt)
{
	while (text_line(&blt->rest, &blt->line)) {
		blt->number++;
		blt->start = blt->line.data;
		blt->line = without_comment(blt->line);
		if (blt->line.len)
			return true;
	}
	return false;
}

static bool next_word(struct slice *rest, struct slice *word)
{
	*rest = slice_trim(*rest);
	size_t len = 0;
	while (len < rest->len && !text_blank(rest->data[len]))
		len++;
	*word = (struct slice){rest->data, len};
	*rest = (struct slice){rest->data + len, rest->len - len};
	return len > 0;
}

static bool read_sizes(struct slice line, uint32_t *options, uint32_t *seats)
{
	struct slice first, second, third;

	return next_word(&line, &first) && next_word(&line, &second) && !next_word(&line, &third) &&
	       ballot_number(options, first, BALLOT_WEIGHT_MAX) == MARK_FINE &&
	       ballot_number(seats, second, BALLOT_WEIGHT_MAX) == MARK_FINE;
}

static struct blt blt_begin(const char *text, size_t len)
{
	size_t mark = text_mark(text, len);

	return (struct blt){.rest = {text + mark, len - mark}};
}

bool ballots_blt_is(const char *text, size_t len)
{
	struct blt blt = blt_begin(text, len);
	uint32_t options, seats;

	return next_line(&blt) && read_sizes(blt.line, &options, &seats);
}

static void read_withdrawn(struct blt *blt)
{
	struct slice rest = blt->line, word;
	uint32_t option;

	while (next_word(&rest, &word)) {
		struct slice number = {word.data + 1, word.len - 1};
		if (word.data[0] != '-' ||
		        ballot_number(&option, number, (uint32_t)blt->ballots->options) !=
		                MARK_FINE ||
		        option < 1)
			complain(blt, "E704", word, "names no option that could withdraw");
		else
			blt->withdrawn[option - 1] = true;
	}
}

static uint32_t *add_row(struct blt *blt, uint32_t weight)
{
	struct ballots *ballots = blt->ballots;
	size_t options = ballots->options, used = ballots->rows * options;

	if (!ballots->mark || blt->capacity < used + options) {
		blt->capacity = used * 2 + options * 8;
		uint32_t *larger = arena_array(blt->arena, blt->capacity, sizeof *larger);
		if (ballots->mark)
			memcpy(larger, ballots->mark, used * sizeof *larger);
		ballots->mark = larger;
	}
	ballots->weight = arena_grow(blt->arena, ballots->weight, ballots->rows,
	        &blt->weight_capacity, sizeof *ballots->weight);
	ballots->weight[ballots->rows] = weight;
	uint32_t *mark = &ballots->mark[used];
	for (size_t i = 0; i < options; i++)
		mark[i] = BALLOT_UNRANKED;
	return mark;
}

/* One place: `3`, `3=4`, or `-` and `0` for none. */
static bool read_place(struct blt *blt, uint32_t *mark, uint32_t rank, struct slice place)
{
	uint32_t option;

	if (slice_is(place, "-") || slice_is(place, "0"))
		return true;
	while (place.len) {
		const char *equal = memchr(place.data, '=', place.len);
		size_t len = equal ? (size_t)(equal - place.data) : place.len;
		struct slice word = {place.data, len};
		if (ballot_number(&option, word, (uint32_t)blt->ballots->options) != MARK_FINE ||
		        option < 1) {
			complain(blt, "E704", word, "is the number of no option");
			return false;
		}
		if (mark[option - 1] != BALLOT_UNRANKED) {
			complain(blt, "E704", word, "stands twice on one ballot");
			return false;
		}
		mark[option - 1] = rank;
		len += equal != NULL;
		place = (struct slice){place.data + len, place.len - len};
	}
	return true;
}

static void read_ballot(struct blt *blt)
{
	struct slice rest = blt->line, word;
	uint32_t weight = 0, rank = 0;

	next_word(&rest, &word);
	if (word.data[0] == '(' && word.data[word.len - 1] == ')') {
		weight = 1;
	} else if (ballot_number(&weight, word, BALLOT_WEIGHT_MAX) != MARK_FINE) {
		complain(blt, "E704", word, "is no number of ballots");
		blt->ballots->left_out++;
		return;
	}
	uint32_t *mark = add_row(blt, weight);
	while (next_word(&rest, &word)) {
		rank++;
		if (read_place(blt, mark, rank, word))
			continue;
		blt->ballots->left_out++;
		return;
	}
	blt->ballots->rows++;
	blt->ballots->voters += weight;
}

static void read_name(struct blt *blt, size_t option)
{
	struct ballots *ballots = blt->ballots;
	struct slice name = blt->line;

	if (name.len > 1 && name.data[0] == '"' && name.data[name.len - 1] == '"')
		name = slice_trim((struct slice){name.data + 1, name.len - 2});
	if (name.len > BALLOT_NAME_MAX)
		complain(blt, "E708", name, "is too long for a name");
	for (size_t i = 0; i < option; i++)
		if (slice_is(name, ballots->option[i]))
			complain(blt, "E702", name, "is the name of an option already");
	ballots->option[option] = arena_string(blt->arena, name.data, name.len);
}

/* Takes the withdrawn options out of names and marks. */
static void drop_withdrawn(struct blt *blt)
{
	struct ballots *ballots = blt->ballots;
	size_t options = ballots->options, at = 0, kept = 0;

	for (size_t row = 0; row < ballots->rows; row++)
		for (size_t i = 0; i < options; i++)
			if (!blt->withdrawn[i])
				ballots->mark[at++] = ballots->mark[row * options + i];
	for (size_t i = 0; i < options; i++) {
		if (!blt->withdrawn[i])
			ballots->option[kept++] = ballots->option[i];
		else
			findings_add(blt->findings, SEVERITY_NOTE, "E707", blt->path, 0, 0,
			        "option '%s' has withdrawn and is left out", ballots->option[i]);
	}
	ballots->options = kept;
}

static bool read_head(struct blt *blt)
{
	uint32_t options, seats;

	if (!next_line(blt) || !read_sizes(blt->line, &options, &seats))
		return false;
	if (!options || options > BALLOT_OPTIONS_MAX) {
		complain(blt, "E708", blt->line, "is not from 1 to 1000 options");
		return false;
	}
	blt->ballots->options = options;
	blt->ballots->seats = seats;
	blt->withdrawn = arena_array(blt->arena, options, sizeof *blt->withdrawn);
	blt->ballots->option = arena_array(blt->arena, options, sizeof *blt->ballots->option);
	return true;
}

static bool read_names(struct blt *blt)
{
	for (size_t i = 0; i < blt->ballots->options; i++) {
		if (!next_line(blt)) {
			findings_add(blt->findings, SEVERITY_ERROR, "E701", blt->path, blt->number,
			        0, "%zu options, but %zu names behind the ballots",
			        blt->ballots->options, i);
			return false;
		}
		read_name(blt, i);
	}
	return true;
}

bool ballots_blt_parse(struct ballots *ballots, struct arena *arena, const char *text, size_t len,
        const char *path, struct findings *findings)
{
	struct blt blt = blt_begin(text, len);
	bool more = true;

	blt.ballots = ballots;
	blt.arena = arena;
	blt.findings = findings;
	blt.path = path;
	if (ballots->kind != BALLOT_RANKS) {
		findings_add(findings, SEVERITY_ERROR, "E704", path, 1, 1,
		        "a BLT file holds ranks, no %ss", ballot_kind_word(ballots->kind));
		return false;
	}
	if (!read_head(&blt))
		return false;
	while ((more = next_line(&blt)) && !slice_is(blt.line, "0")) {
		if (blt.line.data[0] == '-')
			read_withdrawn(&blt);
		else
			read_ballot(&blt);
	}
	if (!more)
		findings_add(findings, SEVERITY_ERROR, "E701", path, blt.number, 0,
		        "no line '0' ends the ballots");
	if (!more || !read_names(&blt)) {
		ballots->options = 0;
		return false;
	}
	drop_withdrawn(&blt);
	if (ballots->voters > BALLOT_WEIGHT_MAX)
		findings_add(findings, SEVERITY_ERROR, "E708", path, 0, 0,
		        "%" PRIu64 " ballots are more than the %u that can be counted",
		        ballots->voters, BALLOT_WEIGHT_MAX);
	if (!ballots->rows)
		findings_add(findings, SEVERITY_ERROR, "E706", path, 0, 0, "there is no ballot");
	return ballots->options > 0 && ballots->rows > 0;
}
