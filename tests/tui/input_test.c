#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "tests/harness/seed.h"
#include "tui/input.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An event as words; text that follows text is one run, wherever it was cut. */
static void tell(const struct event *event, struct buf *out, enum event_kind *last)
{
	if (event->kind != EVENT_TEXT || *last != EVENT_TEXT)
		buf_printf(out, "%s", out->len ? " " : "");
	if (event->kind == EVENT_KEY)
		buf_printf(out, "%s%s", event->alt_twin ? "twin:" : "", key_name(event->key));
	if (event->kind == EVENT_TEXT && *last != EVENT_TEXT)
		buf_text(out, TEXT("'"));
	if (event->kind == EVENT_PASTE)
		buf_text(out, TEXT("paste:"));
	if (event->kind == EVENT_REPORT)
		buf_printf(out, "report:%d,%d", event->row, event->column);
	buf_text(out, event->text);
	*last = event->kind;
}

static void drain(struct input *input, bool late, struct buf *out, enum event_kind *last)
{
	struct event event;

	while (input_next(input, late, &event))
		tell(&event, out, last);
}

/* The bytes in pieces that end at the cuts, then nothing for a while. */
static void decode(struct text bytes, const size_t *cuts, size_t count, struct buf *out)
{
	struct input input = {0};
	enum event_kind last = EVENT_NONE;
	size_t at = 0;

	buf_clear(out);
	for (size_t i = 0; i <= count; i++) {
		size_t end = i < count ? cuts[i] : bytes.len;

		input_feed(&input, bytes.at + at, end - at);
		drain(&input, false, out, &last);
		at = end;
	}
	for (int i = 0; i < 100 && input_waiting(&input); i++)
		drain(&input, true, out, &last);
	assert_false(input_waiting(&input));
	input_release(&input);
}

struct row {
	const char *bytes, *events;
};

static void check(const struct row *row, const size_t *cuts, size_t count)
{
	struct buf out = BUF_INIT;

	decode(text_of(row->bytes), cuts, count, &out);
	if (strcmp(buf_cstr(&out), row->events)) {
		print_error("row \"%s\", %zu cuts, first at %zu\n", row->events, count, count ? cuts[0] : 0);
		assert_string_equal(buf_cstr(&out), row->events);
	}
	buf_release(&out);
}

/* However the line cuts them. */
static const struct row rows[] = {
	/* typed */
	{"a", "'a"},
	{"12 x", "'12 x"},
	{"\xe4\xb8\xad", "'中"},
	{"开会abc", "'开会abc"},
	{"𠮷㛃䶮", "'𠮷㛃䶮"},
	{"“…”—①", "'“…”—①"},
	{"e\xcc\x81", "'e\xcc\x81"},
	{"刘桂香\r", "'刘桂香 Enter"},
	{"\r\n", "Enter"},
	{"\n", "Enter"},
	{"\r\r", "Enter Enter"},
	{"\t", "Tab"},
	{"\x7f\b", "Backspace Backspace"},
	{"\x07\x13\x1a\x19", "Ctrl-G Ctrl-S Ctrl-Z Ctrl-Y"},
	{"\x01\x05\x0b", "Ctrl-A Ctrl-E Ctrl-K"},
	{"\x1c\x1d\x1e\x1f", ""},
	/* xterm and what follows it */
	{"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
	{"\033OA\033OB\033OC\033OD", "Up Down Right Left"},
	{"\033[H\033[F\033OH\033OF", "Home End Home End"},
	{"\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4"},
	{"\033[15~\033[17~\033[18~\033[19~", "F5 F6 F7 F8"},
	{"\033[20~\033[21~\033[23~\033[24~", "F9 F10 F11 F12"},
	{"\033[2~\033[3~\033[5~\033[6~", "Insert Del PgUp PgDn"},
	{"\033[Z", "Shift-Tab"},
	{"\033OM", "Enter"},
	{"\033[1;2P\033[15;5~\033[3;3~", "F1 F5 Del"},
	{"\033[1;5D\033[1;3C\033[1;5H\033[1;6F", "Ctrl-Left Ctrl-Right Ctrl-Home Ctrl-End"},
	{"\033[1;2D\033[1;2H", "Left Home"},
	{"\033[5D", "Ctrl-Left"},
	/* PuTTY, Linux console, rxvt, VT100+ */
	{"\033[1~\033[4~\033[7~\033[8~", "Home End Home End"},
	{"\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4"},
	{"\033[[A\033[[B\033[[E", "F1 F2 F5"},
	{"\033[[Z", ""},
	{"\033OT\033OU\033OV\033OW\033OX\033OY\033OZ\033O[", "F5 F6 F7 F8 F9 F10 F11 F12"},
	{"\033Oa\033Od\033[7^\033[3$\033[a", "Up Ctrl-Left Ctrl-Home Del Up"},
	{"\033Op\033Oq\033Oy\033Oj\033On", "'019*."},
	/* twins */
	{"\0332\0330\0339", "twin:F2 twin:F10 twin:F9"},
	{"\033t\033T", "Alt-T Alt-T"},
	/* answers, and what nobody asked for */
	{"\033[1;3R", "report:1,3"},
	{"\033[12;140Rx", "report:12,140 'x"},
	{"\033[?1;2c", ""},
	{"\033[?2026;2$y", ""},
	{"\033[>0;276;0c5", "'5"},
	{"\033[I\033[O", ""},
	{"\033[<0;10;5M\033[<0;10;5m", ""},
	{"\033[99~\033[999999999999;9z", ""},
	/* broken off */
	{"\033[\033[A", "Up"},
	{"\033[1;\033OQ", "F2"},
	{"\033[1", ""},
	{"\033[1;5中", "'中"},
	{"\033O\033[B", "Down"},
	/* Esc */
	{"\033", "Esc"},
	{"\033\033", "Esc Esc"},
	{"\033[", "Esc"},
	{"\033x", "Esc 'x"},
	{"\033\r", "Esc Enter"},
	{"\033\033[A", "Esc Up"},
	/* not UTF-8: nothing of it gets anywhere */
	{"a\xff\xfe"
	 "b",
		"'ab"},
	{"\xe4\xb8", ""},
	{"\xe4\xb8z", "'z"},
	{"\xc0\xaf\xed\xa0\x80.", "'."},
	{"\xf4\x90\x80\x80-", "'-"},
	{"\xc2\x9b"
	 "A",
		"'A"},
	{"\xe2\x80\xae\xe2\x80\x8b"
	 "x",
		"'x"},
	{"\xe2\x98\x83\xef\xb8\x8f", "'\xe2\x98\x83"},
	/* bracketed paste */
	{"\033[200~刘桂香 请假\r\n王建国 出席\033[201~", "paste:刘桂香 请假\n王建国 出席"},
	{"\033[200~a\tb\r\rc\033[201~\033[A", "paste:a\tb\n\nc Up"},
	{"\033[200~\033[201~1", "'1"},
	{"\033[200~x\033[31my\033\033[201~", "paste:x[31my"},
	{"\033[200~\xe4\xb8\033[201~", ""},
	{"\033[200~cut off", "paste:cut off"},
	{"\033[200~cut off\033[20", "paste:cut off"},
};

static void whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i], NULL, 0);
}

static void cut_at_every_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t cut = 0; cut <= strlen(rows[i].bytes); cut++)
			check(&rows[i], &cut, 1);
}

static void byte_by_byte(void **state)
{
	size_t cuts[128];

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++)
		cuts[i] = i + 1;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i], cuts, strlen(rows[i].bytes) - 1);
}

/* All that came at once. */
static const struct row bursts[] = {
	{"刘桂香 请假\r王建国 出席\r", "paste:刘桂香 请假\n王建国 出席\n"},
	{"ab\r\ncd", "paste:ab\ncd"},
	{"ab\n\n\tcd\033[A", "paste:ab\n\n\tcd Up"},
	{"ab\rcd\x07", "paste:ab\ncd Ctrl-G"},
	{"开会讨论学习计划安排", "'开会讨论学习计划安排"},
	{"开会\r", "'开会 Enter"},
	{"1\r2\r3\r", "'1 Enter '2 Enter '3 Enter"},
	{"12\r3", "'12 Enter '3"},
	{"\rab\r", "Enter 'ab Enter"},
	{"ab\033[Bcd\r", "'ab Down 'cd Enter"},
};

static void bursts_with_newlines_are_pastes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bursts); i++)
		check(&bursts[i], NULL, 0);
}

/* A commit of the input method is one event, ASCII is one each. */
static void runs(void **state)
{
	struct input input = {0};
	struct event event;

	(void)state;
	input_feed(&input, "开会12", 8);
	assert_true(input_next(&input, false, &event));
	assert_true(text_is(event.text, "开会"));
	assert_int_equal(event_digit(&event), -1);
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event_digit(&event), 1);
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event_digit(&event), 2);
	assert_false(input_next(&input, false, &event));
	input_release(&input);
}

static void names(void **state)
{
	static const struct {
		const char *name, *told;
	} named[] = {
		{"F2", "F2"},
		{"Ctrl-G", "Ctrl-G"},
		{"Enter", "Enter"},
		{"Shift-Tab", "Shift-Tab"},
		{"Alt-3", "twin:F3"},
		{"Alt-0", "twin:F10"},
		{"Alt-T", "Alt-T"},
		{"Space", "' "},
		{"7", "'7"},
		{"：", "'："},
	};
	static const char *const none[] = {"", "F13", "Alt-x", "Alt-", "ctrl-g", "12"};
	struct event event;

	(void)state;
	for (size_t i = 0; i < COUNT(named); i++) {
		struct buf out = BUF_INIT;
		enum event_kind last = EVENT_NONE;

		assert_true(event_named(text_of(named[i].name), &event));
		tell(&event, &out, &last);
		assert_string_equal(buf_cstr(&out), named[i].told);
		buf_release(&out);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(event_named(text_of(none[i]), &event));
	for (int key = KEY_NONE + 1; key < KEY_COUNT; key++) {
		assert_non_null(key_name((enum key)key));
		assert_int_equal(key_named(text_of(key_name((enum key)key))), key);
	}
}

/* Whatever comes, however cut: it ends, and all text is clean. */
static void noise(void **state)
{
	static const char alphabet[] = "\033\033[O~;1200R$?\r\n\x7f\x03 a\xe4\xb8\xad\xff\xf0\x9f";
	unsigned seed = (unsigned)random_seed();
	struct buf out = BUF_INIT;

	(void)state;
	srand(seed);
	for (int round = 0; round < 5000; round++) {
		char bytes[40];
		size_t cuts[3], len = (size_t)rand() % sizeof(bytes);

		for (size_t i = 0; i < len; i++)
			bytes[i] = alphabet[(size_t)rand() % (sizeof(alphabet) - 1)];
		cuts[0] = len / 4;
		cuts[1] = len / 2;
		cuts[2] = len - len / 4;
		decode((struct text){bytes, len}, cuts, COUNT(cuts), &out);
		assert_true(text_valid(buf_as_text(&out)));
		assert_null(memchr(buf_cstr(&out), '\033', out.len + 1));
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(byte_by_byte),
		cmocka_unit_test(bursts_with_newlines_are_pastes),
		cmocka_unit_test(runs),
		cmocka_unit_test(names),
		cmocka_unit_test(noise),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
