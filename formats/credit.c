/* SPDX-License-Identifier: MIT */
#include "formats/credit.h"
#include "formats/text.h"

#include <string.h>

/* A name further from the thanks-word, or from the name before, is not meant by it. */
#define NEAR 200

static const char joiners[] = " and & und et y e i en och ve oraz a и plus or also both og as well "
                              "sowie och と 和 及 跟 ";
static const char reasons[] =
        " for für fuer pour por per voor za за för için because since wegen fürs beim ";
/* A name behind one of these is spoken of, not to. */
static const char objects[] = " to with about for on at cc ping via than like against towards into "
                              "mit an zu auf über avec à sur con com sobre a su met aan op over do "
                              "z ze o с к о med till ile by ";
static const char receivers[] = " to an à a al aan dem den der für goes go tillägnas ";
/* Whoever stands behind one of these is left out. */
static const char exceptions[] = " but except not besides außer sauf salvo excepto behalve oprócz ";
/* A clause about other people. */
static const char relatives[] =
        " who whoever whom wer qui quien quienes quem chi wie który kdo кто vem ";
/* Of many, some by name. */
static const char singled[] = " especially particularly esp notably insbesondere besonders "
                              "notamment especialmente soprattutto vooral szczególnie ";
static const char stresses[] =
        " so very much a lot again you all indeed really ton tons bunch million "
        "sehr dir euch ihnen beaucoup mille muchas molte ";
/* What begins a thought of its own: "Thanks, I'll ask @a", "Thanks, but see @a". */
static const char subjects[] =
        " i i'll i'd i'm i've we we'll we'd we're we've you'll he he'll she she'll they they'll it "
        "it's there let let's will can could see ask but ich wir er sie aber je j'ai nous mais yo "
        "pero io noi ma ik wij maar ja my ale já я мы но jag vi men ";
static const char articles[] = " the a an our my your this that these those some der die das dem "
                               "den le la les el los las il lo gli de het en ett ";
/* "@a says thanks": whose thanks these are. */
static const char thankers[] = " says said sends sent gives gave his her their sagt dit dice ";
/* What may stand between thanks and who gives them: "thanks from @a", "on behalf of all at @a". */
static const char senders[] =
        " from by on behalf of all us everybody everyone the team at von vom im "
        "namen der de la part parte nom nombre del da dal dalla van namens od "
        "från fra от ";
static const char sending[] =
        " from by on von vom im de del da dal dalla au en van namens od från fra от ";
/* "..., said @a": who speaks. */
static const char tellers[] =
        " said says wrote writes added adds replied sagt sagte schrieb dit disse dice zei ";
static const char requests[] = " please pls could can would will should let bitte kannst könntest "
                               "merci por favor może может could you ";

struct sentence_view {
	const struct thanks *thanks;
	const char *text;
	const char *end;
	struct credit_name *name;
	size_t count;
	bool question;
};

static const char *name_start(const struct sentence_view *view, size_t index)
{
	return view->text + view->name[index].start;
}

static const char *name_end(const struct sentence_view *view, size_t index)
{
	return view->text + view->name[index].end;
}

static bool holds(const char *from, const char *end, const char *bytes)
{
	for (; from < end; from++)
		if (strchr(bytes, *from) && *from)
			return true;
	return false;
}

static bool holds_word(const char *from, const char *end, const char *list)
{
	while (from < end) {
		struct thanks_token token = thanks_token(from, end);

		if (!token.len)
			return false;
		if (thanks_token_in(token, list))
			return true;
		from = token.text + token.len;
	}
	return false;
}

static struct thanks_token last_word(const char *from, const char *end)
{
	struct thanks_token last = {from, 0};

	for (struct thanks_token token = thanks_token(from, end); token.len;
	        token = thanks_token(token.text + token.len, end))
		last = token;
	return last;
}

/* "'s" behind a name. */
static bool is_owner(const struct sentence_view *view, size_t index)
{
	const char *at = name_end(view, index);
	int32_t code;

	if (view->end - at < 2)
		return false;
	at += text_decode(at, (size_t)(view->end - at), &code);
	return (code == '\'' || code == 0x2019) && at < view->end && *at == 's';
}

/* Only words and marks that join one name to the next. */
static bool is_joint(const char *from, const char *end)
{
	if (end - from > NEAR)
		return false;
	while (from < end) {
		struct thanks_token token;

		if (*from == '(') {
			const char *close = memchr(from, ')', (size_t)(end - from));

			if (!close)
				return false;
			from = close + 1;
			continue;
		}
		if (strchr(" ,&+/;\n", *from) && *from) {
			from++;
			continue;
		}
		if (end - from >= 3 && (memcmp(from, "、", 3) == 0 || memcmp(from, "，", 3) == 0)) {
			from += 3;
			continue;
		}
		token = thanks_token(from, end);
		if (token.text != from || !thanks_token_in(token, joiners))
			return false;
		from += token.len;
	}
	return true;
}

/* What follows ends the thought: nothing, a stop or a sign that is no letter. */
static bool is_ending(const char *from, const char *end)
{
	struct thanks_token next = thanks_token(from, end);

	if (!next.len)
		return !holds(from, end, "@");
	return holds(from, next.text, ".!;)");
}

static bool begins_reason(const char *from, const char *end)
{
	struct thanks_token next = thanks_token(from, end);

	return next.len && !holds(from, next.text, "@;:") && thanks_token_in(next, reasons);
}

/* Whether "and" or "and to" stands before `end`. */
static bool is_added(const char *from, const char *end)
{
	static const char ands[] = " and und et y e i en ";
	struct thanks_token last = last_word(from, end);

	return thanks_token_in(last, ands) ||
	       (thanks_token_in(last, receivers) &&
	               thanks_token_in(last_word(from, last.text), ands));
}

/* "... for x, @b for y", "... for x and to @b for y": another name with a reason of its own. */
static bool is_next_reason(const struct sentence_view *view, size_t before, size_t index)
{
	const char *from = name_end(view, before), *end = name_start(view, index);
	const char *at = end;

	if (end - from > NEAR || !begins_reason(from, end) ||
	        !begins_reason(name_end(view, index), view->end))
		return false;
	while (at > from && at[-1] == ' ')
		at--;
	return at > from && (strchr(",;&+", at[-1]) || is_added(from, end));
}

static bool only_words(const char *from, const char *end, const char *list)
{
	for (struct thanks_token token = thanks_token(from, end); token.len;
	        token = thanks_token(token.text + token.len, end))
		if (!thanks_token_in(token, list))
			return false;
	return true;
}

/* "thanks ... in advance" */
static bool is_early(const char *from, const char *end)
{
	static const char early[] = " advance voraus adelantado anticipo avance ";
	struct thanks_token next = thanks_token(from, end);

	if (thanks_token_in(next, " in im por d'avance para con "))
		next = next.len > 5 ? next : thanks_token(next.text + next.len, end);
	return thanks_token_in(next, early) || thanks_token_in(next, " d'avance ");
}

/* "for helping @a", "for talking to @a" */
static bool takes_object(struct thanks_token word)
{
	return thanks_token_in(word, objects) ||
	       (word.len > 4 && memcmp(word.text + word.len - 3, "ing", 3) == 0);
}

/* Behind the last of the names that are joined to this one. */
static size_t group_end(const struct sentence_view *view, size_t index, const char *stop)
{
	for (index++; index < view->count && name_start(view, index) < stop; index++)
		if (!is_joint(name_end(view, index - 1), name_start(view, index)) &&
		        !is_next_reason(view, index - 1, index))
			break;
	return index;
}

static bool ends_in_comma(const char *gap, const char *end)
{
	while (end > gap && end[-1] == ' ')
		end--;
	return end > gap && end[-1] == ',';
}

/* "thanks for ..., @a!": what was done, and who is spoken to. */
static bool is_address(const struct sentence_view *view, const char *gap, size_t index, size_t last)
{
	const char *end = name_start(view, index);

	return end - gap <= NEAR && !holds(gap, end, ";)") && ends_in_comma(gap, end) &&
	       holds_word(gap, end, reasons) && !is_owner(view, index) &&
	       is_ending(name_end(view, last - 1), view->end);
}

/* "Thanks, I'll ask @a": between the last comma and the name somebody else does something. */
static bool is_other_thought(const char *gap, const char *end)
{
	const char *comma = memrchr(gap, ',', (size_t)(end - gap));

	return comma && holds_word(comma, end, subjects);
}

/* "Thanks to the rain @a came late": a thing is thanked, and the name begins what follows. */
static bool is_thanked_thing(
        const struct sentence_view *view, const char *gap, const char *end, const char *behind)
{
	static const char whose[] = " with by of from mit von bei avec de con van z od av ";
	struct thanks_token to = thanks_token(gap, end), article, thing, next;

	article = thanks_token(to.text + to.len, end);
	thing = thanks_token(article.text + article.len, end);
	next = thanks_token(behind, view->end);
	return thanks_token_in(to, receivers) && thanks_token_in(article, articles) && thing.len &&
	       !holds(gap, end, ",:(") && !thanks_token_in(last_word(gap, end), joiners) &&
	       !thanks_token_in(last_word(gap, end), whose) && !is_ending(behind, view->end) &&
	       !holds(behind, next.text, ",-") && !begins_reason(behind, view->end) &&
	       !thanks_token_in(next, relatives) && !thanks_token_in(next, joiners);
}

/* "Shoutouts from @a", "thanks so much on behalf of @a": these are a's thanks. */
static bool is_giver(const char *gap, const char *end)
{
	struct thanks_token first = thanks_token(gap, end);

	while (thanks_token_in(first, stresses))
		first = thanks_token(first.text + first.len, end);
	return thanks_token_in(first, sending) && only_words(first.text, end, senders);
}

/* The first name behind the word: `gap` is where the word ends, `last` where its group does. */
static bool is_thanked(const struct sentence_view *view, const char *gap, size_t index, size_t last)
{
	const char *end = name_start(view, index), *behind = name_end(view, last - 1);
	struct thanks_token before = last_word(gap, end);

	if (end - gap > NEAR || holds(gap, end, ";)") || is_early(behind, view->end) ||
	        thanks_token_in(before, tellers))
		return false;
	if (!before.len || thanks_token_in(before, singled))
		return true;
	if (is_other_thought(gap, end) || is_thanked_thing(view, gap, end, behind))
		return false;
	if (thanks_token_in(before, exceptions) ||
	        (holds_word(gap, end, relatives) && !holds(before.text + before.len, end, ":(-")) ||
	        (is_owner(view, index) && !thanks_token_in(before, receivers) &&
	                !only_words(gap, end, stresses)))
		return false;
	/* "thanks for @a for ...", "thanks to somebody for x and to @a for ..." */
	if (begins_reason(behind, view->end) &&
	        (is_added(gap, end) || (before.text == thanks_token(gap, end).text &&
	                                       thanks_token_in(before, " for "))))
		return true;
	/* "thanks so much, @a, ..." */
	if (holds(gap, end, ",") && only_words(gap, end, stresses))
		return is_ending(behind, view->end) ||
		       (behind < view->end && holds(behind, behind + 1, ",.!"));
	if (holds_word(gap, end, reasons))
		return is_address(view, gap, index, last) ||
		       (!is_owner(view, index) && !takes_object(before) &&
		               !thanks_token_in(before, joiners) && is_ending(behind, view->end));
	return !holds(gap, end, ",") || is_ending(behind, view->end) ||
	       begins_reason(behind, view->end);
}

/* "Thanks: @a (docs), code: @b": each name that begins an item. */
static size_t thank_list(struct sentence_view *view, size_t index, const char *stop)
{
	for (; index < view->count && name_start(view, index) < stop; index++) {
		const char *at = name_start(view, index);

		while (at > view->text && at[-1] == ' ')
			at--;
		if (at == view->text || strchr(",:;(&+/-", at[-1]) ||
		        thanks_token_in(
		                last_word(view->text + (index ? view->name[index - 1].end : 0),
		                        name_start(view, index)),
		                joiners))
			view->name[index].thanked = !is_owner(view, index);
	}
	return index;
}

/* The names before the word, when what stands behind it lets it look back. */
static void thank_back(struct sentence_view *view, size_t first, size_t behind, const char *word,
        const char *after)
{
	const char *gap = behind > first ? name_end(view, behind - 1) : word;
	struct thanks_token next = thanks_token(after, view->end);
	bool direct = !thanks_token(gap, word).len;

	if (view->question || behind == first || word - gap > NEAR || holds(gap, word, ";") ||
	        thanks_token_in(last_word(gap, word), thankers) || is_owner(view, behind - 1) ||
	        holds_word(gap, word, requests) || thanks_token_in(next, receivers))
		return;
	/* "@a: thanks", "@a - thanks": who speaks here is not who is spoken to. */
	if (direct && holds(gap, word, ":-"))
		return;
	if (!is_ending(after, view->end) &&
	        !(direct && (thanks_token_in(next, reasons) ||
	                            thanks_token_in(
	                                    next, " again so very a you u vielmals beaucoup "))) &&
	        (unsigned char)*word < 0xE3)
		return;
	do
		view->name[--behind].thanked = true;
	while (behind > first && is_joint(name_end(view, behind - 1), name_start(view, behind)));
}

/* "Shoutout from @a to @b and @c": behind who gives it, those that "to" stands before. */
static size_t thank_sent(struct sentence_view *view, size_t index, const char *stop)
{
	index = group_end(view, index, stop);
	while (index < view->count && name_start(view, index) < stop) {
		const char *gap = name_end(view, index - 1);
		size_t last = group_end(view, index, stop);
		bool thanked =
		        thanks_token_in(last_word(gap, name_start(view, index)), receivers) &&
		        is_thanked(view, gap, index, last);

		while (index < last)
			view->name[index++].thanked = thanked;
	}
	return index;
}

/* Names stand behind the word; returns the first that it does not reach. */
static size_t thank_ahead(struct sentence_view *view, size_t first, size_t index, const char *word,
        const char *behind, const char *stop)
{
	size_t last = group_end(view, index, stop);
	bool thanked = is_thanked(view, behind, index, last);

	if (is_giver(behind, name_start(view, index)))
		return thank_sent(view, index, stop);

	/* "Thanks for reading @a's text, @b!" */
	for (size_t first_last = last;
	        !thanked && last < view->count && name_start(view, last) < stop;
	        first_last = last) {
		last = group_end(view, first_last, stop);
		thanked = is_address(view, behind, first_last, last);
		index = thanked ? first_last : index;
	}
	if (!thanked) {
		thank_back(view, first, index, word, behind);
		return index;
	}
	while (index < last)
		view->name[index++].thanked = true;
	return last;
}

/* "credit for it", "credit goes", "thanks for it go"; not "credit card", "thanks for letting me
 * go". */
static bool gives_credit(const char *from, const char *go)
{
	static const char credits[] = " credit credits kudos props glory thanks ";
	static const char about[] = " for on of in here there also mostly really all ";
	static const char goers[] =
	        " to i me we us you he him she her they let can could "
	        "will would should must may might had have not n't don't won't ";

	if (thanks_token_in(last_word(from, go), goers))
		return false;

	for (struct thanks_token token = thanks_token(from, go); token.len;
	        token = thanks_token(token.text + token.len, go)) {
		struct thanks_token next = thanks_token(token.text + token.len, go);
		if (thanks_token_in(token, credits) && (!next.len || thanks_token_in(next, about)))
			return true;
	}
	return false;
}

/* "The credit for this goes to @a and @b": sets those, and says whether there are any. */
static bool thank_credited(struct sentence_view *view)
{
	bool found = false;

	for (size_t i = 0; i < view->count; i++) {
		const char *from = i ? name_end(view, i - 1) : view->text,
		           *end = name_start(view, i);
		struct thanks_token to = last_word(from, end), go = last_word(from, to.text);
		if (!thanks_token_in(to, " to ") || !thanks_token_in(go, " go goes belongs ") ||
		        end - from > NEAR || holds(from, end, "!?") ||
		        !gives_credit(from, go.text) || is_owner(view, i))
			continue;
		size_t last = group_end(view, i, view->end);
		for (; i < last; i++)
			view->name[i].thanked = found = true;
	}
	return found;
}

bool credit_sentence(const struct thanks *thanks, const char *text, size_t len,
        struct credit_name *name, size_t count)
{
	struct sentence_view view = {thanks, text, text + len, name, count, false};
	size_t length, next_length, at = thanks_find(thanks, text, len, 0, &length);
	size_t first = 0, index = 0;
	bool found = at < len;

	if (thank_credited(&view))
		return true;
	view.question = found && memchr(text + at, '?', len - at);
	while (at < len) {
		size_t next = thanks_find(thanks, text, len, at + length, &next_length);
		const char *behind = text + at + length;
		bool list = behind[-1] == ':' || (behind < view.end && *behind == ':');

		while (index < count && name[index].start < at)
			index++;
		if (list)
			first = index = thank_list(&view, index, text + next);
		else if (index < count && name[index].start < next)
			first = index =
			        thank_ahead(&view, first, index, text + at, behind, text + next);
		else
			thank_back(&view, first, index, text + at, behind);
		at = next;
		length = next_length;
	}
	return found;
}

/* Behind ":tada: :rocket:" at the beginning. */
static const char *behind_codes(const char *text, const char *end)
{
	for (;;) {
		const char *at = text;
		while (at < end && *at == ' ')
			at++;
		if (at == end || *at != ':')
			return text;
		do
			at++;
		while (at < end && ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') ||
		                           holds(at, at + 1, "_+-")));
		if (at == end || *at != ':')
			return text;
		text = at + 1;
	}
}

void credit_told(const char *text, size_t len, struct credit_name *name, size_t count)
{
	struct sentence_view view = {NULL, text, text + len, name, count, false};

	if (!count || thanks_token(text, name_start(&view, 0)).len)
		return;
	size_t last = group_end(&view, 0, view.end);
	for (size_t i = 0; begins_reason(name_end(&view, last - 1), view.end) && i < last; i++)
		name[i].thanked = true;
}

/* "@a: @b", "@a (Kim) - @b", "@a → @b", "@a to: @b": what a says is for b. */
static bool hands_on(const char *from, const char *end)
{
	struct thanks_token to;

	while (from < end && *from == ' ')
		from++;
	if (from < end && *from == '(' && memchr(from, ')', (size_t)(end - from)))
		from = (const char *)memchr(from, ')', (size_t)(end - from)) + 1;
	to = thanks_token(from, end);
	if (to.len)
		return thanks_token_in(to, " to an à a al aan ") &&
		       !thanks_token(to.text + to.len, end).len;
	return holds(from, end, ":>-") || memmem(from, (size_t)(end - from), "→", 3) ||
	       memmem(from, (size_t)(end - from), "–", 3) ||
	       memmem(from, (size_t)(end - from), "—", 3);
}

void credit_listed(const char *text, size_t len, struct credit_name *name, size_t count)
{
	struct sentence_view view = {NULL, text, text + len, name, count, false};
	size_t index = 0, last;
	const char *start = behind_codes(text, view.end);
	struct thanks_token before;

	if (!count || (is_owner(&view, 0) && count > 1))
		return;
	/* "to @a for ..." and "for ...: @a" */
	before = start < name_start(&view, 0) ? last_word(start, name_start(&view, 0))
	                                      : (struct thanks_token){start, 0};
	if (before.len && !(count == 1 && is_ending(name_end(&view, 0), view.end)) &&
	        !(thanks_token_in(before, receivers) && !last_word(start, before.text).len))
		return;
	last = group_end(&view, 0, view.end);
	if (last < count && hands_on(name_end(&view, last - 1), name_start(&view, last))) {
		index = last;
		last = group_end(&view, index, view.end);
	}
	while (index < last)
		name[index++].thanked = true;
}

bool credit_is_bare(const struct thanks *thanks, const char *text, size_t len)
{
	static const char fillers[] =
	        " a again all and big everyone for it lot many much so that this "
	        "very you vielen vielmals schön beaucoup mille muchas molte ";
	size_t length, at = thanks_find(thanks, text, len, 0, &length);

	if (at == len)
		return false;
	for (struct thanks_token token = thanks_token(text, text + len); token.len;
	        token = thanks_token(token.text + token.len, text + len)) {
		if (token.text >= text + at && token.text < text + at + length)
			continue;
		if (!thanks_token_in(token, fillers))
			return false;
	}
	return true;
}

size_t credit_leading(const char *text, size_t len, const struct credit_name *name, size_t count)
{
	size_t lead = 1;
	const char *at;

	if (!count || thanks_token(text, text + name[0].start).len)
		return 0;
	while (lead < count && is_joint(text + name[lead - 1].end, text + name[lead].start))
		lead++;
	for (at = text + name[lead - 1].end; at < text + len && *at == ' ';)
		at++;
	if (at < text + len && (*at == ':' || *at == '-' || *at == '('))
		return 0;
	if (text + len - at >= 3 && (memcmp(at, "–", 3) == 0 || memcmp(at, "—", 3) == 0))
		return 0;
	return lead;
}

/* A colon right behind the name, or behind what closes about it; for "(@a)" the bracket is enough.
 */
static bool is_labelled(const char *text, const char *end, const struct credit_name *name)
{
	const char *at = text + name->end;
	bool wrapped = name->start > 0 && text[name->start - 1] == '(' && at < end && *at == ')';

	while (at < end && (*at == ')' || *at == '*' || *at == '_' || *at == ' '))
		at++;
	if (end - at > 1 && at[0] == 'q' && at[1] == ':')
		return true;
	return (at < end && *at == ':') || (wrapped && at < end);
}

/* The bracket that a name stands in. */
struct bracket {
	const char *open, *behind; /* NULL: there is none */
	unsigned words;            /* beside names */
};

static struct bracket find_bracket(
        const char *text, const char *end, const struct credit_name *name)
{
	struct bracket bracket = {NULL, NULL, 0};
	const char *open = text + name->start, *close = text + name->end;

	while (open > text && !holds(open - 1, open, "([)]") && text + name->start - open < NEAR)
		open--;
	while (close < end && !holds(close, close + 1, "([)]") && close - open < NEAR)
		close++;
	if (open == text || !holds(open - 1, open, "([") || close == end ||
	        !holds(close, close + 1, ")]"))
		return bracket;
	for (struct thanks_token word = thanks_token(open, close); word.len;
	        word = thanks_token(word.text + word.len, close))
		bracket.words += word.text[-1] != '@' && word.text[-1] != '-';
	bracket.open = open - 1;
	bracket.behind = close + 1;
	return bracket;
}

/* A dash or a colon. */
static bool begins_remark(const char *at, const char *end)
{
	while (at < end && holds(at, at + 1, ")]*_ "))
		at++;
	return at < end &&
	       (*at == ':' || *at == '-' ||
	               (end - at > 2 && (memcmp(at, "–", 3) == 0 || memcmp(at, "—", 3) == 0)));
}

/* "[@a / @b] is it done?", "Retries (@a) - who decides?": a brings it up. */
static bool brings_up(const char *text, const char *end, const struct credit_name *name)
{
	struct bracket bracket = find_bracket(text, end, name);

	if (!bracket.open || !thanks_token(bracket.behind, end).len)
		return false;
	if (!thanks_token_before(text, bracket.open).len)
		return bracket.words < 3;
	return bracket.words == 0 && begins_remark(bracket.behind, end);
}

bool credit_speaks(const char *text, size_t len, const struct credit_name *name)
{
	static const char asking[] = " q question questions frage pregunta pergunta domanda vraag ";
	static const char from[] = " from by von de da van ";
	/* whom a sentence speaks to, or asks for something */
	static const char spoken_to[] = " you your yours u du dich dir dein deine ihr euch sie tu "
	                                "te toi vous votre vos tú usted "
	                                "ustedes você vocês ti voi je jij jou jullie ty cię wy ty "
	                                "ti vy ты тебя вы вас du dig "
	                                "ni sen siz please bitte prego proszę ";
	const char *end = text + len, *start = text + name->start;
	struct thanks_token before = thanks_token_before(text, start), first;

	if (brings_up(text, end, name) || (!before.len && is_labelled(text, end, name)))
		return !holds_word(text + name->end,
		        end - start > 4 * NEAR ? start + 4 * NEAR : end, spoken_to);
	if (!before.len)
		return false;
	first = thanks_token(text, start);
	if (thanks_token_in(before, from))
		return first.text == before.text || thanks_token_in(first, asking);
	return first.text == before.text && thanks_token_in(first, asking);
}
