/* SPDX-License-Identifier: MIT */
#include "cmd/path_words.h"
#include "cmd/report_score.h"
#include "cmd/table.h"

#include "core/group/timeline.h"
#include "formats/date.h"
#include "formats/text.h"

#include <string.h>

struct log_options {
	const char *who, *topic;
	int32_t since, until;
	uint32_t count;
	bool foreign;
};

static const struct command_option options[] = {
        OPTION_STRING(struct log_options, who, 0, "by", "HANDLE", "of one person"),
        OPTION_STRING(struct log_options, topic, 0, "topic", "TOPIC", "in one topic"),
        OPTION_DAY(struct log_options, since, 0, "since", "DATE", "of that day and later"),
        OPTION_DAY(struct log_options, until, 0, "until", "DATE", "of that day and earlier"),
        OPTION_COUNT(
                struct log_options, count, 'n', "max-count", "N", 1, UINT32_MAX, "the newest N"),
        OPTION_FLAG(struct log_options, foreign, 0, "foreign",
                "what somebody else than the owner wrote or took out"),
        OPTION_END,
};

/* The commit of history mode is named by its id, since it is in no file. */
static const char *place_of(
        struct context *context, const struct account *account, const struct timeline_entry *entry)
{
	char hex[OID_HEX_SIZE];

	if (*entry->path && !entry->taken)
		return arena_print(context->arena, "%s:%u", entry->path, entry->line);
	oid_hex(hex, &account->group.history.commit[entry->commit].id);
	return arena_print(
	        context->arena, "%s%s%.10s", entry->path, *entry->path ? " in " : "", hex);
}

/* The same of the same person is said once. */
static bool was_noticed(const struct timeline_entry *entry, size_t number)
{
	for (size_t i = 0; i < number; i++)
		if (*entry->signal[i].target &&
		        !strcmp(entry->signal[i].kind, entry->signal[number].kind) &&
		        !strcmp(entry->signal[i].target, entry->signal[number].target))
			return true;
	return false;
}

static const char *noticed(struct context *context, const struct people_told *people,
        const struct timeline_entry *entry)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < entry->topic_count; i++)
		buf_print(&text, "%s%s%s", text.len ? " " : "", *entry->path ? "#" : "",
		        entry->topic[i]);
	for (size_t i = 0; i < entry->signal_count; i++)
		if (!was_noticed(entry, i))
			buf_print(&text, "%s%s%s%s", text.len ? ", " : "", entry->signal[i].kind,
			        *entry->signal[i].target ? " " : "",
			        person_told(context->arena, people, entry->signal[i].target));
	for (size_t i = 0; i < entry->foreign_count; i++)
		buf_print(&text, "%s%s%s", text.len ? ", " : "",
		        i              ? ""
		        : entry->taken ? "taken out by "
		                       : "partly by ",
		        entry->foreign[i]);
	if (entry->taken)
		buf_puts(&text, ", counts as before");
	const char *copy = arena_string(context->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static void print_entries(
        struct context *context, const struct account *account, const struct timeline *timeline)
{
	struct out *out = context->out;
	struct people_told people;

	people_tell(
	        &people, context->arena, account->evidence.person, account->evidence.person_count);
	for (size_t i = 0; i < timeline->count; i++) {
		const struct timeline_entry *entry = &timeline->entry[i];
		const char *words = noticed(context, &people, entry);
		out_print(out, "%s  ", day_iso(context->arena, entry->day));
		const char *who = person_told(context->arena, &people, entry->who);
		out_style(out, STYLE_NAME, "%s", who);
		out_print(out, " ");
		out_fold_rest(out, 13 + (int)text_width(who, strlen(who)), 12, entry->title);
		if (*words)
			out_fold(out, 12, words);
		out_style(out, STYLE_DIM, "%*s%s", 12, "", place_of(context, account, entry));
		out_print(out, "\n");
	}
}

static void record_entry(
        struct context *context, const struct account *account, const struct timeline_entry *entry)
{
	struct out *out = context->out;
	char hex[OID_HEX_SIZE];

	record_open(out);
	record_day(out, "day", entry->day);
	record_text(out, "who", entry->who);
	record_text(out, "path", *entry->path ? entry->path : NULL);
	if (entry->line)
		record_number(out, "line", entry->line);
	else
		record_text(out, "line", NULL);
	record_text(out, "title", entry->title);
	record_list_open(out, "topics");
	for (size_t i = 0; i < entry->topic_count; i++)
		record_text(out, NULL, entry->topic[i]);
	record_list_close(out);
	record_list_open(out, "signals");
	for (size_t i = 0; i < entry->signal_count; i++) {
		record_group_open(out, NULL);
		record_text(out, "kind", entry->signal[i].kind);
		record_text(out, "target", entry->signal[i].target);
		record_group_close(out);
	}
	record_list_close(out);
	record_list_open(out, "foreign");
	for (size_t i = 0; i < entry->foreign_count; i++)
		record_text(out, NULL, entry->foreign[i]);
	record_list_close(out);
	record_text(out, "commit", oid_hex(hex, &account->group.history.commit[entry->commit].id));
	record_close(out);
}

struct wanted_paths {
	const char *const *path;
	size_t count;
};

static bool is_wanted(void *context, const char *path)
{
	const struct wanted_paths *wanted = context;

	return path_wanted(path, wanted->path, wanted->count);
}

/* The handle, or in history mode the person, that --by names. */
static int find_person(struct context *context, struct account *account, const char *word,
        const char **who, struct error *err)
{
	uint32_t person;

	if (score_person(context, account, *word == '@' ? word + 1 : word, &person, err))
		return -1;
	*who = account->evidence.person[person];
	return 0;
}

static int read_timeline(struct context *context, int argc, char **argv, struct account *account,
        struct timeline *timeline, struct error *err)
{
	const struct log_options *wanted = context->options;
	struct wanted_paths paths = {NULL, (size_t)argc};
	struct timeline_options reading = {
	        .topic = wanted->topic && *wanted->topic == '#' ? wanted->topic + 1 : wanted->topic,
	        .since = wanted->since,
	        .until = wanted->until,
	        .foreign = wanted->foreign,
	        .wanted = is_wanted,
	        .context = &paths,
	};
	const char **path = NULL;

	if (argc && !account->group.root)
		return error_set(err, ERROR_USAGE,
		        "paths are those of journals, and without moot.ini there are none");
	if ((argc && path_words(&path, context, &account->group, argc, argv, err)) ||
	        (wanted->who && find_person(context, account, wanted->who, &reading.who, err)))
		return -1;
	paths.path = path;
	timeline_read(timeline, context->arena, account, &reading);
	if (wanted->count && timeline->count > wanted->count)
		timeline->count = wanted->count;
	for (size_t i = 0; i < timeline->count; i++)
		if (timeline_title(timeline, &timeline->entry[i], context->arena, account, err))
			return -1;
	return 0;
}

static size_t count_landed(const struct account *account)
{
	const struct evidence *evidence = &account->evidence;
	size_t count = 0;

	for (size_t i = 0; i < evidence->item_count; i++)
		count += evidence->item[i].reason == EVIDENCE_COUNTS &&
		         evidence->item[i].day <= account->input.at &&
		         !strcmp(evidence->item[i].kind, "landed");
	return count;
}

static int say_nothing(struct context *context, int argc, const struct account *account)
{
	const struct log_options *wanted = context->options;
	size_t landed = count_landed(account);
	bool some = argc || wanted->who || wanted->topic || wanted->foreign ||
	            wanted->since != DAY_NONE || wanted->until != DAY_NONE;

	if (some)
		talk("nothing here is like that");
	else if (account->group.root)
		talk("nobody has written yet: moot write begins a journal");
	else if (landed)
		talk("no commit has a trailer that acknowledges anybody, as with Reviewed-by: or "
		     "Reported-by:; %zu %s landed by others: moot reputation",
		        landed, landed == 1 ? "was" : "were");
	else
		talk("no commit acknowledges anybody yet, as with Reviewed-by: or Reported-by:");
	return 0;
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct score_options all = {0};
	struct account account = {.reputation = NULL};
	struct timeline timeline;

	int status = score_account(context, &all, &account, err) ||
	             read_timeline(context, argc, argv, &account, &timeline, err);
	account_release(&account);
	if (status)
		return -1;
	if (context->out->form == FORM_HUMAN && !timeline.count)
		return say_nothing(context, argc, &account);
	if (context->out->form == FORM_HUMAN)
		print_entries(context, &account, &timeline);
	for (size_t i = 0; context->out->form != FORM_HUMAN && i < timeline.count; i++)
		record_entry(context, &account, &timeline.entry[i]);
	return 0;
}

const struct command command_log = {
        .name = "log",
        .group = GROUP_WORK,
        .summary = "what people wrote, newest first",
        .operands = "[PATH...]",
        .operand_max = OPERANDS_ANY,
        .option = options,
        .options_size = sizeof(struct log_options),
        .needs = READS_HISTORY | READS | PAGED | KEPT,
        .run = run,
};
