/* SPDX-License-Identifier: MIT */
/* The options that commands share: see command.h. */
#include "cmd/command.h"

/* The order of enum color_wish. */
static const char *const colors[] = {"always", "never", "auto", NULL};

const struct command_option common_options[] = {
        OPTION_LIST(struct common_options, directory, 'C', NULL, "DIR", "run as if started in DIR"),
        OPTION_FLAG(struct common_options, json, 0, "json", "results as JSON Lines"),
        OPTION_FLAG(struct common_options, porcelain, 0, "porcelain",
                "results for scripts: a record a line, fields separated by tabs"),
        OPTION_FLAG(struct common_options, nul, 'z', NULL,
                "as --porcelain, each record ended by a NUL"),
        OPTION_CHOICE_BARE(struct common_options, color, 0, "color", colors, "always",
                "whether to use colour"),
        OPTION_FLAG(struct common_options, no_pager, 0, "no-pager", "do not page the results"),
        OPTION_FLAG(struct common_options, help, 'h', "help", "show this"),
        OPTION_END,
};

const struct command_option reading_options[] = {
        OPTION_DAY(struct reading_options, at, 0, "at", "DATE", "what is true on that day"),
        OPTION_STRING(struct reading_options, commit, 0, "commit", "REV",
                "what that commit holds, instead of HEAD"),
        OPTION_END,
};
