/* SPDX-License-Identifier: MIT */
#include "cmd/advice.h"
#include "cmd/session.h"

#include "core/git/git.h"
#include "core/writing/person_file.h"
#include "core/writing/take_over.h"
#include "formats/charter.h"
#include "formats/date.h"
#include "formats/name.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct init_options {
	unsigned template_number;
	const char *name, *handle;
	bool dry_run;
};

static const char *const templates[] = {"pair", "team", "coop", "oss", NULL};

static const struct command_option options[] = {
        OPTION_CHOICE(struct init_options, template_number, 0, "template", templates,
                "what kind of group: which charter it begins with"),
        OPTION_STRING(struct init_options, name, 0, "name", "NAME", "the name of the group"),
        OPTION_STRING(struct init_options, handle, 0, "handle", "HANDLE",
                "what you are called here; else the first of your names"),
        OPTION_FLAG(struct init_options, dry_run, 'n', "dry-run", "show it, write nothing"),
        OPTION_END,
};

static const char attributes[] = "negotiations/** -text\n"
                                 "journals/** merge=union\n"
                                 "roles/** merge=moot\n"
                                 "people/** merge=moot\n";

static bool in_repository(void)
{
	static const char *const argv[] = {"git", "rev-parse", "--git-dir", NULL};
	struct buf out = BUF_INIT;
	struct error ignored = ERROR_INIT;
	int status = 1;

	git_run(argv, NULL, &out, NULL, 0, &status, &ignored);
	buf_release(&out);
	return !status;
}

/*
 * Goes to DIR of a repository, or makes a new one.  With -n nothing is made: *missing is what of
 * DIR is not there, "" for nothing, and *new says that a repository would be made.
 */
static int enter(const char *dir, bool dry_run, const char **missing, bool *new, struct error *err)
{
	static const char *const argv[] = {"git", "init", "-q", "-b", "main", NULL};

	*missing = "";
	*new = false;
	if (dry_run && dir && chdir(dir)) {
		if (errno != ENOENT)
			return error_set(
			        err, ERROR_FATAL, "cannot go to '%s': %s", dir, strerror(errno));
		*missing = dir;
	}
	if (dry_run) {
		*new = !in_repository();
		return 0;
	}
	if (dir && mkdir(dir, 0777) && errno != EEXIST)
		return error_set(err, ERROR_FATAL, "cannot make '%s': %s", dir, strerror(errno));
	if (dir && chdir(dir))
		return error_set(err, ERROR_FATAL, "cannot go to '%s': %s", dir, strerror(errno));
	if (in_repository())
		return 0;
	*new = true;
	return git_run(argv, NULL, NULL, NULL, 0, NULL, err);
}

/* The file of that handle has another address, or the address another handle. */
static int is_somebody_else(struct context *context, const struct taking_over *taking,
        const char *handle, const struct person_at_hand *person, struct error *err)
{
	const char *path = arena_print(context->arena, "people/%s.ini", handle);

	if (taking->founder) {
		error_set(err, ERROR_FATAL, "people/%s.ini has your address, %s", taking->founder,
		        person->mail);
		return error_hint(err, "leave --handle out, and you are %s", taking->founder);
	}
	for (size_t i = 0; i < taking->people; i++)
		if (!strcmp(taking->file[i].path, path)) {
			error_set(err, ERROR_FATAL, "%s is there, and has another address than %s",
			        path, person->mail);
			return error_hint(err,
			        "if that is you, add to it: email = %s; else: --handle HANDLE",
			        person->mail);
		}
	return 0;
}

/* "Ana Ng" is ana; failing that the beginning of her address. */
static int choose_handle(struct context *context, const struct init_options *wanted,
        const struct person_at_hand *person, const struct taking_over *taking, const char **handle,
        struct error *err)
{
	char slug[SLUG_LENGTH + 1];

	*handle = wanted->handle;
	if (taking->founder && (!*handle || !strcmp(*handle, taking->founder))) {
		*handle = taking->founder;
		return 0;
	}
	if (*handle)
		return name_check(*handle, strlen(*handle), err) ||
		                       is_somebody_else(context, taking, *handle, person, err)
		               ? -1
		               : 0;
	slug_make(slug, person->name, strcspn(person->name, " "));
	if (!name_valid(slug, strlen(slug)))
		slug_make(slug, person->mail, strcspn(person->mail, "@"));
	*handle = arena_string(context->arena, slug, strlen(slug));
	if (name_valid(slug, strlen(slug)) && !name_reserved(slug, strlen(slug)))
		return is_somebody_else(context, taking, *handle, person, err);
	error_set(err, ERROR_USAGE, "no handle can be made of '%s'", person->name);
	return error_hint(err, "choose one: --handle HANDLE");
}

static int draft_founder(struct context *context, const struct group *group,
        const struct person_at_hand *person, const char *handle, int32_t until, struct draft *draft,
        struct error *err)
{
	struct person_words words = {
	        .path = arena_print(context->arena, "people/%s.ini", handle),
	        .name = person->name,
	        .email = &person->mail,
	        .email_count = 1,
	};
	struct term term = {.from = group->day, .until = until, .by = "founding"};
	struct buf text = BUF_INIT;

	int failed = person_file_say(&text, context->arena, &words, err) ||
	             person_file_admit(&text, &term, false, err);
	if (!failed)
		draft_add(draft, words.path, text.data, text.len);
	buf_release(&text);
	return failed ? error_hint(err, "git config user.name and user.email say who you are") : 0;
}

static int draft_attributes(struct group *group, struct draft *draft, struct error *err)
{
	const char *before;
	size_t len;

	if (group_tree_text(group, ".gitattributes", &before, &len, err))
		return -1;
	const char *text = before ? arena_print(draft->arena, "%s%s%s", before,
	                                    len && before[len - 1] != '\n' ? "\n" : "", attributes)
	                          : attributes;
	draft_add(draft, ".gitattributes", text, strlen(text));
	return 0;
}

/* Not committed, since each clone has its own: moot join and check say it to the others. */
static void install_driver(void)
{
	static const char *const name[] = {
	        "git", "config", "merge.moot.name", "moot: merge by key", NULL};
	static const char *const driver[] = {
	        "git", "config", "merge.moot.driver", "moot merge-driver %O %A %B %P", NULL};
	struct error ignored = ERROR_INIT;

	git_run(name, NULL, NULL, NULL, 0, NULL, &ignored);
	git_run(driver, NULL, NULL, NULL, 0, NULL, &ignored);
}

/* So that the founder may call moot from anywhere in the repository. */
static void name_root(struct context *context)
{
	const char *const argv[] = {"git", "config", "moot.dir", context->root, NULL};
	struct error ignored = ERROR_INIT;

	if (*context->root)
		git_run(argv, NULL, NULL, NULL, 0, NULL, &ignored);
}

static const char *group_name(struct context *context, const struct init_options *wanted)
{
	char folder[4096];

	if (wanted->name)
		return wanted->name;
	const char *slash = getcwd(folder, sizeof folder) ? strrchr(folder, '/') : NULL;
	return slash && slash[1] ? arena_string(context->arena, slash + 1, strlen(slash + 1))
	                         : "a group";
}

/* *there: the folder is, and the shell of git is in it. */
static int prepare(struct context *context, const char *dir, struct group *group, bool *there,
        struct error *err)
{
	const struct init_options *wanted = context->options;
	const char *missing;
	bool new;

	if (enter(dir, wanted->dry_run, &missing, &new, err))
		return -1;
	*there = !*missing;
	if (new && wanted->dry_run) {
		*group = (struct group){
		        .arena = context->arena, .root = "", .unborn = true, .day = context->today};
		out_print(
		        context->out, "a new repository%s%s\n\n", *missing ? " in " : "", missing);
		return 0;
	}
	if (context_repo(context, NULL, err))
		return -1;
	if (!repo_work_tree(context->repo))
		return error_set(err, ERROR_FATAL,
		        "this is a bare repository: a group is founded in a clone");
	char *root = arena_print(context->arena, "%s%s", repo_prefix(context->repo), missing);
	while (*root && root[strlen(root) - 1] == '/')
		root[strlen(root) - 1] = '\0';
	context->root = root;
	if (session_group(context, group, err))
		return -1;
	const char *charter;
	size_t len;
	if (group_tree_text(group, "moot.ini", &charter, &len, err))
		return -1;
	if (charter) {
		error_set(err, ERROR_FATAL, "there is a group here already");
		return error_hint(err, "moot status shows it; a member takes others in: moot join");
	}
	return 0;
}

static void report_register(struct context *context, const struct taking_over *taking)
{
	size_t roles = taking->count - taking->people;
	const char *ends = "";

	if (context->out->form != FORM_HUMAN)
		return;
	if (taking->endless)
		ends = arena_print(context->arena, "%zu term%s without an end %s then too. ",
		        taking->endless, taking->endless == 1 ? "" : "s",
		        taking->endless == 1 ? "ends" : "end");
	out_fold(context->out, 0,
	        arena_print(context->arena,
	                "Taken over from people/ and roles/: %zu %s, %zu role%s. %sWhat somebody "
	                "is given begins with a first commit of their own.",
	                taking->people, taking->people == 1 ? "person" : "people", roles,
	                roles == 1 ? "" : "s", ends));
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct init_options *wanted = context->options;
	struct group group;
	struct person_at_hand person;
	struct draft draft = DRAFT_INIT(context->arena);
	const char *handle;
	struct oid id;
	char hex[OID_HEX_SIZE];
	bool committed;

	struct taking_over taking = TAKING_OVER_INIT(context->arena);
	bool there;
	if (prepare(context, argc ? argv[0] : NULL, &group, &there, err) ||
	        session_person(context, &group, &person, err) ||
	        (there && !wanted->dry_run && session_recover(context, &group, err)) ||
	        (there && take_over_look(&taking, person.mail, err)) ||
	        choose_handle(context, wanted, &person, &taking, &handle, err))
		return -1;
	const char *name = group_name(context, wanted);
	const char *charter = charter_template(context->arena,
	        templates[wanted->template_number ? wanted->template_number - 1 : 1], name);
	if (!charter)
		return error_set(err, ERROR_USAGE, "'%s' cannot be the name of a group", name);
	int32_t until = day_after(group.day, (struct duration){0, 6}) - 1;
	draft_add(&draft, "moot.ini", charter, strlen(charter));
	taking.day = group.day;
	taking.until = until;
	if (take_over_draft(&taking, &draft, err) ||
	        (!taking.founder &&
	                draft_founder(context, &group, &person, handle, until, &draft, err)) ||
	        draft_attributes(&group, &draft, err))
		return -1;
	draft.subject = arena_print(context->arena, "%s is founded by %s", name, handle);
	if (session_commit(context, &group, &draft, wanted->dry_run, &id, &committed, err))
		return -1;
	if (!committed)
		return 0;
	install_driver();
	name_root(context);
	if (context->out->form == FORM_HUMAN)
		out_fold(context->out, 0,
		        arena_print(context->arena,
		                "%s is founded. You hold it until %s; like everything here it ends "
		                "by itself.",
		                name, day_iso(context->arena, until)));
	else
		record_result(context->out, "commit", oid_hex(hex, &id));
	if (taking.count) {
		report_register(context, &taking);
		advice_next(context, "moot check; moot roles");
		return 0;
	}
	advice_next(context, "moot join HANDLE --name 'NAME' --email ADDRESS");
	return 0;
}

const struct command command_init = {
        .name = "init",
        .group = GROUP_SET_UP,
        .summary = "found a group, here or in DIR",
        .operands = "[DIR]",
        .operand_max = 1,
        .option = options,
        .options_size = sizeof(struct init_options),
        .needs = 0,
        .run = run,
};
