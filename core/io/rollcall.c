#include "core/io/rollcall.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/number.h"

/* --- words --- */

/* What a word behind a name, or before a colon, says. The longer come first. */
static const struct {
	const char *word;
	enum attendance_mark mark; /* 0: a guest */
	bool reason;               /* the word itself is the reason */
} words[] = {
	{"线上", MARK_ONLINE, false},
	{"视频", MARK_ONLINE, false},
	{"网上", MARK_ONLINE, false},
	{"迟到", MARK_LATE, false},
	{"早退", MARK_EARLY, false},
	{"未到", MARK_ABSENT, false},
	{"没到", MARK_ABSENT, false},
	{"缺席", MARK_ABSENT, false},
	{"旷会", MARK_ABSENT, false},
	{"没来", MARK_ABSENT, false},
	{"请假", MARK_LEAVE, false},
	{"病假", MARK_LEAVE, true},
	{"事假", MARK_LEAVE, true},
	{"休假", MARK_LEAVE, true},
	{"年假", MARK_LEAVE, true},
	{"产假", MARK_LEAVE, true},
	{"公假", MARK_LEAVE, true},
	{"出差", MARK_LEAVE, true},
	{"开庭", MARK_LEAVE, true},
	{"培训", MARK_LEAVE, true},
	{"值班", MARK_LEAVE, true},
	{"外请", 0, false},
	{"列席", 0, false},
	{"特邀", 0, false},
	{"来宾", 0, false},
	{"出席", MARK_PRESENT, false},
	{"参会", MARK_PRESENT, false},
	{"参加", MARK_PRESENT, false},
	{"到会", MARK_PRESENT, false},
	{"实到", MARK_PRESENT, false},
	{"已到", MARK_PRESENT, false},
	{"到", MARK_PRESENT, false},
};
enum { WORDS = sizeof(words) / sizeof(*words) };

static const char *const separators[] = {"、", "，", ",", "；", ";", "/", "\t"};
static const char *const openers[] = {"（", "(", "【", "["}, *const closers[] = {"）", ")", "】", "]"};
static const char *const colons[] = {"：", ":"};

/* Bytes of the one of `list` that the text starts with; 0: none. */
static size_t starts_with(struct text text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_starts(text, text_of(list[i])))
			return text_of(list[i]).len;
	return 0;
}
#define STARTS(text, list) starts_with(text, list, sizeof(list) / sizeof(*(list)))

static size_t one_character(struct text text)
{
	struct text rest = text;

	text_next(&rest);
	return text.len - rest.len;
}

/* "3." "3、" "(3)" "3 " in front of a name. */
static struct text skip_number(struct text line)
{
	struct text rest = text_trim(line);
	size_t bytes = STARTS(rest, openers), digits = 0;
	struct text number = text_skip(rest, bytes);

	while (number.len) {
		struct text after = number;
		uint32_t code = char_fold(text_next(&after));

		if (code < '0' || code > '9')
			break;
		number = after;
		digits++;
	}
	if (!digits)
		return rest;
	while (number.len &&
		(bytes = STARTS(number, separators) + STARTS(number, closers) + (number.at[0] == '.') +
				3 * text_starts(number, TEXT("．"))))
		number = text_skip(number, bytes);
	return text_trim(number);
}

static int name_at_start(struct text text, const struct text *names, size_t count)
{
	int best = ROLLCALL_NOBODY;

	for (size_t i = 0; i < count; i++)
		if (names[i].len && text_starts(text, names[i]) &&
			(best < 0 || names[i].len > names[best].len))
			best = (int)i;
	return best;
}

/* --- one person --- */

/* The next piece up to a separator outside brackets. */
static struct text next_piece(struct text *rest)
{
	struct text start = *rest;
	int depth = 0;
	size_t bytes = 0;

	while (rest->len) {
		if (STARTS(*rest, openers))
			depth++;
		else if (STARTS(*rest, closers))
			depth--;
		else if (depth <= 0 && (bytes = STARTS(*rest, separators)))
			break;
		*rest = text_skip(*rest, one_character(*rest));
	}
	start.len -= rest->len;
	if (rest->len)
		*rest = text_skip(*rest, bytes);
	return text_trim(start);
}

/* A remark without its brackets and leading punctuation. */
static struct text bare(struct text text)
{
	size_t bytes;

	text = text_trim(text);
	while (text.len &&
		(bytes = STARTS(text, openers) + STARTS(text, separators) + STARTS(text, colons) +
				STARTS(text, closers)))
		text = text_trim(text_skip(text, bytes));
	for (size_t i = 0; i < sizeof(closers) / sizeof(*closers); i++)
		while (text_ends(text, text_of(closers[i])))
			text = text_trim(text_take(text, text.len - text_of(closers[i]).len));
	return text;
}

static void read_minutes(struct text text, struct rollcall_entry *entry)
{
	int minutes = 0;

	while (text.len) {
		uint32_t code = char_fold(text_next(&text));

		if (code >= '0' && code <= '9' && minutes < 1000)
			minutes = minutes * 10 + (int)(code - '0');
		else if (minutes)
			break;
	}
	entry->minutes = minutes;
}

/* What stands behind the name: marks and reasons, piece by piece. */
static void read_remark(struct text remark, struct rollcall_entry *entry)
{
	struct text rest = bare(remark);

	while (rest.len) {
		struct text piece = bare(next_piece(&rest));
		size_t i = 0;

		while (i < WORDS && text_find(piece, text_of(words[i].word)) == piece.len)
			i++;
		if (i < WORDS && words[i].mark) {
			if (entry->mark != MARK_LEAVE || words[i].mark != MARK_PRESENT)
				entry->mark = words[i].mark;
			if (words[i].reason)
				entry->reason = piece;
			else if (text_starts(piece, text_of(words[i].word)) && words[i].mark == MARK_LEAVE)
				entry->reason = bare(text_skip(piece, text_of(words[i].word).len));
			if (words[i].mark == MARK_LATE)
				read_minutes(piece, entry);
		} else if (piece.len && (entry->mark == MARK_LEAVE || entry->mark == MARK_ABSENT)) {
			entry->reason = piece;
		}
	}
}

static void read_guest(struct text piece, struct rollcall_entry *entry)
{
	size_t at = 0;

	entry->guest = true;
	entry->name = piece;
	/* The last blank divides unit and name. */
	for (size_t i = 0; i < piece.len; i++)
		if (piece.at[i] == ' ')
			at = i;
	if (at) {
		entry->unit = text_trim(text_take(piece, at));
		entry->name = text_trim(text_skip(piece, at));
	}
}

/* A name nobody on the roll has: up to a blank, a bracket or a word that marks. */
static struct text unknown_name(struct text piece)
{
	struct text rest = piece;

	while (rest.len && !STARTS(rest, openers) && rest.at[0] != ' ' && !text_starts(rest, TEXT("　"))) {
		for (size_t i = 0; i < WORDS && rest.len < piece.len; i++)
			if (text_starts(rest, text_of(words[i].word)))
				return text_take(piece, piece.len - rest.len);
		rest = text_skip(rest, one_character(rest));
	}
	return text_take(piece, piece.len - rest.len);
}

static void add_piece(struct rollcall *rollcall, struct text piece, const struct text *names, size_t count,
	const struct rollcall_entry *start)
{
	struct rollcall_entry *entry;

	if (!bare(piece).len)
		return;
	rollcall->entries =
		mem_grow(rollcall->entries, rollcall->count, &rollcall->room, sizeof(*rollcall->entries));
	entry = &rollcall->entries[rollcall->count++];
	*entry = *start;
	entry->person = name_at_start(piece, names, count);
	if (entry->person == ROLLCALL_NOBODY && start->guest) {
		read_guest(piece, entry);
		return;
	}
	entry->name = entry->person >= 0 ? names[entry->person] : unknown_name(piece);
	read_remark(text_skip(piece, entry->name.len), entry);
}

/* --- lines --- */

/* "请假：" and the like set what holds for the rest of the line; returns what follows. */
static struct text read_prefix(struct text line, struct rollcall_entry *start)
{
	for (size_t i = 0; i < WORDS; i++) {
		struct text word = text_of(words[i].word);
		struct text rest = text_starts(line, word) ? text_trim(text_skip(line, word.len)) : NO_TEXT;
		size_t colon = 0;

		/* "请假人员：", "缺席（2人）：" */
		while (rest.len && !(colon = STARTS(rest, colons)) && word.len < 24) {
			word.len += one_character(rest);
			rest = text_skip(rest, one_character(rest));
		}
		if (!colon)
			continue;
		start->mark = words[i].mark ? words[i].mark : MARK_PRESENT;
		start->guest = !words[i].mark;
		return text_trim(text_skip(rest, colon));
	}
	return line;
}

/* A line that is no entry: the heading of the roll-call. */
static bool is_heading(struct text line, bool numbered)
{
	static const char *const marks[] = {"接龙", "党小组会", "签到", "#"};

	for (size_t i = 0; !numbered && i < sizeof(marks) / sizeof(*marks); i++)
		if (text_find(line, text_of(marks[i])) < line.len)
			return true;
	return false;
}

void rollcall_read(struct rollcall *rollcall, struct text text, const struct text *names, size_t name_count)
{
	struct text line;
	unsigned number = 0;

	*rollcall = (struct rollcall){0};
	while (text_split(&text, '\n', &line)) {
		struct rollcall_entry start = {
			ROLLCALL_NOBODY, MARK_PRESENT, false, NO_TEXT, NO_TEXT, NO_TEXT, 0, ++number};
		struct text rest = skip_number(line);
		bool numbered = rest.len != text_trim(line).len;

		if (!rest.len || (is_heading(rest, numbered) && name_at_start(rest, names, name_count) < 0))
			continue;
		rest = read_prefix(rest, &start);
		while (rest.len)
			add_piece(rollcall, next_piece(&rest), names, name_count, &start);
	}
}

void rollcall_release(struct rollcall *rollcall)
{
	free(rollcall->entries);
	*rollcall = (struct rollcall){0};
}
