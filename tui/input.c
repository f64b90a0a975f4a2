#include "tui/input.h"

#include <stdio.h>
#include <string.h>

/* --- names
 * ------------------------------------------------------------------------------------------------------------
 */

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

/* --- sequences
 * ----------------------------------------------------------------------------------------------------------
 */

/* Behind ESC [ , by the final letter when there is no number, and behind ESC O. */
static const struct {
	char final;
	enum key key;
} letters[] = {
	{'A', KEY_UP},
	{'B', KEY_DOWN},
	{'C', KEY_RIGHT},
	{'D', KEY_LEFT},
	{'H', KEY_HOME},
	{'F', KEY_END},
	{'Z', KEY_BACKTAB},
	{'P', KEY_F1},
	{'Q', KEY_F2},
	{'R', KEY_F3},
	{'S', KEY_F4},
	{'M', KEY_ENTER},
	{'j', KEY_NONE},
	{'I', KEY_TAB},
};
/* ESC [ number ~ */
static const struct {
	unsigned number;
	enum key key;
} numbers[] = {
	{1, KEY_HOME},
	{2, KEY_INSERT},
	{3, KEY_DELETE},
	{4, KEY_END},
	{5, KEY_PGUP},
	{6, KEY_PGDN},
	{7, KEY_HOME},
	{8, KEY_END},
	{11, KEY_F1},
	{12, KEY_F2},
	{13, KEY_F3},
	{14, KEY_F4},
	{15, KEY_F5},
	{17, KEY_F6},
	{18, KEY_F7},
	{19, KEY_F8},
	{20, KEY_F9},
	{21, KEY_F10},
	{23, KEY_F11},
	{24, KEY_F12},
};

enum progress { MORE, TAKEN };

static enum key key_of_letter(char final)
{
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].final == final)
			return letters[i].key;
	return KEY_NONE;
}

static enum key key_of_number(unsigned number)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (numbers[i].number == number)
			return numbers[i].key;
	return KEY_NONE;
}

static void take(struct input *input, size_t bytes)
{
	buf_splice(&input->bytes, 0, bytes, NULL, 0);
}

static void be_key(struct event *event, enum key key)
{
	event->kind = key == KEY_NONE ? EVENT_NONE : EVENT_KEY;
	event->key = key;
}

/* ESC [ parameters final. What is not known is swallowed whole, never typed into a record. */
static enum progress read_csi(struct input *input, struct event *event)
{
	const uint8_t *bytes = input->bytes.data;
	unsigned parameters[4] = {0}, count = 0;
	size_t at = 2;

	/* Linux console: ESC [ [ A is F1. */
	if (at < input->bytes.len && bytes[at] == '[') {
		if (at + 1 >= input->bytes.len)
			return MORE;
		be_key(event,
			bytes[at + 1] >= 'A' && bytes[at + 1] <= 'E'
				? (enum key)(KEY_F1 + bytes[at + 1] - 'A')
				: KEY_NONE);
		take(input, at + 2);
		return TAKEN;
	}
	for (; at < input->bytes.len && (bytes[at] < 0x40 || bytes[at] > 0x7e); at++) {
		if (bytes[at] >= '0' && bytes[at] <= '9' && count < 4)
			parameters[count] =
				parameters[count] > 9999 ? 9999 : parameters[count] * 10 + bytes[at] - '0';
		else if (bytes[at] == ';')
			count++;
		else if (bytes[at] < 0x20 || at > 32)
			break; /* no sequence after all */
	}
	if (at == input->bytes.len)
		return MORE;
	if (bytes[at] == '~' && parameters[0] == 200)
		input->pasting = true;
	else if (bytes[at] == '~')
		be_key(event, key_of_number(parameters[0]));
	else if (bytes[at] == 'R' && count) {
		event->kind = EVENT_REPORT;
		event->row = (int)parameters[0];
		event->column = (int)parameters[1];
	} else
		be_key(event, key_of_letter((char)bytes[at]));
	take(input, at + 1);
	return TAKEN;
}

/* ESC followed by something else. */
static enum progress read_escape(struct input *input, bool late, struct event *event)
{
	const uint8_t *bytes = input->bytes.data;

	if (input->bytes.len == 1 && !late)
		return MORE;
	if (input->bytes.len == 1 || bytes[1] == 0x1b) {
		be_key(event, KEY_ESC);
		take(input, 1);
		return TAKEN;
	}
	if (bytes[1] == '[') {
		if (input->bytes.len == 2 && late) {
			be_key(event, KEY_ESC);
			take(input, 2);
			return TAKEN;
		}
		if (read_csi(input, event) == TAKEN)
			return TAKEN;
		if (late) /* cut off: nothing of it may be typed into a record */
			take(input, input->bytes.len);
		return late ? TAKEN : MORE;
	}
	if (bytes[1] == 'O') {
		if (input->bytes.len == 2 && !late)
			return MORE;
		be_key(event, input->bytes.len > 2 ? key_of_letter((char)bytes[2]) : KEY_ESC);
		take(input, input->bytes.len > 2 ? 3 : 2);
		return TAKEN;
	}
	if (bytes[1] >= '0' && bytes[1] <= '9') {
		be_key(event, bytes[1] == '0' ? KEY_F10 : (enum key)(KEY_F1 + bytes[1] - '1'));
		event->alt_twin = true;
		take(input, 2);
		return TAKEN;
	}
	if (bytes[1] == 't' || bytes[1] == 'T') {
		be_key(event, KEY_ALT_T);
		take(input, 2);
		return TAKEN;
	}
	/* Esc, and then something typed quickly after it. */
	be_key(event, KEY_ESC);
	take(input, 1);
	return TAKEN;
}

/* --- text
 * ---------------------------------------------------------------------------------------------------------------
 */

/* What was typed or pasted may hold anything: only what can be stored is let through. */
static void clean(struct buf *out, struct text text, bool lines)
{
	while (text.len) {
		struct text before = text;
		uint32_t code = text_next(&text);
		size_t len = before.len - text.len;

		if (code == '\r' || code == '\n') {
			if (lines &&
				!(code == '\n' && out->len && out->data[out->len - 1] == '\n' &&
					before.at[-1] == '\r'))
				buf_byte(out, '\n');
		} else if (code == '\t' && lines) {
			buf_byte(out, '\t');
		} else if (code != 0xfffd && char_width(code) > 0) {
			buf_put(out, before.at, len);
		} else if (code >= 0x300 && char_width(code) == 0 && (code < 0x200b || code > 0x200f) &&
			(code < 0x2028 || code > 0x206f) && code != 0xfeff) {
			buf_put(out, before.at, len); /* combining marks */
		}
	}
}

static enum progress read_paste(struct input *input, struct event *event)
{
	static const struct text end = {"\033[201~", 6};
	struct text bytes = buf_as_text(&input->bytes);
	size_t at = text_find(bytes, end), keep = 0;

	if (at == bytes.len) {
		/* The end mark may be cut in two. */
		for (size_t len = 1; len < end.len && len <= bytes.len; len++)
			if (text_equal(text_skip(bytes, bytes.len - len), text_take(end, len)))
				keep = len;
		buf_put(&input->paste, bytes.at, bytes.len - keep);
		take(input, bytes.len - keep);
		return MORE;
	}
	buf_put(&input->paste, bytes.at, at);
	take(input, at + end.len);
	input->pasting = false;
	buf_clear(&input->text);
	clean(&input->text, buf_as_text(&input->paste), true);
	buf_clear(&input->paste);
	event->kind = EVENT_PASTE;
	event->text = buf_as_text(&input->text);
	return TAKEN;
}

static const enum key controls[32] = {
	[8] = KEY_BACKSPACE,
	[9] = KEY_TAB,
	[10] = KEY_ENTER,
	[13] = KEY_ENTER,
};

/* How many bytes at the end are a character that has not come whole. */
static size_t cut_character(struct text text)
{
	for (size_t back = 1; back <= 3 && back <= text.len; back++) {
		unsigned char byte = (unsigned char)text.at[text.len - back];
		size_t needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;

		if ((byte & 0xc0) != 0x80)
			return needs > back ? back : 0;
	}
	return 0;
}

static size_t text_run(const struct buf *bytes)
{
	size_t len = 0;

	while (len < bytes->len && bytes->data[len] >= 0x20 && bytes->data[len] != 0x7f)
		len++;
	return len;
}

/* A terminal without bracketed paste sends it as one burst: text with newlines in the middle of it. */
static bool is_burst(const struct buf *bytes)
{
	size_t first = text_run(bytes);

	return first > 1 && first + 2 < bytes->len &&
		(bytes->data[first] == '\r' || bytes->data[first] == '\n') &&
		bytes->data[first + 1] >= 0x20 && bytes->data[first + 2] >= 0x20;
}

static enum progress read_text(struct input *input, bool late, struct event *event)
{
	size_t run = is_burst(&input->bytes) ? input->bytes.len : text_run(&input->bytes);
	struct text text = {(const char *)input->bytes.data, run};
	size_t cut = run == input->bytes.len ? cut_character(text) : 0;
	bool paste = run > text_run(&input->bytes);

	/* ASCII is typed one by one: a digit is a mark each. An input method commits several at once. */
	if (!paste && run && (uint8_t)text.at[0] < 0x80)
		text.len = 1;
	else if (late || run > cut)
		text.len -= late ? 0 : cut;
	else
		return MORE;
	for (size_t i = 1; !paste && (uint8_t)text.at[0] >= 0x80 && i < text.len; i++)
		if ((uint8_t)text.at[i] < 0x80)
			text.len = i;
	buf_clear(&input->text);
	clean(&input->text, text, paste);
	event->kind = input->text.len ? (paste ? EVENT_PASTE : EVENT_TEXT) : EVENT_NONE;
	event->text = buf_as_text(&input->text);
	take(input, text.len);
	return TAKEN;
}

/* --- the decoder
 * ---------------------------------------------------------------------------------------------------------
 */

static enum progress read_one(struct input *input, bool late, struct event *event)
{
	uint8_t first = input->bytes.data[0];

	if (input->pasting)
		return read_paste(input, event);
	if (first == 0x1b)
		return read_escape(input, late, event);
	if (first < 0x20 || first == 0x7f) {
		be_key(event,
			first == 0x7f             ? KEY_BACKSPACE
				: controls[first] ? controls[first]
				: first           ? (enum key)(KEY_CTRL_A + first - 1)
						  : KEY_NONE);
		if (first > 26 && first < 0x20)
			be_key(event, KEY_NONE);
		/* CR LF is one Enter. */
		take(input, first == '\r' && input->bytes.len > 1 && input->bytes.data[1] == '\n' ? 2 : 1);
		return TAKEN;
	}
	return read_text(input, late, event);
}

bool input_next(struct input *input, bool late, struct event *event)
{
	while (input->bytes.len) {
		*event = (struct event){EVENT_NONE, KEY_NONE, false, NO_TEXT, 0, 0};
		if (read_one(input, late, event) == MORE)
			return false;
		if (event->kind != EVENT_NONE)
			return true;
	}
	return false;
}

bool input_waiting(const struct input *input)
{
	return input->bytes.len > 0;
}

void input_feed(struct input *input, const void *bytes, size_t len)
{
	buf_put(&input->bytes, bytes, len);
}

void input_release(struct input *input)
{
	buf_release(&input->bytes);
	buf_release(&input->text);
	buf_release(&input->paste);
}
