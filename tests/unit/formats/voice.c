/* SPDX-License-Identifier: MIT */
#include "formats/voice.h"

#include "formats/margin.h"
#include "tests/unit/formats/cases.h"

static struct arena arena = ARENA_INIT;

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	arena = (struct arena)ARENA_INIT;
	return 0;
}

static void check_choices(const char *value, const char *want)
{
	struct voice_choice *choice;
	size_t count = voice_choices(&choice, &arena, value);
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		buf_print(&got, "%s%s:%u", i ? " " : "", choice[i].option, choice[i].rank);
	assert_string_equal(got.data, want);
	buf_release(&got);
}

static void choices_are_options_with_ranks(void **state)
{
	(void)state;
	check_choices("a", "a:1");
	check_choices("b-ben", "b-ben:1");
	check_choices("a, b-ben", "a:1 b-ben:1");
	check_choices("b > a = c > none", "b:1 a:2 c:2 none:3");
	check_choices("B-Ben.", "b-ben:1");
	check_choices("", "");
	check_choices(" , > = ,", "");
	check_choices("> a", "a:1");
	check_choices("a>>b", "a:1 b:2");
	/* what is more than an option is none: a condition is no consent */
	check_choices("a if the date holds", "a if the date holds:1");
}

static struct voice parse(const char *text, struct findings *findings)
{
	struct voice voice;

	*findings = (struct findings)FINDINGS_INIT(&arena);
	voice_parse(&voice, &arena, text, strlen(text), "voice-x.md", findings);
	return voice;
}

/* Each word in every case it may have, and with every mistake that keeps its letters. */
static void each_word_counts_whatever_its_case_and_is_near_without_its_colon(void **state)
{
	struct findings findings;
	struct buf text = BUF_INIT;

	(void)state;
	for (unsigned i = 0; i < VOICE_WORDS; i++) {
		static const char *const form[] = {"%s: a", "  %s : a", "\n%s:a"};
		for (size_t f = 0; f < 3; f++) {
			char format[16];
			strcpy(format, form[f]);
			char *at = strstr(format, "%s");
			buf_clear(&text);
			buf_add(&text, format, (size_t)(at - format));
			for (const char *c = voice_word_name[i]; *c; c++)
				buf_putc(&text,
				        f == 2 && *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c);
			buf_puts(&text, at + 2);
			struct voice voice = parse(text.data, &findings);
			assert_int_equal(voice.line_count, 1);
			assert_int_equal(voice.line[0].word, i);
			assert_string_equal(voice.line[0].value, "a");
			assert_string_equal(voice.prose, "");
		}
		static const char *const wrong[] = {"- %ss: a", "**%s** : a", "%sx: a", "# %s: a"};
		for (size_t f = 0; f < 4; f++) {
			if (f == 2 && strlen(voice_word_name[i]) < 5)
				continue; /* a short word has too many neighbours */
			char *at = strstr(wrong[f], "%s");
			buf_clear(&text);
			buf_add(&text, wrong[f], (size_t)(at - wrong[f]));
			buf_print(&text, "%s%s", voice_word_name[i], at + 2);
			struct voice voice = parse(text.data, &findings);
			assert_int_equal(voice.line_count, 0);
			assert_int_equal(findings.count, 1);
			assert_string_equal(findings.item[0].code, "E401");
			assert_non_null(strstr(findings.item[0].hint, voice_word_name[i]));
		}
	}
	buf_release(&text);
}

/* Nobody's file costs more than its size says. */
static void a_flood_of_near_words_is_told_a_hundred_times(void **state)
{
	struct findings findings;
	struct buf text = BUF_INIT;

	(void)state;
	while (text.len + 12 < VOICE_MAX)
		buf_puts(&text, "Consents: a\n");
	struct voice voice = parse(text.data, &findings);
	assert_int_equal(voice.line_count, 0);
	assert_int_equal(findings.count, 100);
	buf_release(&text);
}

static void lines_at_the_margin_are_told_from_code_and_quotes(void **state)
{
	static const char text[] = "\xEF\xBB\xBF"
	                           "a\n   b\n    c\n \td\n\n> e\n``` x`y\n~~~\nf\n```\n~~~~\ng\r\n";
	/* '.' at the margin, c code, q quote */
	static const char want[] = "..cc.q.cccc.";
	struct margin margin;
	struct margin_line line;
	size_t at = 0;

	(void)state;
	margin_open(&margin, text, sizeof text - 1);
	while (margin_next(&margin, &line)) {
		assert_true(at < sizeof want - 1);
		assert_int_equal(line.line, at + 1);
		assert_int_equal(line.code ? 'c' : line.quote ? 'q' : '.', want[at++]);
	}
	assert_int_equal(at, sizeof want - 1);
}

static void a_label_is_words_and_a_colon(void **state)
{
	static const struct {
		const char *text, *label, *value;
	} sample[] = {
	        {"Until: 2027-01-01", "Until", "2027-01-01"},
	        {"  Stand aside :  a ", "Stand aside", "a"},
	        {"Until:", "Until", ""},
	        {"Until", NULL, NULL},
	        {"> Until: x", NULL, NULL},
	        {"    Until: x", NULL, NULL},
	        {"1. Until: x", NULL, NULL},
	        {": x", NULL, NULL},
	        {"-a: x", NULL, NULL},
	        {"this is a line of many words and then at its end: x", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
		struct margin margin;
		struct margin_line line;
		struct slice label, value;
		margin_open(&margin, sample[i].text, strlen(sample[i].text));
		assert_true(margin_next(&margin, &line));
		assert_int_equal(margin_label(&line, &label, &value), sample[i].label != NULL);
		if (!sample[i].label)
			continue;
		assert_true(slice_is(label, sample[i].label));
		assert_true(slice_is(value, sample[i].value));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, release)
	        TEST(choices_are_options_with_ranks),
	        TEST(each_word_counts_whatever_its_case_and_is_near_without_its_colon),
	        TEST(a_flood_of_near_words_is_told_a_hundred_times),
	        TEST(lines_at_the_margin_are_told_from_code_and_quotes),
	        TEST(a_label_is_words_and_a_colon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
