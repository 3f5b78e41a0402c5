/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/report_entry.h"

#include "core/rules/force.h"
#include "core/rules/place.h"
#include "core/writing/person_file.h"
#include "formats/name.h"

#include <ctype.h>
#include <string.h>

struct thank_options {
	struct option_list message;
	const char *handle;
	bool dry_run;
};

static const struct command_option options[] = {
        OPTION_LIST(struct thank_options, message, 'm', "message", "WHY", "what for"),
        OPTION_STRING(struct thank_options, handle, 0, "handle", "HANDLE",
                "what somebody not known here yet is to be called"),
        OPTION_FLAG(struct thank_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const char template[] = "\n"
                               "# What for?  One sentence: \"the review\", \"She has read it.\"\n"
                               "# These lines are left out; an empty text aborts.\n";

struct thanking {
	struct context *context;
	struct group group;
	struct person_at_hand person;
	const char *handle;      /* of whom is thanked */
	const char *name, *mail; /* of a new acquaintance; NULL else */
	const char *why;
	struct addition addition;
};

/* --- who --- */

static bool is_same_name(const char *a, const char *b)
{
	return !strcasecmp(a, b);
}

/* The one known by this name or mail; ERROR_NO when two are. */
static int find_by_name(
        struct thanking *thanking, const char *name, const char *mail, struct error *err)
{
	struct file_list people = standing_people(&thanking->group.now, thanking->context->arena);
	const char *found = NULL;

	for (size_t i = 0; i < people.count; i++) {
		const struct person *person = &people.file[i]->person;
		bool same = name && is_same_name(person->name, name);
		for (size_t j = 0; mail && j < person->email_count; j++)
			same |= !strcasecmp(person->email[j], mail);
		if (same && found) {
			error_refuse(err, "D7", "both %s and %s are called %s", found,
			        person->handle, name);
			error_place(err, "%s:1", people.file[i]->name);
			return error_hint(err, "say the handle: moot thank %s", found);
		}
		if (same)
			found = person->handle;
	}
	thanking->handle = found;
	return 0;
}

static const char *nearest_handle(struct thanking *thanking, const char *word)
{
	struct file_list people = standing_people(&thanking->group.now, thanking->context->arena);
	const char **known = arena_array(thanking->context->arena, people.count, sizeof *known);

	for (size_t i = 0; i < people.count; i++)
		known[i] = people.file[i]->person.handle;
	return nearest_word(word, known, people.count);
}

/* Rule D3: a new handle is no twin of one that is there. */
static int check_handle(struct thanking *thanking, const char *handle, struct error *err)
{
	struct file_list people = standing_people(&thanking->group.now, thanking->context->arena);
	const char *path = arena_print(thanking->context->arena, "people/%s.ini", handle);
	const char *text;
	size_t len;

	if (name_check(handle, strlen(handle), err)) {
		return error_hint(err, "choose one: --handle HANDLE");
	}
	for (size_t i = 0; i < people.count; i++) {
		const char *other = people.file[i]->person.handle;
		if (!names_alike(other, handle))
			continue;
		error_refuse(err, "D3", "'%s' looks like %s, who is here already", handle, other);
		error_place(err, "%s:1", people.file[i]->name);
		return error_hint(err, "choose another one: --handle HANDLE");
	}
	if (group_tree_text(&thanking->group, path, &text, &len, err))
		return -1;
	if (!text)
		return 0;
	error_refuse(err, "V4", "there is a %s, which does not stand", path);
	error_place(err, "%s:1", path);
	return error_hint(err, "moot check says why; or choose another one: --handle HANDLE");
}

static int choose_handle(struct thanking *thanking, struct error *err)
{
	const struct thank_options *wanted = thanking->context->options;
	char slug[SLUG_LENGTH + 1];

	if (!is_member(&thanking->group.now, thanking->person.handle)) {
		error_refuse(err, "V4",
		        "%s is nobody here, and an acquaintance is added by a member in force",
		        thanking->name);
		error_place(err, "%s",
		        place_of_member(&thanking->group.now, thanking->context->arena,
		                thanking->person.handle));
		return error_hint(
		        err, "moot write -m 'Thanks %s, ...' is a journal entry", thanking->name);
	}
	if (wanted->handle)
		thanking->handle = wanted->handle;
	else {
		slug_make(slug, thanking->name, strlen(thanking->name));
		thanking->handle = arena_string(thanking->context->arena, slug, strlen(slug));
	}
	if (!*thanking->handle) {
		error_set(err, ERROR_USAGE, "no handle can be made of '%s'", thanking->name);
		return error_hint(err, "choose one: --handle HANDLE");
	}
	return check_handle(thanking, thanking->handle, err);
}

/* "Erin Vale <erin@example.org>" */
static void take_apart(struct thanking *thanking, const char *word)
{
	struct arena *arena = thanking->context->arena;
	const char *open = strchr(word, '<'), *close = open ? strchr(open, '>') : NULL;
	size_t len = close && !close[1] ? (size_t)(open - word) : strlen(word);

	if (close && !close[1] && close > open + 1 && memchr(open, '@', (size_t)(close - open)))
		thanking->mail = arena_string(arena, open + 1, (size_t)(close - open - 1));
	while (len && word[len - 1] == ' ')
		len--;
	thanking->name = arena_string(arena, word, len);
}

/* A handle, a known name or mail; else somebody new. */
static int find_person(struct thanking *thanking, const char *word, struct error *err)
{
	bool at = *word == '@';
	const char *bare = word + at, *near;

	if (standing_person(&thanking->group.now, bare)) {
		thanking->handle = bare;
		return 0;
	}
	take_apart(thanking, word);
	if (!at && find_by_name(thanking, thanking->name, thanking->mail, err))
		return -1;
	if (thanking->handle) {
		thanking->name = NULL;
		return 0;
	}
	near = name_valid(bare, strlen(bare)) ? nearest_handle(thanking, bare) : NULL;
	if (at || near) {
		error_set(err, ERROR_FATAL, "there is no '%s' under people/", bare);
		return near ? error_hint(err, "did you mean '%s'?", near)
		            : error_hint(err, "somebody new is thanked by their name: moot thank "
		                              "'NAME'");
	}
	if (!*thanking->name)
		return error_set(err, ERROR_USAGE, "whom? a handle or a name is wanted");
	return choose_handle(thanking, err);
}

/* --- what for --- */

/* "Thanks", or the charter's first word where that is none of its own. */
static const char *thanks_word(const struct thanking *thanking)
{
	const struct charter *charter = standing_charter(&thanking->group.now);

	for (size_t i = 0; i < charter->thanks_count; i++)
		if (!strcasecmp(charter->thanks[i], "thanks"))
			return "Thanks";
	return charter->thanks_count ? charter->thanks[0] : "Thanks";
}

/* "the review" is what for; "She has read it." a sentence of its own. */
static const char *sentence(struct thanking *thanking)
{
	struct arena *arena = thanking->context->arena;
	const char *why = thanking->why;
	size_t first = strcspn(why, "\n");
	bool ends = first && strchr(".!?:", why[first - 1]);
	const char *join = !strncasecmp(why, "for ", 4)     ? " "
	                   : isupper((unsigned char)why[0]) ? ": "
	                                                    : " for ";

	return arena_print(arena, "%s @%s%s%.*s%s%s", thanks_word(thanking), thanking->handle, join,
	        (int)first, why, ends ? "" : ".", why + first);
}

static bool says_thanks(const struct thanking *thanking)
{
	const struct journal *journal = &thanking->addition.journal;

	for (size_t i = 0; i < journal->signal_count; i++)
		if (journal->signal[i].kind == SIGNAL_THANKS &&
		        !strcmp(journal->signal[i].target, thanking->handle))
			return true;
	return false;
}

static int find_words(struct thanking *thanking, struct error *err)
{
	const struct thank_options *wanted = thanking->context->options;
	struct arena *arena = thanking->context->arena;
	const char *text;

	if (session_text(thanking->context, &wanted->message, template, false, &thanking->why, err))
		return -1;
	text = sentence(thanking);
	if (addition_read(&thanking->addition, arena, entry_thanks(arena, &thanking->group), text,
	            strlen(text), thanking->group.day, err))
		return -1;
	if (says_thanks(thanking))
		return 0;
	error_set(err, ERROR_FATAL, "this would not be noticed as thanks: %s", text);
	return error_hint(err, "say it in your own words: moot write");
}

/* --- the commit --- */

static int draft_acquaintance(
        const struct thanking *thanking, struct draft *draft, struct error *err)
{
	struct person_words words = {
	        .path = arena_print(draft->arena, "people/%s.ini", thanking->handle),
	        .name = thanking->name,
	        .email = &thanking->mail,
	        .email_count = thanking->mail ? 1 : 0,
	};
	struct buf text = BUF_INIT;

	int failed = person_file_say(&text, draft->arena, &words, err);
	if (!failed)
		draft_add(draft, words.path, text.data, text.len);
	buf_release(&text);
	return failed ? -1 : 0;
}

static void report(const struct thanking *thanking, const char *path)
{
	struct out *out = thanking->context->out;

	if (out->form != FORM_HUMAN) {
		record_result(out, "path", path);
		return;
	}
	if (thanking->name)
		out_print(out, "%s is an acquaintance now, @%s: people/%s.ini\n", thanking->name,
		        thanking->handle, thanking->handle);
	out_print(out, "%s  %s\n", path,
	        thanking->name ? "1 thanks"
	                       : entry_noticed(thanking->context, &thanking->group,
	                                 &thanking->addition.journal));
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct thank_options *wanted = context->options;
	struct thanking thanking = {.context = context};
	struct draft draft = DRAFT_INIT(context->arena);
	bool committed;

	(void)argc;
	if (session_group(context, &thanking.group, err) ||
	        session_member(context, &thanking.group, &thanking.person, err) ||
	        find_person(&thanking, argv[0], err))
		return -1;
	if (!strcmp(thanking.handle, thanking.person.handle))
		return error_set(err, ERROR_NO, "nobody's own thanks count for themselves");
	if ((thanking.name && draft_acquaintance(&thanking, &draft, err)) ||
	        find_words(&thanking, err))
		return -1;
	const char *path = entry_path(context->arena, thanking.person.handle, thanking.group.day);
	draft_make(&draft, path, addition_make, &thanking.addition);
	draft.subject = entry_subject(context->arena, thanking.person.handle, thanking.group.day,
	        &thanking.addition.journal);
	if (wanted->dry_run && context->out->form == FORM_HUMAN)
		report(&thanking, path);
	if (entry_commit(context, &thanking.group, &draft, thanking.why, wanted->dry_run,
	            &committed, err))
		return -1;
	if (committed)
		report(&thanking, path);
	if (committed)
		advice_next(context, "moot why %s", thanking.handle);
	return 0;
}

const struct command command_thank = {
        .name = "thank",
        .group = GROUP_WORK,
        .summary = "thank somebody in today's entry, known here or not",
        .operands = "HANDLE|NAME",
        .operand_min = 1,
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct thank_options),
        .needs = NEEDS_MOOT | WRITES,
        .run = run,
};
