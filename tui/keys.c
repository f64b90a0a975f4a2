/* Keys by name, and what handlers ask of events. */
#include "tui/input.h"

static const char *const names[KEY_COUNT] = {
	[KEY_F1] = "F1",
	[KEY_F2] = "F2",
	[KEY_F3] = "F3",
	[KEY_F4] = "F4",
	[KEY_F5] = "F5",
	[KEY_F6] = "F6",
	[KEY_F7] = "F7",
	[KEY_F8] = "F8",
	[KEY_F9] = "F9",
	[KEY_F10] = "F10",
	[KEY_F11] = "F11",
	[KEY_F12] = "F12",
	[KEY_UP] = "Up",
	[KEY_DOWN] = "Down",
	[KEY_LEFT] = "Left",
	[KEY_RIGHT] = "Right",
	[KEY_HOME] = "Home",
	[KEY_END] = "End",
	[KEY_PGUP] = "PgUp",
	[KEY_PGDN] = "PgDn",
	[KEY_INSERT] = "Insert",
	[KEY_DELETE] = "Del",
	[KEY_ENTER] = "Enter",
	[KEY_TAB] = "Tab",
	[KEY_BACKTAB] = "Shift-Tab",
	[KEY_ESC] = "Esc",
	[KEY_BACKSPACE] = "Backspace",
	[KEY_ALT_T] = "Alt-T",
	[KEY_CTRL_LEFT] = "Ctrl-Left",
	[KEY_CTRL_RIGHT] = "Ctrl-Right",
	[KEY_CTRL_HOME] = "Ctrl-Home",
	[KEY_CTRL_END] = "Ctrl-End",
	[KEY_CTRL_A] = "Ctrl-A",
	[KEY_CTRL_A + 1] = "Ctrl-B",
	[KEY_CTRL_A + 2] = "Ctrl-C",
	[KEY_CTRL_A + 3] = "Ctrl-D",
	[KEY_CTRL_A + 4] = "Ctrl-E",
	[KEY_CTRL_A + 5] = "Ctrl-F",
	[KEY_CTRL_A + 6] = "Ctrl-G",
	[KEY_CTRL_A + 7] = "Ctrl-H",
	[KEY_CTRL_A + 8] = "Ctrl-I",
	[KEY_CTRL_A + 9] = "Ctrl-J",
	[KEY_CTRL_A + 10] = "Ctrl-K",
	[KEY_CTRL_A + 11] = "Ctrl-L",
	[KEY_CTRL_A + 12] = "Ctrl-M",
	[KEY_CTRL_A + 13] = "Ctrl-N",
	[KEY_CTRL_A + 14] = "Ctrl-O",
	[KEY_CTRL_A + 15] = "Ctrl-P",
	[KEY_CTRL_A + 16] = "Ctrl-Q",
	[KEY_CTRL_A + 17] = "Ctrl-R",
	[KEY_CTRL_A + 18] = "Ctrl-S",
	[KEY_CTRL_A + 19] = "Ctrl-T",
	[KEY_CTRL_A + 20] = "Ctrl-U",
	[KEY_CTRL_A + 21] = "Ctrl-V",
	[KEY_CTRL_A + 22] = "Ctrl-W",
	[KEY_CTRL_A + 23] = "Ctrl-X",
	[KEY_CTRL_A + 24] = "Ctrl-Y",
	[KEY_CTRL_Z] = "Ctrl-Z",
};

const char *key_name(enum key key)
{
	return key > KEY_NONE && key < KEY_COUNT ? names[key] : NULL;
}

enum key key_named(struct text name)
{
	for (int key = KEY_NONE + 1; key < KEY_COUNT; key++)
		if (names[key] && text_is(name, names[key]))
			return (enum key)key;
	return KEY_NONE;
}

bool event_is(const struct event *event, enum key key)
{
	return event->kind == EVENT_KEY && event->key == key;
}

int event_digit(const struct event *event)
{
	struct text rest = event->text;
	uint32_t code;

	if (event->kind != EVENT_TEXT || !rest.len)
		return -1;
	code = char_fold(text_next(&rest));
	return !rest.len && code >= '0' && code <= '9' ? (int)code - '0' : -1;
}

bool event_named(struct text name, struct event *event)
{
	int digit;

	*event = (struct event){EVENT_KEY, key_named(name), false, NO_TEXT, 0, 0};
	if (event->key != KEY_NONE)
		return true;
	if (name.len == 5 && text_starts(name, TEXT("Alt-"))) {
		digit = name.at[4] - '0';
		event->key = digit == 0 ? KEY_F10 : (enum key)(KEY_F1 + digit - 1);
		event->alt_twin = true;
		return digit >= 0 && digit <= 9;
	}
	event->kind = EVENT_TEXT;
	event->text = text_is(name, "Space") ? TEXT(" ") : name;
	return text_count(name) == 1 || text_is(name, "Space");
}
