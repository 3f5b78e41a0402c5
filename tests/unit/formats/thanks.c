/* SPDX-License-Identifier: MIT */
#include "formats/thanks.h"
#include "formats/credit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena = ARENA_INIT;
static struct thanks thanks;

static int build(void **state)
{
	(void)state;
	thanks_build(&thanks, &arena, thanks_shipped, thanks_shipped_count);
	return 0;
}

static int release(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* The first thanks-word of the text, as it stands there; "" when there is none. */
static void finds(const char *text, const char *want)
{
	char folded[256];
	size_t len = strlen(text), length, at;

	thanks_fold(folded, text, len);
	at = thanks_find(&thanks, folded, len, 0, &length);
	if (length != strlen(want) || memcmp(text + at, want, length) != 0)
		fail_msg("'%s': found '%.*s', not '%s'", text, (int)length, text + at, want);
	assert_true(length > 0 || at == len);
}

static void words_are_found_whatever_their_case(void **state)
{
	(void)state;
	finds("Many THANKS to all", "THANKS");
	finds("many thank you", "thank you");
	finds("Thank-You to all", "Thank-You");
	finds("СПАСИБО всем", "СПАСИБО");
	finds("MERCI ÀTOUS", "MERCI");
	finds("grâce à elle", "grâce à");
}

static void letters_may_be_composed_or_not(void **state)
{
	(void)state;
	finds("dzi\xC4\x99ki", "dzi\xC4\x99ki");
	finds("dzie\xCC\xA8ki", "dzie\xCC\xA8ki");
}

static void a_word_inside_a_word_is_none(void **state)
{
	(void)state;
	finds("Thanksgiving", "");
	finds("danker, odank, dankö", "");
	finds("attack the stack", "");
	finds("a_thankless job", "");
	finds("спасибочки", "");
}

static void scripts_without_blanks_are_searched_through(void **state)
{
	(void)state;
	finds("我们感谢大家", "感谢");
	finds("どうもありがとうございます", "ありがとう");
}

static void the_longest_word_counts(void **state)
{
	(void)state;
	finds("a shout out to all", "shout out");
	finds("teşekkür ederim", "teşekkür ederim");
}

static void refused_meant_and_quoted_thanks_are_passed_over(void **state)
{
	(void)state;
	finds("no thanks to him", "");
	finds("Kein Dank an ihn", "");
	finds("we should really thank her", "");
	finds("remember to thank her", "");
	finds("thanks in advance", "");
	finds("Danke im Voraus", "");
	finds("a thank you note", "");
	finds("the \"thank you\" part", "");
	finds("thank god", "");
	finds("did anybody thank her", "");
	finds("who does thank her", "");
	finds("did you see the thanks to her", "thanks");
	finds("did he say thank you to her", "thank you");
	finds("No, thanks to her it works", "thanks");
	finds("no thanks in advance, but kudos", "kudos");
}

static void is_heading(const char *text, bool want)
{
	if (thanks_is_heading(&thanks, text, strlen(text)) != want)
		fail_msg("'%s' %s a heading of thanks", text, want ? "is not" : "is");
}

static void a_heading_of_thanks_says_nothing_else(void **state)
{
	static const char *const yes[] = {"Shoutouts", "Kudos & thanks!", "Thanks to:", "🎉 Props",
	        "Special thanks to the team", "Danke an alle", "Remerciements", "Agradecimientos",
	        "Credits", "谢谢", "THANKS"};
	static const char *const no[] = {"", "Notes", "Thanks @bob", "Thanks for the fish",
	        "Why thanks matter", "To the team", "2026-11-24", "Thanksgiving",
	        "Thanks thanks thanks thanks thanks thanks thanks thanks thanks"};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		is_heading(yes[i], true);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		is_heading(no[i], false);
}

static void folding_keeps_every_offset(void **state)
{
	/* U+0130 and U+1E9E have lower forms of other lengths and stay; broken bytes stay. */
	static const char text[] = "\xC4\xB0 \xE1\xBA\x9E \xC3\x84 \xFF\xC3 Z\0Z";
	char folded[sizeof(text)];

	(void)state;
	thanks_fold(folded, text, sizeof(text));
	assert_memory_equal(folded, "\xC4\xB0 \xE1\xBA\x9E \xC3\xA4 \xFF\xC3 z\0z", sizeof(text));
}

static void words_that_cannot_be_are_left_out(void **state)
{
	static const char *const list[] = {"", " ", "!", "++", "x", " hip hip ", "👏"};
	struct thanks own;

	(void)state;
	thanks_build(&own, &arena, list, 7);
	assert_int_equal(own.count, 2);
	assert_string_equal(own.word[0].text, "hip hip");
	assert_true(own.word[1].sign);
}

/* Names are marked in the text: '@' those that are thanked, '%' those that are not. */
static void credits(const char *marked)
{
	struct credit_name name[16];
	bool want[16];
	char text[256];
	size_t len = strlen(marked), count = 0;

	thanks_fold(text, marked, len + 1);
	for (size_t i = 0; i < len; i++) {
		size_t end = i + 1;

		if (text[i] != '@' && text[i] != '%')
			continue;
		while ((text[end] >= '0' && text[end] <= '9') ||
		        (text[end] >= 'a' && text[end] <= 'z'))
			end++;
		want[count] = text[i] == '@';
		text[i] = '@';
		name[count++] = (struct credit_name){.start = (uint32_t)i, .end = (uint32_t)end};
	}
	credit_sentence(&thanks, text, len, name, count);
	for (size_t i = 0; i < count; i++)
		if (name[i].thanked != want[i])
			fail_msg("%s: name %zu is %sthanked", marked, i, want[i] ? "not " : "");
}

static void names_behind_the_word_are_thanked_as_far_as_they_are_joined(void **state)
{
	(void)state;
	credits("Thanks @a, @b and @c for the tea with %d.");
	credits("Danke an @a und @b für den Tee.");
	credits("Thanks @a for x, @b for y, and @c for z, said %d.");
	credits("Thanks to @a (who came late) and @b.");
	credits("A big shout-out goes to @a!");
	credits("Thanks: @a (docs), tests: @b, and what %c said");
	credits("%x: thanks to @a.");
	credits("Kudos @a and thanks @b.");
	credits("谢谢 @a、@b");
	credits("Thanks to everyone, especially @a, who stayed.");
	credits("Thanks so much, @a, you rock.");
	credits("Thanks for @a for it.");
	credits("Thanks to Ann for the report and @a for the fix.");
	credits("Thanks to those who reviewed: @a, @b");
	credits("Thanks to @a's review it works.");
	credits("So thankful for @a and @b this week; s/o to @c.");
	credits("I can't thank @a enough.");
}

static void credit_goes_to_whom_it_is_said_to_go(void **state)
{
	(void)state;
	credits("The credit for the idea goes to @a and @b; bugs are %c's.");
	credits("All of the credit on how clever it is goes to @a.");
	credits("%x helped; credits for finding it go to @a.");
	credits("Special thanks for finding it go to @a.");
	credits("Thanks for letting me go to %a.");
	credits("The credit card bill goes to %a.");
	credits("Full credit for it! The rest goes to %a.");
	credits("The credit for it goes to %a's team.");
}

static void somebody_spoken_of_is_not_thanked(void **state)
{
	(void)state;
	credits("Thanks for helping %a.");
	credits("Thanks for the talk with %a.");
	credits("Thanks for reviewing %a's change, @b!");
	credits("Thanks all, %a will take notes.");
	credits("Thanks; %a is next.");
	credits("Danke für die Mail an %a.");
	credits("Thanks to everyone but %a.");
	credits("Thanks to whoever helped %a.");
	credits("Thanks to a bug in %a's code we lost a day.");
	credits("Thanks %a in advance.");
	credits("Thanks so much, %a will take over.");
}

static void names_before_the_word_are_thanked_when_nobody_stands_behind(void **state)
{
	(void)state;
	credits("@a fixed it, thanks!");
	credits("@a and @b fixed it (thank you)");
	credits("%x asked and @a helped, many thanks.");
	credits("@a, thanks for it.");
	credits("@aさん、ありがとうございます");
	credits("%a: thanks to everybody.");
	credits("%a: thanks for it.");
	credits("%a could you look, thanks");
	credits("Is %a fine, thanks?");
	credits("%a thanks @b for it");
	credits("%a's change, said %b, was no thanks to it");
	credits("%a says thanks");
	credits("%a sends his thanks to @b");
	credits("@a got it done, many thanks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(words_are_found_whatever_their_case),
	        cmocka_unit_test(letters_may_be_composed_or_not),
	        cmocka_unit_test(a_word_inside_a_word_is_none),
	        cmocka_unit_test(scripts_without_blanks_are_searched_through),
	        cmocka_unit_test(the_longest_word_counts),
	        cmocka_unit_test(refused_meant_and_quoted_thanks_are_passed_over),
	        cmocka_unit_test(a_heading_of_thanks_says_nothing_else),
	        cmocka_unit_test(folding_keeps_every_offset),
	        cmocka_unit_test(words_that_cannot_be_are_left_out),
	        cmocka_unit_test(names_behind_the_word_are_thanked_as_far_as_they_are_joined),
	        cmocka_unit_test(credit_goes_to_whom_it_is_said_to_go),
	        cmocka_unit_test(somebody_spoken_of_is_not_thanked),
	        cmocka_unit_test(names_before_the_word_are_thanked_when_nobody_stands_behind),
	};

	return cmocka_run_group_tests(tests, build, release);
}
