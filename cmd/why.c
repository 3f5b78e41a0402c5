/* SPDX-License-Identifier: MIT */
#include "cmd/path_words.h"
#include "cmd/report_authority.h"
#include "cmd/report_score.h"
#include "cmd/table.h"

#include "formats/name.h"
#include "formats/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct command_option options[] = {
        OPTION_STRING(struct score_options, topic, 0, "topic", "TOPIC", "in one topic"),
        OPTION_FLAG(struct score_options, strict, 0, "strict", "with --topic: all hops in it"),
        OPTION_FLAG(struct score_options, firm, 0, "firm", "the firm score instead"),
        OPTION_COUNT(
                struct score_options, top, 0, "top", "N", 1, UINT32_MAX, "the N largest parts"),
        OPTION_CHOICE(struct score_options, trailers, 0, "trailers", trailer_modes,
                "which lines of commit messages are trailers"),
        OPTION_STRING(struct score_options, from, 0, "from", "FILE",
                "acknowledgements kept elsewhere: giver receiver day units topic"),
        OPTION_STRING(struct score_options, seeds, 0, "seeds", "NAMES",
                "with --from: whose voice counts, separated by commas"),
        OPTION_END,
};

struct explaining {
	struct context *context;
	struct account *account;
	struct reputation *reputation; /* the account's, or the strict one */
	const struct reputation_part *part;
	size_t count;
	struct people_told people;
	uint64_t more; /* millionths to share out, see tell() */
};

static const struct evidence_item *item_of(const struct account *account, uint32_t event)
{
	return account->evidence.event_item
	               ? &account->evidence.item[account->evidence.event_item[event]]
	               : NULL;
}

static const char *sentence_of(
        const struct explaining *explaining, const struct evidence_item *item)
{
	const char *text = "";
	struct error ignored = ERROR_INIT;

	if (!item || evidence_sentence(&text, explaining->context->arena, explaining->context->repo,
	                     &explaining->account->group.history, &explaining->account->evidence,
	                     item, &ignored))
		return "";
	return text;
}

static void record_part(const struct explaining *explaining, const struct reputation_part *part)
{
	const struct account *account = explaining->account;
	const struct reputation_event *event = &account->evidence.event[part->event];
	const struct evidence_item *item = item_of(account, part->event);
	struct out *out = explaining->context->out;
	char digits[WIDE_TEXT];

	record_open(out);
	record_text(out, "giver", account->evidence.person[part->giver]);
	record_text(out, "standing", wide_text(part->standing, digits));
	record_text(out, "kind", item ? item->kind : NULL);
	record_text(out, "topic", account->evidence.topic[event->topic]);
	record_day(out, "day", event->day);
	record_place(out, account, item, part->event);
	record_text(out, "sentence", item ? sentence_of(explaining, item) : NULL);
	record_number(out, "share", part->share);
	record_number(out, "weight", part->weight);
	record_text(out, "part", wide_text(part->part, digits));
	record_taken(out, account, item);
	record_close(out);
}

/* Largest first; in landing order where they are equal. */
static size_t *by_size(const struct explaining *explaining)
{
	size_t *order = arena_array(explaining->context->arena, explaining->count, sizeof *order);

	/* a merge of runs: qsort is not stable, and ties must keep their order */
	for (size_t i = 0; i < explaining->count; i++)
		order[i] = i;
	size_t *other = arena_array(explaining->context->arena, explaining->count, sizeof *other);
	for (size_t width = 1; width < explaining->count; width *= 2) {
		for (size_t start = 0; start < explaining->count; start += 2 * width) {
			size_t middle = start + width, end = start + 2 * width;
			if (middle > explaining->count)
				middle = explaining->count;
			if (end > explaining->count)
				end = explaining->count;
			size_t left = start, right = middle;
			for (size_t i = start; i < end; i++) {
				bool take_left =
				        left < middle &&
				        (right >= end ||
				                wide_compare(explaining->part[order[left]].part,
				                        explaining->part[order[right]].part) >= 0);
				other[i] = take_left ? order[left++] : order[right++];
			}
		}
		size_t *swap = order;
		order = other;
		other = swap;
	}
	return order;
}

/*
 * In millionths that add up to the score that is printed, largest first: what all are short of it
 * by being rounded down goes one by one to the first of them.
 */
static uint64_t tell(struct explaining *explaining, struct wide part)
{
	uint64_t more = explaining->more > 0;

	explaining->more -= more;
	return reputation_ppm(explaining->reputation, part) + more;
}

static struct wide sum_of(
        const struct explaining *explaining, const size_t *order, size_t from, size_t to)
{
	struct wide sum = {0, 0};

	for (size_t i = from; i < to; i++)
		sum = wide_sum(sum, explaining->part[order[i]].part);
	return sum;
}

static uint64_t short_of(
        const struct explaining *explaining, const size_t *order, size_t shown, uint64_t score)
{
	struct wide rest = sum_of(explaining, order, shown, explaining->count);
	uint64_t told = reputation_ppm(explaining->reputation, rest);

	for (size_t i = 0; i < shown; i++)
		told += reputation_ppm(explaining->reputation, explaining->part[order[i]].part);
	return score - told;
}

static void print_part(struct explaining *explaining, const struct reputation_part *part)
{
	struct context *context = explaining->context;
	const struct account *account = explaining->account;
	const struct reputation_event *event = &account->evidence.event[part->event];
	const struct evidence_item *item = item_of(account, part->event);
	struct out *out = context->out;
	const char *who = person_told(
	        context->arena, &explaining->people, account->evidence.person[part->giver]);
	const char *topic = account->evidence.topic[event->topic];
	bool has_topic = strcmp(topic, "-") != 0;
	const char *rest = arena_print(context->arena, "(%" PRIu64 ")%s%s%s%s",
	        reputation_standing_ppm(explaining->reputation, part->standing), item ? " " : "",
	        item ? item->kind : "", has_topic ? " #" : "", has_topic ? topic : "");
	int column = 21 + (int)text_width(who, strlen(who));

	out_style(out, STYLE_BOLD, "%8" PRIu64, tell(explaining, part->part));
	out_print(out, "  %s ", day_iso(context->arena, event->day));
	out_style(out, STYLE_NAME, "%s", who);
	const char *place = event_place(context->arena, account, item, part->event);
	const char *line = arena_print(context->arena, "%s  %s", rest, place ? place : "");
	if (place && column + 1 + (int)text_width(line, strlen(line)) <= out->width) {
		out_print(out, " %s\n", line);
	} else {
		out_fold_rest(out, column, 10, rest);
		if (place)
			out_fold(out, 10, place);
	}
	const char *sentence = sentence_of(explaining, item);
	if (*sentence)
		out_fold(out, 10, sentence);
}

/* The parts of the score that was asked for. */
static int find_parts(
        struct explaining *explaining, uint32_t person, uint32_t *topic, struct error *err)
{
	const struct score_options *wanted = explaining->context->options;
	struct account *account = explaining->account;

	*topic = REPUTATION_ALL;
	if (wanted->topic && score_topic(account, wanted->topic, topic, err))
		return -1;
	if (wanted->strict &&
	        reputation_strict(&explaining->reputation, account->reputation, *topic, err))
		return -1;
	explaining->part = (wanted->firm ? reputation_explain_firm : reputation_explain)(
	        explaining->reputation, explaining->context->arena, person, *topic,
	        &explaining->count);
	if (!explaining->part)
		return error_set(err, ERROR_NO, "of fewer than four voices there is no firm score");
	return 0;
}

static void print_score(
        struct explaining *explaining, const char *who, uint64_t score, const char *topic)
{
	struct context *context = explaining->context;
	const struct score_options *wanted = context->options;
	const char *in = topic ? arena_print(context->arena, " in #%s", topic) : "";
	const char *line =
	        !explaining->count
	                ? arena_print(context->arena, "nobody has acknowledged them%s yet", in)
	                : arena_print(context->arena,
	                          "%" PRIu64 " ppm%s%s, from %zu acknowledgement%s:", score,
	                          wanted->firm ? " firm" : "", in, explaining->count,
	                          explaining->count == 1 ? "" : "s");
	size_t width = text_width(who, strlen(who)) + 2 + text_width(line, strlen(line));

	out_style(context->out, STYLE_BOLD, "%s", who);
	if (width <= (size_t)context->out->width) {
		out_print(context->out, "  %s\n", line);
		return;
	}
	out_print(context->out, "\n");
	out_fold(context->out, 10, line);
}

static void print_parts(struct explaining *explaining, uint32_t person, uint32_t topic)
{
	struct context *context = explaining->context;
	const struct score_options *wanted = context->options;
	const struct evidence *evidence = &explaining->account->evidence;
	const size_t *order = by_size(explaining);
	struct wide sum = sum_of(explaining, order, 0, explaining->count);
	uint64_t score = reputation_ppm(explaining->reputation, sum);
	size_t shown = wanted->top ? wanted->top : 20;

	if (shown > explaining->count)
		shown = explaining->count;
	people_tell(&explaining->people, context->arena, evidence->person, evidence->person_count);
	explaining->more = short_of(explaining, order, shown, score);
	print_score(explaining, evidence->person[person], score,
	        wanted->topic ? evidence->topic[topic] : NULL);
	for (size_t i = 0; i < shown; i++)
		print_part(explaining, &explaining->part[order[i]]);
	if (shown < explaining->count)
		out_print(context->out, "%8" PRIu64 "  in %zu more: --top %zu shows them\n",
		        tell(explaining, sum_of(explaining, order, shown, explaining->count)),
		        explaining->count - shown, explaining->count);
}

static int explain(
        struct context *context, struct account *account, uint32_t person, struct error *err)
{
	struct explaining explaining = {
	        .context = context, .account = account, .reputation = account->reputation};
	uint32_t topic;
	int status = find_parts(&explaining, person, &topic, err);

	if (!status && context->out->form == FORM_HUMAN)
		print_parts(&explaining, person, topic);
	else if (!status)
		for (size_t i = 0; i < explaining.count; i++)
			record_part(&explaining, &explaining.part[i]);
	if (explaining.reputation != account->reputation)
		reputation_free(explaining.reputation);
	return status;
}

/* What `to` owes to `from`. */
static int owed(struct context *context, struct account *account, uint32_t from, uint32_t to)
{
	struct reputation_debt debt = reputation_owed(account->reputation, from, to);
	struct wide score = reputation_scores(account->reputation)[to];
	const char *a = account->evidence.person[from], *b = account->evidence.person[to];
	char digits[WIDE_TEXT];

	if (context->out->form != FORM_HUMAN) {
		record_open(context->out);
		record_text(context->out, "giver", a);
		record_text(context->out, "person", b);
		record_text(context->out, "score", wide_text(score, digits));
		record_text(context->out, "direct", wide_text(debt.direct, digits));
		record_text(context->out, "all", wide_text(debt.all, digits));
		record_close(context->out);
		return 0;
	}
	out_fold(context->out, 0,
	        arena_print(context->arena,
	                "of %s's %" PRIu64 " ppm, %" PRIu64
	                " come from what %s wrote to them, and %" PRIu64
	                " would be missing had %s written nothing at all",
	                b, reputation_ppm(account->reputation, score),
	                reputation_ppm(account->reputation, debt.direct), a,
	                reputation_ppm(account->reputation, debt.all), a));
	return 0;
}

static bool ends(const char *text, const char *with)
{
	size_t len = strlen(text), tail = strlen(with);

	return len > tail && !strcmp(text + len - tail, with);
}

/* "roles/x.ini:12", "x.ini": a path as it was typed and a line, 0 for none. */
static const char *path_and_line(struct context *context, const char *word, uint32_t *line)
{
	const char *colon = strrchr(word, ':'), *path = word;

	*line = 0;
	if (colon && colon[1] && !colon[1 + strspn(colon + 1, "0123456789")])
		path = arena_string(context->arena, word, (size_t)(colon - word));
	if (!strchr(path, '/') &&
	        (strchr(path, '@') || (!ends(path, ".ini") && !ends(path, ".md"))))
		return NULL;
	if (path != word)
		*line = (uint32_t)strtoul(colon + 1, NULL, 10);
	return path;
}

/* A path, or a role that no person is called like. */
static int ask_authority(struct context *context, const char *word, bool *asked, struct error *err)
{
	struct group group;
	uint32_t line;
	const char *path = path_and_line(context, word, &line);

	*asked = false;
	if (context_provide_for(context, READS_HISTORY, err))
		return -1;
	if (!context->root) {
		if (path)
			return error_set(
			        err, ERROR_FATAL, "no group stands here, so nothing is agreed");
		return 0;
	}
	if (!path && !name_valid(word, strlen(word)))
		return 0;
	if (session_group(context, &group, err) ||
	        (path && path_word(&path, context, &group, path, err)))
		return -1;
	if (!path && !standing_person(&group.now, word) && standing_role(&group.now, word))
		path = arena_print(context->arena, "roles/%s.ini", word);
	if (!path)
		return 0;
	*asked = true;
	session_mark_void(context, &group);
	return report_authority(context, &group, path, line, err);
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct score_options *wanted = context->options;
	struct account account;
	uint32_t first, second;
	int status = -1;
	bool asked;

	if (wanted->strict && !wanted->topic)
		return error_set(err, ERROR_USAGE, "--strict goes with --topic");
	if (argc == 2 && (wanted->topic || wanted->firm))
		return error_set(
		        err, ERROR_USAGE, "between two people only the whole score is told");
	if (argc == 1 && !wanted->from) {
		if (ask_authority(context, argv[0], &asked, err))
			return -1;
		if (asked)
			return 0;
	}

	if (score_account(context, wanted, &account, err))
		return -1;
	if (score_person(context, &account, argv[0], &first, err))
		status = -1;
	else if (argc == 1)
		status = explain(context, &account, first, err);
	else if (!score_person(context, &account, argv[1], &second, err))
		status = owed(context, &account, first, second);
	account_release(&account);
	return status;
}

const struct command command_why = {
        .name = "why",
        .group = GROUP_SEE,
        .summary = "the sentences behind a reputation, or the decision behind a line",
        .operands = "HANDLE [HANDLE]|ROLE|PATH[:LINE]",
        .operand_min = 1,
        .operand_max = 2,
        .option = options,
        .options_size = sizeof(struct score_options),
        .needs = READS | PAGED | KEPT, /* and the history, unless --from */
        .run = run,
};
