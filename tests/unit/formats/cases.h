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
#include "tests/unit/files.h"

#include <stdlib.h>
#include <string.h>

struct case_format {
	const char *name;   /* of the folder below tests/formats */
	const char *folder; /* of the path the parser is told */
	const char *ending; /* of the files */
	/* Reads the text and adds what was read; false when the file cannot be used. */
	bool (*read)(struct buf *out, struct arena *arena, const char *text, size_t len,
	        const char *path, struct findings *findings);
};

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

struct cases {
	const struct case_format *format;
	bool valid;
};

static inline void case_run(const char *at, void *context)
{
	const struct case_format *format = ((const struct cases *)context)->format;
	bool valid = ((const struct cases *)context)->valid;
	struct buf text = BUF_INIT, want = BUF_INIT, got = BUF_INIT, path = BUF_INIT;
	struct buf read = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct findings findings = FINDINGS_INIT(&arena);

	file_case(&text, &want, at);
	if (!strncmp(want.data, "path ", 5)) {
		size_t len = strcspn(want.data, "\n");
		buf_add(&path, want.data + 5, len - 5);
		buf_print(&got, "path %s\n", path.data);
	} else {
		buf_print(&path, "%s%s", format->folder, strrchr(at, '/') + 1);
	}
	/* a copy with nothing behind it, so that a sanitizer sees what reads on */
	char *copy = memory_alloc(text.len);
	if (text.len)
		memcpy(copy, text.data, text.len);
	bool usable = format->read(&read, &arena, copy, text.len, path.data, &findings);
	if (valid && findings.count)
		fail_msg("%s: a finding: %s", at, findings.item[0].message);
	if (!valid && !findings.count)
		fail_msg("%s: no finding", at);
	findings_sort(&findings);
	for (size_t i = 0; i < findings.count; i++)
		case_finding(&got, &findings.item[i], path.data);
	buf_puts(&got, usable ? read.data : "unusable\n");
	if (got.len != want.len || memcmp(got.data, want.data, got.len) != 0)
		fail_msg("%s: got\n%s", at, got.data);
	arena_release(&arena);
	free(copy);
	buf_release(&text);
	buf_release(&want);
	buf_release(&got);
	buf_release(&path);
	buf_release(&read);
}

/* All files of a folder; one found empty fails. */
static inline void case_folder(const struct case_format *format, bool valid)
{
	struct cases cases = {format, valid};
	struct buf path = BUF_INIT;

	buf_print(&path, "tests/formats/%s/%s", format->name, valid ? "valid" : "invalid");
	folder_each(path.data, format->ending, 1, case_run, &cases);
	buf_release(&path);
}

#endif
