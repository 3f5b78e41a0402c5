/* SPDX-License-Identifier: MIT */
#include "core/identity/robot.h"

#include "formats/text.h"

#include <string.h>
#include <strings.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char forge_mail[] = "@users.noreply.github.com";

static const char *const mails[] = {"action@github.com", "actions@github.com",
        "bot@renovateapp.com", "copilot@github.com", "cursoragent@cursor.com",
        "github-actions@github.com", "hosted@weblate.org", "no-reply@hackmd.io",
        "noreply@anthropic.com", "noreply@weblate.org", "support@dependabot.com"};

static const char *const names[] = {"copilot", "dependabot", "github actions", "github copilot",
        "github-actions", "imgbot", "jekyllbot"};

static const char *const begins[] = {
        "claude code", "claude haiku ", "claude opus ", "claude sonnet ", "copilot autofix"};

/* Accounts of the forge, by what stands before its address. */
static const char *const logins[] = {"actions", "copilot", "github-actions", "jekyllbot"};

static bool is_one_of(const char *const *list, size_t count, struct slice text)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(list[i]) == text.len && strncasecmp(list[i], text.data, text.len) == 0)
			return true;
	}
	return false;
}

static bool ends_in(struct slice text, const char *end)
{
	size_t len = strlen(end);

	return text.len > len && strncasecmp(text.data + text.len - len, end, len) == 0;
}

/* "readme-bot": an account; in a full name the same is a family's ("Ann Smit-Bot"). */
static bool is_account(struct slice text)
{
	return ends_in(text, "-bot") || ends_in(text, "_bot") || ends_in(text, "-robot") ||
	       ends_in(text, "_robot");
}

/* "20407524+k8s-ci-robot@users.noreply.github.com" */
static bool is_forge_account(const char *mail, size_t local)
{
	struct slice login = {mail, local};
	const char *plus = memchr(mail, '+', local);

	if (strcasecmp(mail + local, forge_mail) != 0)
		return false;
	if (plus && strspn(mail, "0123456789") == (size_t)(plus - mail))
		login = (struct slice){plus + 1, local - (size_t)(plus + 1 - mail)};
	return is_account(login) || is_one_of(logins, COUNT(logins), login);
}

bool robot_known(const char *name, const char *mail)
{
	struct slice whole = slice_of(*name == '@' ? name + 1 : name);
	size_t local = strcspn(mail, "@");

	if (is_one_of(mails, COUNT(mails), slice_of(mail)) || is_forge_account(mail, local) ||
	        is_one_of(names, COUNT(names), whole))
		return true;
	for (size_t i = 0; i < COUNT(begins); i++) {
		if (strncasecmp(whole.data, begins[i], strlen(begins[i])) == 0)
			return true;
	}
	if (!memchr(whole.data, ' ', whole.len))
		return is_account(whole);
	return ends_in(whole, " robot") ||
	       (ends_in(whole, " bot") && is_account((struct slice){mail, local}));
}
