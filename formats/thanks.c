/* SPDX-License-Identifier: MIT */
#include "formats/thanks.h"
#include "formats/letter.h"
#include "formats/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Words that mean something else on their own ("props", "credits") stand with what makes them
 * thanks. */
const char *const thanks_shipped[] = {
        /* English */
        "thanks", "thank you", "thank", "thankful to", "thankful for", "grateful to",
        "grateful for", "gratitude to", "thx", "tyvm", "thanx", "thnx", "tysm", "kudos", "props to",
        "props for", "shoutout", "shoutouts", "shout out", "shout outs", "shout-out", "s/o to",
        "hat tip", "hats off to", "h/t", "credit to", "credits to", "credit goes to",
        "credits:", "cheers", "much obliged", "appreciation to", "i appreciate", "we appreciate",
        "well done", "nicely done", "great job", "great work", "nice work",
        /* German */
        "danke", "dank", "danken", "dankeschön", "dankbar", "bedanke mich bei", "danksagung",
        /* French */
        "merci", "remercie", "remercions", "remercier", "remerciements", "grâce à", "chapeau à",
        /* Spanish */
        "gracias", "agradezco", "agradecemos", "agradecer", "agradecimiento", "agradecimientos",
        /* Portuguese */
        "obrigado", "obrigada", "agradeço", "agradecimento", "agradecimentos", "valeu",
        /* Italian */
        "grazie", "ringrazio", "ringraziamo", "ringraziare", "ringraziamento", "ringraziamenti",
        /* Dutch */
        "bedankt", "dank je", "dank u", "dankjewel", "dankzij", "dankwoord",
        /* Polish */
        "dzięki", "dziękuję", "dziękujemy", "podziękowania", "podziękowanie",
        /* Czech */
        "díky", "děkuji", "děkujeme", "poděkování",
        /* Russian */
        "спасибо", "благодарю", "благодарим", "благодарность", "благодарности", "благодаря",
        /* Swedish */
        "tack", "tackar",
        /* Turkish */
        "teşekkürler", "teşekkür", "teşekkür ederim", "sağ ol", "sağol",
        /* Japanese */
        "ありがとう", "有難う", "有り難う", "感謝", "お礼", "サンクス",
        /* Chinese */
        "谢谢", "谢谢你", "感谢", "多谢", "鸣谢", "致谢", "謝謝", "感謝", "多謝",
        /* Korean */
        "감사", "고마워", "고맙",
        /* and without words */
        "👏", "🙌", "❤", "💖"};
const size_t thanks_shipped_count = sizeof(thanks_shipped) / sizeof(*thanks_shipped);

/* What is longer says more than thanks. */
#define HEADING_MAX 48
#define HEADING_WORDS 6

/* Headings that are thanks, though their words alone are not. */
static const char heading_words[] = " props credits credit acknowledgements acknowledgments "
                                    "appreciation appreciations appreciated shout shouts outs "
                                    "danksagungen hats highfives ";
static const char heading_fillers[] =
        " a all an aan alle and big corner den die e en et everyone everybody for für i la las le "
        "les los many month of our out special team teams the this time to today und very wall "
        "week weekly who y à à а и всем ";

static size_t fold_wide(char *out, const char *text, size_t len)
{
	utf8proc_uint8_t lower[4];
	int32_t code;
	size_t size = text_decode(text, len, &code);

	if (code >= 0 &&
	        utf8proc_encode_char(utf8proc_tolower(code), lower) == (utf8proc_ssize_t)size)
		memcpy(out, lower, size);
	else
		memmove(out, text, size);
	return size;
}

#define EACH_BYTE 0x0101010101010101u

/* Eight bytes at a time, as long as all are ASCII. */
static size_t fold_ascii(char *out, const char *text, size_t len)
{
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		uint64_t bytes, capital;

		memcpy(&bytes, text + i, 8);
		if (bytes & EACH_BYTE * 0x80)
			break;
		/* The high bit of each byte from 'A' on that is not beyond 'Z'. */
		capital = (bytes + EACH_BYTE * (0x80 - 'A')) & ~(bytes + EACH_BYTE * (0x7F - 'Z')) &
		          EACH_BYTE * 0x80;
		bytes |= capital >> 2;
		memcpy(out + i, &bytes, 8);
	}
	return i;
}

void thanks_fold(char *out, const char *text, size_t len)
{
	for (size_t i = fold_ascii(out, text, len); i < len;) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80) {
			i += fold_wide(out + i, text + i, len - i);
			continue;
		}
		out[i++] = (char)(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
	}
}

static bool stands_apart(const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		int32_t code;

		i += text_decode(text + i, len - i, &code);
		if (letter_runs_on(code))
			return false;
	}
	return true;
}

static unsigned pair_of(const char *at)
{
	return (unsigned)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}

static void set_bit(uint8_t *bits, unsigned bit)
{
	bits[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

static bool get_bit(const uint8_t *bits, unsigned bit)
{
	return bits[bit >> 3] & 1u << (bit & 7);
}

static unsigned begin_of(const char *at, unsigned char third)
{
	return ((pair_of(at) << 8 | third) * 2654435761u) >> 16;
}

static unsigned bucket_of(const char *at)
{
	return (pair_of(at) * 37u >> 3) & 255;
}

/* Whether a word may begin at `at`, behind which there are two more bytes. */
static bool may_begin(const struct thanks *thanks, const char *at)
{
	return get_bit(thanks->begin, begin_of(at, (unsigned char)at[2]));
}

/* Between two ASCII letters nothing begins. */
static bool is_inside(const char *at)
{
	return at[-1] >= 'a' && at[-1] <= 'z' && at[0] >= 'a' && at[0] <= 'z';
}

/* Arrows, dingbats, emoji. */
static bool is_sign(const char *text, size_t len)
{
	int32_t code;

	return text_decode(text, len, &code) > 0 && code >= 0x2190 && !letter_is(code);
}

static void add_word(struct thanks *thanks, const char *text, size_t len)
{
	struct thanks_word *word = thanks->word + thanks->count;

	*word = (struct thanks_word){.text = text, .len = (uint32_t)len};
	word->apart = stands_apart(text, len);
	word->sign = is_sign(text, len);
	word->next = thanks->bucket[bucket_of(text)];
	thanks->bucket[bucket_of(text)] = (uint32_t)++thanks->count;
	set_bit(thanks->head, pair_of(text));
	for (unsigned third = 0; third < 256; third++)
		if (len == 2 || third == (unsigned char)text[2])
			set_bit(thanks->begin, begin_of(text, (unsigned char)third));
}

/* One word as one code point a letter, or as letter and accent: text is written either way. */
static void add_form(struct thanks *thanks, struct arena *arena, const char *word, bool composed)
{
	utf8proc_uint8_t *form = composed ? utf8proc_NFC((const utf8proc_uint8_t *)word)
	                                  : utf8proc_NFD((const utf8proc_uint8_t *)word);
	struct slice slice;
	char *text;

	if (!form)
		return;
	slice = slice_trim(slice_of((char *)form));
	if (slice.len > 1 && (composed || strcmp(word, (char *)form) != 0)) {
		text = arena_string(arena, slice.data, slice.len);
		thanks_fold(text, text, slice.len);
		if (letter_joins(letter_at(text, text + slice.len)) ||
		        !stands_apart(text, slice.len) || is_sign(text, slice.len))
			add_word(thanks, text, slice.len);
	}
	free(form);
}

static void add_heads(struct thanks *thanks, const char *words)
{
	for (; words[1]; words++)
		if (*words == ' ')
			set_bit(thanks->head, pair_of(words + 1));
}

void thanks_build(struct thanks *out, struct arena *arena, const char *const *word, size_t count)
{
	*out = (struct thanks){.word = arena_array(arena, 2 * count, sizeof(*out->word))};
	add_heads(out, heading_words);
	add_heads(out, heading_fillers);
	for (size_t i = 0; i < count; i++) {
		add_form(out, arena, word[i], true);
		add_form(out, arena, word[i], false);
	}
}

static bool is_gap(char c)
{
	return c == ' ' || c == '-' || c == '\n' || c == '\t';
}

/* Bytes of text that the word takes, 0 when it is another. */
static size_t match(const struct thanks_word *word, const char *at, const char *end)
{
	const char *from = at;

	for (uint32_t i = 0; i < word->len; i++) {
		if (at == end)
			return 0;
		if (is_gap(word->text[i])) {
			if (!is_gap(*at))
				return 0;
			while (at < end && is_gap(*at) && at - from < 64)
				at++;
		} else if (*at++ != word->text[i]) {
			return 0;
		}
	}
	if (word->apart && letter_joins(letter_before(from, at)) &&
	        letter_joins(letter_at(at, end)))
		return 0;
	return (size_t)(at - from);
}

/* "👏 @a" and "(❤️ @a", not "we ❤ it" nor "I ❤ @a's cake". */
static bool sign_stands(const char *text, const char *from, const char *at, const char *end)
{
	int32_t code;

	while (from > text && from[-1] == ' ')
		from--;
	if (letter_is(letter_before(text, from)))
		return false;
	while (at < end) {
		size_t size = text_decode(at, (size_t)(end - at), &code);
		if (code == '@')
			return true;
		bool shape = code == 0xFE0F || (code >= 0x1F3FB && code <= 0x1F3FF);
		if (code != ' ' && !shape && !is_sign(at, (size_t)(end - at)))
			return false;
		at += size;
	}
	return false;
}

static size_t match_any(
        const struct thanks *thanks, const char *text, const char *at, const char *end)
{
	bool inside = letter_joins(letter_before(text, at));
	size_t best = 0;

	for (uint32_t i = thanks->bucket[bucket_of(at)]; i; i = thanks->word[i - 1].next) {
		const struct thanks_word *word = thanks->word + i - 1;
		size_t len = word->apart && inside ? 0 : match(word, at, end);

		if (len && word->sign && !sign_stands(text, at, at + len, end))
			len = 0;
		if (len > best)
			best = len;
	}
	return best;
}

static bool in_token(const char *at, const char *end)
{
	int32_t code = letter_at(at, end);

	return *at == '\'' || code == 0x2019 || (code >= 0 && letter_is(code));
}

struct thanks_token thanks_token(const char *from, const char *end)
{
	const char *start = from, *stop;
	int32_t code;

	while (start < end && !in_token(start, end))
		start += text_decode(start, (size_t)(end - start), &code);
	for (stop = start; stop < end && stop - start < 64 && in_token(stop, end);)
		stop += text_decode(stop, (size_t)(end - stop), &code);
	return (struct thanks_token){start, (size_t)(stop - start)};
}

struct thanks_token thanks_token_before(const char *start, const char *from)
{
	const char *stop = from, *at;

	while (stop > start && ((unsigned char)stop[-1] < 0x80) && !letter_joins(stop[-1]))
		stop--;
	for (at = stop; at > start && stop - at < 64;) {
		if ((unsigned char)at[-1] < 0x80 && at[-1] != '\'' && !letter_joins(at[-1]))
			break;
		at--;
	}
	return (struct thanks_token){at, (size_t)(stop - at)};
}

bool thanks_token_in(struct thanks_token token, const char *list)
{
	char word[66];

	if (token.len == 0 || token.len > 48)
		return false;
	word[0] = ' ';
	memcpy(word + 1, token.text, token.len);
	memcpy(word + 1 + token.len, " ", 2);
	return strstr(list, word);
}

/* Not thanked, or not yet: "no thanks", "should really thank", "did you thank". */
static bool is_refused(const char *text, const char *at, const char *end)
{
	static const char refusals[] = " no without kein keine keinen ohne sans sin sem senza "
	                               "zonder geen bez без нет utan ";
	static const char asking[] = " did does do who whom if whether anyone anybody somebody ";
	static const char doubts[] =
	        " not never don't dont didn't didnt doesn't won't should must remember forget need "
	        "remind todo nicht pas nunca não non niet nie не inte vergiss muss müssen faut ";
	const char *stop = at;
	struct thanks_token self = thanks_token(at, end);
	bool verb = thanks_token_in(self, " thank ") &&
	            !thanks_token_in(thanks_token(self.text + self.len, end), " you u ye ");

	for (int word = 0; word < 3; word++) {
		struct thanks_token before = thanks_token_before(text, stop);
		const char *between = before.text + before.len;

		if (!before.len)
			return false;
		for (; between < stop; between++)
			if (*between != ' ' && *between != '\n')
				return false;
		if (thanks_token_in(before, doubts) || (verb && thanks_token_in(before, asking)) ||
		        (word == 0 && thanks_token_in(before, refusals)))
			return true;
		stop = before.text;
	}
	return false;
}

/* "Merci de relire" asks for it, "merci de votre aide" and "merci d'avoir relu" thank. */
static bool is_merci_for_later(struct thanks_token self, const char *end)
{
	struct thanks_token of = thanks_token(self.text + self.len, end), verb;
	const char *ending;

	if (!thanks_token_in(self, " merci ") || !thanks_token_in(of, " de bien "))
		return false;
	verb = thanks_token(of.text + of.len, end);
	if (verb.len < 4 || thanks_token_in(verb, " votre notre autre être avoir hier cœur "))
		return false;
	ending = verb.text + verb.len - 2;
	return memcmp(ending, "er", 2) == 0 || memcmp(ending, "ir", 2) == 0 ||
	       memcmp(ending, "re", 2) == 0;
}

/* A thing and no act: "thank-you note", "thanks in advance", a word quoted, Thanksgiving. */
static bool is_thing(const char *text, const char *at, const char *behind, const char *end)
{
	static const char things[] =
	        " note notes card cards letter letters mail mails page post list "
	        "gift gifts grant grants god goodness heavens but ";
	static const char early[] = " advance voraus adelantado anticipo avance ";
	struct thanks_token next = thanks_token(behind, end);
	int32_t before = letter_before(text, at), after = letter_at(behind, end);

	if ((before == '"' && after == '"') || (before == '\'' && after == '\'') ||
	        before == 0x201E || (before == 0x201C && after == 0x201D) ||
	        (before == 0xAB && after == 0xBB))
		return true;
	if (after == '-' && behind + 1 < end && letter_joins(letter_at(behind + 1, end)) &&
	        !thanks_token_in(next, " to you "))
		return true;
	if (next.text - behind > 2)
		return false;
	if (is_merci_for_later(thanks_token(at, end), end))
		return true;
	if (thanks_token_in(next, things))
		return true;
	if (thanks_token_in(next, " in im por d'avance para con "))
		next = next.len > 5 ? next : thanks_token(next.text + next.len, end);
	return thanks_token_in(next, early) || thanks_token_in(next, " d'avance ");
}

size_t thanks_find(
        const struct thanks *thanks, const char *text, size_t len, size_t from, size_t *length)
{
	const char *end = text + len;

	*length = 0;
	for (size_t i = from; i + 1 < len; i++) {
		size_t size;

		if ((i && is_inside(text + i)) || (i + 2 < len && !may_begin(thanks, text + i)))
			continue;
		size = match_any(thanks, text, text + i, end);
		if (!size)
			continue;
		if (!is_refused(text, text + i, end) &&
		        !is_thing(text, text + i, text + i + size, end)) {
			*length = size;
			return i;
		}
		i += size - 1;
	}
	return len;
}

/* The word at `at`: whether it belongs to such a heading, and whether it is thanks itself. */
static size_t heading_word(
        const struct thanks *thanks, const char *text, const char *at, const char *end, bool *found)
{
	size_t size = end - at > 1 ? match_any(thanks, text, at, end) : 0;
	struct thanks_token token;

	if (size) {
		*found = true;
		return size;
	}
	token = thanks_token(at, end);
	if (thanks_token_in(token, heading_words))
		*found = true;
	else if (!thanks_token_in(token, heading_fillers))
		return 0;
	return token.len;
}

/* Most lines can be told by their first word, or by having many. */
static bool may_head(const struct thanks *thanks, const char *text, size_t len)
{
	char first[2];
	int blanks = 0;

	while (len && (unsigned char)*text < 0x80 && !letter_is(*text)) {
		text++;
		len--;
	}
	if (len < 2)
		return false;
	thanks_fold(first, text, 2);
	if ((unsigned char)*text < 0x80 && !get_bit(thanks->head, pair_of(first)))
		return false;
	for (size_t i = 1; i < len; i++)
		blanks += text[i] == ' ' && text[i - 1] != ' ';
	return blanks < HEADING_WORDS;
}

bool thanks_is_heading(const struct thanks *thanks, const char *text, size_t len)
{
	char folded[HEADING_MAX];
	bool found = false;

	if (len > HEADING_MAX || !may_head(thanks, text, len))
		return false;
	const char *end = folded + len;
	thanks_fold(folded, text, len);
	for (const char *at = folded; at < end;) {
		size_t size = 1;

		if (*at == '@')
			return false;
		if ((unsigned char)*at >= 0x80 ? in_token(at, end) : letter_is(*at))
			size = heading_word(thanks, folded, at, end, &found);
		if (!size)
			return false;
		at += size;
	}
	return found;
}
