/* SPDX-License-Identifier: MIT */
/*
 * cases: file pairs in tests/formats/FORMAT/{valid,invalid}/: x.ini and x.ini.expect.
 *
 * What is expected are the findings as they are shown,
 *
 *     4:1: error: unknown key 'colour' [E104]
 *         colour = red
 *         ^~~~~~
 *         hint: did you mean 'color'?
 *
 * then "unusable" where the file cannot be used, then what was read.  A first line "path PATH"
 * gives the file another path than FOLDER/x.ini.  In invalid/ there is a finding, in valid/ none.
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include "formats/buf.h"
#include "formats/finding.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct case_format {
	const char *name;   /* of the folder below tests/formats */
	const char *folder; /* of the path the parser is told */
	const char *ending; /* of the files */
	/* Reads the text and adds what was read; false when the file cannot be used. */
	bool (*read)(struct buf *out, struct arena *arena, const char *text, size_t len,
	        const char *path, struct findings *findings);
};

static inline bool case_file(struct buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t count;

	if (!file)
		return false;
	while ((count = fread(block, 1, sizeof block, file)))
		buf_add(out, block, count);
	fclose(file);
	return true;
}

static inline void case_finding(struct buf *out, const struct finding *finding, const char *path)
{
	static const char *const severity[] = {"note", "warning", "error"};

	assert_string_equal(finding->path, path);
	assert_non_null(finding_meaning(finding->code));
	buf_print(out, "%u:%u: %s: %s [%s]\n", finding->line, finding->column,
	        severity[finding->severity], finding->message, finding->code);
	if (finding->source) {
		buf_print(out, "    %s\n    ", finding->source);
		for (uint32_t i = 1; i < finding->column && finding->source[i - 1]; i++)
			buf_putc(out, finding->source[i - 1] == '\t' ? '\t' : ' ');
		for (uint32_t i = 0; i < finding->width; i++)
			buf_putc(out, i ? '~' : '^');
		buf_putc(out, '\n');
	}
	if (finding->hint)
		buf_print(out, "    hint: %s\n", finding->hint);
}

static inline void case_run(const struct case_format *format, const char *file, bool valid)
{
	struct buf at = BUF_INIT, text = BUF_INIT, want = BUF_INIT, got = BUF_INIT, path = BUF_INIT;
	struct buf read = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);

	buf_print(&at, "tests/formats/%s/%s/%s", format->name, valid ? "valid" : "invalid", file);
	assert_true(case_file(&text, at.data));
	buf_puts(&at, ".expect");
	if (!case_file(&want, at.data))
		fail_msg("%s is missing", at.data);
	if (!strncmp(want.data, "path ", 5)) {
		size_t len = strcspn(want.data, "\n");
		buf_add(&path, want.data + 5, len - 5);
		buf_print(&got, "path %s\n", path.data);
	} else {
		buf_print(&path, "%s%s", format->folder, file);
	}
	/* a copy with nothing behind it, so that a sanitizer sees what reads on */
	char *copy = memory_alloc(text.len);
	if (text.len)
		memcpy(copy, text.data, text.len);
	bool usable = format->read(&read, &arena, copy, text.len, path.data, &findings);
	if (valid && findings.count)
		fail_msg("%s: a finding: %s", at.data, findings.item[0].message);
	if (!valid && !findings.count)
		fail_msg("%s: no finding", at.data);
	findings_sort(&findings);
	for (size_t i = 0; i < findings.count; i++)
		case_finding(&got, &findings.item[i], path.data);
	buf_puts(&got, usable ? read.data : "unusable\n");
	if (got.len != want.len || memcmp(got.data, want.data, got.len) != 0)
		fail_msg("%s: got\n%s", at.data, got.data);
	arena_release(&arena);
	free(copy);
	buf_release(&at);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
	buf_release(&path);
	buf_release(&read);
}

/* All files of a folder; one found empty fails. */
static inline void case_folder(const struct case_format *format, bool valid)
{
	struct buf path = BUF_INIT;
	size_t count = 0, ending = strlen(format->ending);

	buf_print(&path, "tests/formats/%s/%s", format->name, valid ? "valid" : "invalid");
	DIR *dir = opendir(path.data);
	if (!dir)
		fail_msg("%s cannot be opened", path.data);
	for (struct dirent *entry; (entry = readdir(dir));) {
		size_t len = strlen(entry->d_name);
		if (len <= ending || strcmp(entry->d_name + len - ending, format->ending) != 0)
			continue;
		case_run(format, entry->d_name, valid);
		count++;
	}
	closedir(dir);
	if (!count)
		fail_msg("%s has no case", path.data);
	buf_release(&path);
}

#endif
