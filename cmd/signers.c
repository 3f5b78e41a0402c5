/* SPDX-License-Identifier: MIT */
#include "cmd/output.h"
#include "cmd/session.h"

#include "core/rules/file.h"
#include "core/rules/force.h"
#include "core/group/signers.h"
#include "formats/date.h"

#include <string.h>

struct signers_options {
	const char *output;
};

static const struct command_option options[] = {
        OPTION_STRING(struct signers_options, output, 'o', "output", "FILE",
                "write there, when all of it is known"),
        OPTION_END,
};

/* "# ana: Ana Reyes; desk 2026-01-05..2026-06-30" */
static void print_office(struct context *context, const struct group *group, struct buf *to,
        const struct signers_key *key)
{
	struct file_list roles = standing_roles(&group->now, context->arena);
	const struct person *person = standing_person(&group->now, key->handle);

	buf_print(to, "\n# %s: %s", key->handle, person ? person->name : key->handle);
	for (size_t i = 0; i < roles.count; i++) {
		const struct role *role = &roles.file[i]->role;
		for (size_t j = 0; j < role->holder_count; j++) {
			const struct holder *holder = &role->holder[j];
			struct moment then = ledger_moment(&group->ledger, holder->term.from);
			if (strcmp(holder->handle, key->handle) != 0 ||
			        holder_force(&then, role, holder) != FORCE_YES)
				continue;
			buf_print(to, "; %s %s..%s", role->name,
			        day_iso(context->arena, holder->term.from),
			        day_iso(context->arena, holder->term.until));
		}
	}
	buf_putc(to, '\n');
}

static void print_key(struct context *context, const struct group *group, struct buf *to,
        const struct signers_key *key)
{
	if (key->retired)
		buf_print(
		        to, "# retired by its owner on %s\n", day_iso(context->arena, key->until));
	if (key->key.openpgp) {
		buf_print(to, "# %s, of OpenPGP: gpg checks what it signs\n", key->key.fingerprint);
		return;
	}
	buf_print(to, "%s namespaces=\"git\",valid-after=\"%s\",valid-before=\"%s\" %s\n",
	        key->principals, signers_moment(context->arena, group, key->from, false),
	        signers_moment(context->arena, group, key->until, true), key->text);
}

static void print_file(struct context *context, const struct group *group,
        const struct signers *signers, struct buf *to)
{
	char hex[OID_HEX_SIZE];

	buf_print(to,
	        "# who may sign for %s, as agreed at commit %.12s; written by moot signers\n"
	        "# git config gpg.ssh.allowedSignersFile FILE makes git verify-commit ask it\n",
	        standing_charter(&group->now)->name, oid_hex(hex, &group->tip));
	for (size_t i = 0; i < signers->count; i++) {
		const struct signers_key *key = &signers->key[i];
		if (!i || strcmp(key->handle, signers->key[i - 1].handle) != 0)
			print_office(context, group, to, key);
		print_key(context, group, to, key);
	}
}

static void record_keys(struct context *context, const struct signers *signers)
{
	struct out *out = context->out;

	for (size_t i = 0; i < signers->count; i++) {
		const struct signers_key *key = &signers->key[i];
		record_open(out);
		record_text(out, "person", key->handle);
		record_text(out, "type", key->key.type);
		record_text(out, "fingerprint", key->key.fingerprint);
		record_day(out, "from", key->from);
		record_day(out, "until", key->until);
		record_flag(out, "retired", key->retired);
		record_close(out);
	}
}

static int run(struct context *context, int argc, char **argv, struct error *err)
{
	const struct signers_options *wanted = context->options;
	struct buf text = BUF_INIT;
	struct signers signers;
	struct group group;
	int status = 0;

	(void)argc;
	(void)argv;
	if (session_group(context, &group, err))
		return -1;
	signers_list(&signers, context->arena, &group);
	print_file(context, &group, &signers, &text);
	if (wanted->output)
		status = output_write(context->arena, wanted->output, &text, NULL, err);
	else if (context->out->form == FORM_HUMAN)
		out_raw(context->out, text.data, text.len);
	if (context->out->form != FORM_HUMAN)
		record_keys(context, &signers);
	buf_release(&text);
	return status;
}

const struct command command_signers = {
        .name = "signers",
        .group = GROUP_HONEST,
        .summary = "write which key stands for whom and when, for git to check by",
        .option = options,
        .options_size = sizeof(struct signers_options),
        .needs = NEEDS_MOOT | READS,
        .run = run,
};
