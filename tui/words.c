#include "tui/words.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/sentence.h"
#include "core/base/text_map.h"

static enum language language = LANGUAGE_ZH;

enum { KNOWN = 256 };

/* What was translated last, by the hash of its id. */
static struct known {
	uint64_t hash;
	const char *words; /* the catalogue's; NULL: it has none, the id says it */
	bool there;
} known[KNOWN];

static const char *named_in_environment(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i]);

		if (value && (!strncmp(value, "zh", 2) || !strncmp(value, "en", 2)))
			return value;
	}
	return "zh";
}

/* The catalogue lies in the build tree, or in share/ beside bin/; else where it was to be installed. */
static const char *catalogue_folder(void)
{
	static const char *const places[] = {"/locale", "/../share/locale"};
	static char folder[4096];
	char program[2048], file[4096 + 64];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	program[len > 0 ? len : 0] = '\0';
	if (!strrchr(program, '/'))
		return LOCALE_DIR;
	*strrchr(program, '/') = '\0';
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		snprintf(folder, sizeof(folder), "%s%s", program, places[i]);
		snprintf(file, sizeof(file), "%s/zh_CN/LC_MESSAGES/touyan.mo", folder);
		if (!access(file, R_OK))
			return folder;
	}
	return LOCALE_DIR;
}

void words_open(const char *asked)
{
	const char *name = asked ? asked : named_in_environment();

	language = strncmp(name, "en", 2) ? LANGUAGE_ZH : LANGUAGE_EN;
	setenv("LANGUAGE", language == LANGUAGE_ZH ? "zh_CN" : "en", 1);
	bindtextdomain("touyan", catalogue_folder());
	bind_textdomain_codeset("touyan", "UTF-8");
	textdomain("touyan");
	memset(known, 0, sizeof(known));
}

enum language words_language(void)
{
	return language;
}

/* Each frame says mostly what the one before said; gettext looks the language and its catalogue up each time.
 */
const char *tr(const char *id)
{
	uint64_t hash;
	struct known *slot;

	if (language != LANGUAGE_ZH || !*id)
		return id;
	hash = text_hash(text_of(id));
	slot = &known[hash % KNOWN];
	if (!slot->there || slot->hash != hash) {
		const char *found = gettext(id);

		*slot = (struct known){hash, found == id ? NULL : found, true};
	}
	return slot->words ? slot->words : id;
}

struct text tr_text(const char *id)
{
	return text_of(tr(id));
}

void tr_message(const struct message *message, struct buf *out)
{
	message_show(message, language, tr, out);
}

void tr_format(struct buf *out, const char *id, const char *kinds, ...)
{
	struct message message;
	va_list args;

	va_start(args, kinds);
	message_vset(&message, id, kinds, args);
	va_end(args);
	tr_message(&message, out);
}

void tr_encoded(struct text encoded, struct buf *out)
{
	sentence_show(encoded, language, tr, out);
}

/* The words of the term that the id ends with in brackets; none: it does not end so. */
static struct text rule_of(const struct message *message)
{
	size_t len = strlen(message->id);
	struct text rest, name, label;
	int nth;

	if (len < 5 || sscanf(message->id + len - 5, "({%d})", &nth) != 1 || nth < 1 || nth > MESSAGE_ARGS ||
		message->args[nth - 1].kind != MESSAGE_TERM)
		return NO_TEXT;
	rest = text_of(message->args[nth - 1].text);
	text_split(&rest, '\x1f', &name);
	label = rest;
	return language == LANGUAGE_ZH ? label : name;
}

void tr_problem(struct text encoded, struct buf *what, struct buf *rule)
{
	struct message message;
	struct text whole, words = NO_TEXT, cut;
	size_t start = what->len;

	if (message_decode(encoded, &message))
		words = rule_of(&message);
	tr_encoded(encoded, what);
	whole = text_skip(buf_as_text(what), start);
	if (!words.len || !(text_ends(whole, TEXT(")")) || text_ends(whole, TEXT("）"))))
		return;
	cut = text_take(whole, whole.len - (text_ends(whole, TEXT(")")) ? 1 : 3));
	if (!text_ends(cut, words))
		return;
	cut = text_take(cut, cut.len - words.len);
	cut = text_take(cut, cut.len - (text_ends(cut, TEXT("(")) ? 1 : 3));
	buf_text(rule, words);
	what->len = start + text_trim(cut).len;
}

void tr_date(int64_t date, int year, struct buf *out)
{
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct date_parts parts = date_parts(date);

	if (language == LANGUAGE_ZH) {
		if (parts.year != year)
			buf_printf(out, "%d年", parts.year);
		buf_printf(out, "%d月%d日", parts.month, parts.day);
		return;
	}
	buf_printf(out, "%d %s", parts.day, months[parts.month - 1]);
	if (parts.year != year)
		buf_printf(out, " %d", parts.year);
}

const char *tr_weekday(int64_t date)
{
	static const char *const names[] = {N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"),
		N_("Thursday"), N_("Friday"), N_("Saturday")};

	return tr(names[date_weekday(date)]);
}

void tr_days_left(int64_t date, int64_t today, struct buf *out)
{
	/* One, as many as two digits say, more: the column for them is narrow. */
	static const char *const late[] = {N_("1 day late"), N_("{1} days late"), N_("{1} d late")},
				 *const left[] = {N_("1 day left"), N_("{1} days left"), N_("{1} d left")};
	int64_t days = date < today ? today - date : date - today;
	size_t size = days == 1 ? 0 : days < 100 ? 1 : 2;

	if (days)
		tr_format(out, date < today ? late[size] : left[size], "n", days);
	else
		buf_text(out, tr_text("today"));
}
