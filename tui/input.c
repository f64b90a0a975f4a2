#include "tui/input.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A paste whose end does not come is given up after so many waits: else nothing could be typed any more. */
enum { PASTE_WAITS = 40 };

enum progress { MORE, TAKEN };

static void take(struct input *input, size_t bytes)
{
	buf_splice(&input->bytes, 0, bytes, NULL, 0);
}

static enum progress take_key(struct input *input, size_t bytes, struct event *event, enum key key)
{
	take(input, bytes);
	event->kind = key == KEY_NONE ? EVENT_NONE : EVENT_KEY;
	event->key = key;
	return TAKEN;
}

static enum progress take_text(struct input *input, size_t bytes, struct event *event, enum event_kind kind)
{
	take(input, bytes);
	event->kind = input->text.len ? kind : EVENT_NONE;
	event->text = buf_as_text(&input->text);
	return TAKEN;
}

/* --- what keys send --- */

enum { CSI = 1, SS3 = 2 };

/* The last letter behind ESC [ and ESC O. ESC O T to [ are F5 to F12 of PuTTY as a VT100+; rxvt sends small
 * letters for arrows with Shift or Ctrl; M is Enter on the keypad. */
static const struct {
	char final;
	unsigned where;
	enum key key;
} letters[] = {
	{'A', CSI | SS3, KEY_UP},
	{'B', CSI | SS3, KEY_DOWN},
	{'C', CSI | SS3, KEY_RIGHT},
	{'D', CSI | SS3, KEY_LEFT},
	{'H', CSI | SS3, KEY_HOME},
	{'F', CSI | SS3, KEY_END},
	{'Z', CSI, KEY_BACKTAB},
	{'P', CSI | SS3, KEY_F1},
	{'Q', CSI | SS3, KEY_F2},
	{'R', CSI | SS3, KEY_F3},
	{'S', CSI | SS3, KEY_F4},
	{'T', SS3, KEY_F5},
	{'U', SS3, KEY_F6},
	{'V', SS3, KEY_F7},
	{'W', SS3, KEY_F8},
	{'X', SS3, KEY_F9},
	{'Y', SS3, KEY_F10},
	{'Z', SS3, KEY_F11},
	{'[', SS3, KEY_F12},
	{'M', SS3, KEY_ENTER},
	{'I', SS3, KEY_TAB},
	{'a', CSI | SS3, KEY_UP},
	{'b', CSI | SS3, KEY_DOWN},
	{'c', CSI, KEY_RIGHT},
	{'d', CSI, KEY_LEFT},
	{'c', SS3, KEY_CTRL_RIGHT},
	{'d', SS3, KEY_CTRL_LEFT},
};
/* ESC [ number ~; rxvt ends with ^ $ or @ for Ctrl, Shift and both. */
static const enum key numbers[] = {
	[1] = KEY_HOME,
	[2] = KEY_INSERT,
	[3] = KEY_DELETE,
	[4] = KEY_END,
	[5] = KEY_PGUP,
	[6] = KEY_PGDN,
	[7] = KEY_HOME,
	[8] = KEY_END,
	[11] = KEY_F1,
	[12] = KEY_F2,
	[13] = KEY_F3,
	[14] = KEY_F4,
	[15] = KEY_F5,
	[17] = KEY_F6,
	[18] = KEY_F7,
	[19] = KEY_F8,
	[20] = KEY_F9,
	[21] = KEY_F10,
	[23] = KEY_F11,
	[24] = KEY_F12,
};
/* What a key is with Ctrl or Alt; other keys are what they are without. */
static const struct {
	enum key plain, with;
} modified[] = {
	{KEY_LEFT, KEY_CTRL_LEFT},
	{KEY_RIGHT, KEY_CTRL_RIGHT},
	{KEY_HOME, KEY_CTRL_HOME},
	{KEY_END, KEY_CTRL_END},
};
/* Keypad digits and signs of a terminal left in application mode. */
static const char keypad[] = "*+,-./0123456789"; /* ESC O j to ESC O y */

static enum key key_of_letter(char final, unsigned where)
{
	for (size_t i = 0; i < COUNT(letters); i++)
		if (letters[i].final == final && letters[i].where & where)
			return letters[i].key;
	return KEY_NONE;
}

static enum key with_modifier(enum key key)
{
	for (size_t i = 0; i < COUNT(modified); i++)
		if (modified[i].plain == key)
			return modified[i].with;
	return key;
}

/* --- sequences --- */

struct csi {
	unsigned parameters[4];
	unsigned count;  /* of semicolons */
	bool marked;     /* begins with < = > ?: an answer or a mouse, never a key */
	char final;      /* 0: has not come */
	size_t len, bad; /* bad: where something stands that belongs to no sequence */
};

/* Reads behind ESC [. */
static struct csi parse_csi(const struct buf *bytes)
{
	struct csi csi = {{0}, 0, false, 0, 2, 0};

	for (; csi.len < bytes->len && !csi.final; csi.len++) {
		uint8_t byte = bytes->data[csi.len];
		unsigned *number = &csi.parameters[csi.count < 3 ? csi.count : 3];

		if (byte < 0x20 || byte > 0x7e) {
			csi.bad = csi.len;
			return csi;
		}
		if (byte >= '0' && byte <= '9')
			*number = *number > 9999 ? *number : *number * 10 + byte - '0';
		else if (byte == ';')
			csi.count++;
		else if (byte >= '<' && byte <= '?')
			csi.marked = true;
		else if (byte >= 0x40 || (byte == '$' && !csi.marked && !csi.count))
			csi.final = (char)byte;
	}
	return csi;
}

static enum key key_of_csi(const struct csi *csi)
{
	bool number = csi->final == '~' || csi->final == '^' || csi->final == '$' || csi->final == '@';
	/* 1 + Shift, + 2 Alt, + 4 Ctrl; ESC [ 5 D is an old form of it. */
	unsigned modifier = csi->count ? csi->parameters[1] : number ? 1 : csi->parameters[0];
	enum key key = number ? csi->parameters[0] < COUNT(numbers) ? numbers[csi->parameters[0]] : KEY_NONE
			      : key_of_letter(csi->final, CSI);

	if (csi->marked)
		return KEY_NONE;
	return csi->final == '^' || (modifier && (modifier - 1) & 6) ? with_modifier(key) : key;
}

/* What is not known is swallowed whole, never typed into a record. */
static enum progress read_csi(struct input *input, bool late, struct event *event)
{
	const uint8_t *bytes = input->bytes.data;
	struct csi csi;

	if (input->bytes.len == 2)
		return late ? take_key(input, 2, event, KEY_ESC) : MORE;
	if (bytes[2] == '[') { /* the Linux console: ESC [ [ A is F1 */
		if (input->bytes.len == 3)
			return late ? take_key(input, 3, event, KEY_NONE) : MORE;
		return take_key(input, 4, event,
			bytes[3] >= 'A' && bytes[3] <= 'E' ? (enum key)(KEY_F1 + bytes[3] - 'A') : KEY_NONE);
	}
	csi = parse_csi(&input->bytes);
	if (csi.bad)
		return take_key(input, csi.bad, event, KEY_NONE);
	if (!csi.final)
		return late ? take_key(input, csi.len, event, KEY_NONE) : MORE;
	if (csi.final == '~' && csi.parameters[0] == 200) {
		input->pasting = true;
		input->waited = 0;
	}
	take_key(input, csi.len, event, key_of_csi(&csi));
	/* ESC [ 1 ; 2 R is F3 with Shift too, but nobody has that key. */
	if (csi.final == 'R' && csi.count && !csi.marked)
		*event = (struct event){EVENT_REPORT, KEY_NONE, false, NO_TEXT, (int)csi.parameters[0],
			(int)csi.parameters[1]};
	return TAKEN;
}

static enum progress read_ss3(struct input *input, bool late, struct event *event)
{
	char final;

	if (input->bytes.len == 2)
		return late ? take_key(input, 2, event, KEY_ESC) : MORE;
	final = (char)input->bytes.data[2];
	if (final < 0x20 || final > 0x7e)
		return take_key(input, 2, event, KEY_NONE);
	if (final < 'j' || final > 'y')
		return take_key(input, 3, event, key_of_letter(final, SS3));
	buf_clear(&input->text);
	buf_byte(&input->text, (uint8_t)keypad[final - 'j']);
	return take_text(input, 3, event, EVENT_TEXT);
}

static enum progress read_escape(struct input *input, bool late, struct event *event)
{
	uint8_t next = input->bytes.len > 1 ? input->bytes.data[1] : 0;

	if (input->bytes.len == 1)
		return late ? take_key(input, 1, event, KEY_ESC) : MORE;
	if (next == '[')
		return read_csi(input, late, event);
	if (next == 'O')
		return read_ss3(input, late, event);
	if (next >= '0' && next <= '9') {
		event->alt_twin = true;
		return take_key(input, 2, event, next == '0' ? KEY_F10 : (enum key)(KEY_F1 + next - '1'));
	}
	if (next == 't' || next == 'T')
		return take_key(input, 2, event, KEY_ALT_T);
	/* Esc, and then something typed quickly after it. */
	return take_key(input, 1, event, KEY_ESC);
}

/* --- text --- */

/* What was typed or pasted may hold anything: only what can be stored is let through. CR LF and CR are
 * newlines. */
static void clean(struct buf *out, struct text text)
{
	buf_clear(out);
	for (struct text rest = text; rest.len;) {
		struct text from = rest;
		uint32_t code = text_next(&rest);

		if (code == '\r')
			buf_byte(out, '\n');
		else if (code == '\n' && from.at > text.at && from.at[-1] == '\r')
			continue;
		else
			text_clean(text_take(from, from.len - rest.len), out, NULL, NULL);
	}
}

static enum progress read_paste(struct input *input, bool late, struct event *event)
{
	static const struct text end = {"\033[201~", 6};
	struct text bytes = buf_as_text(&input->bytes);
	size_t at = text_find(bytes, end), keep = 0;
	bool done = at < bytes.len;

	/* The end mark may be cut in two. */
	for (size_t len = 1; !done && len < end.len && len <= bytes.len; len++)
		if (text_equal(text_skip(bytes, bytes.len - len), text_take(end, len)))
			keep = len;
	buf_put(&input->paste, bytes.at, at - keep);
	take(input, at - keep);
	input->waited = late ? input->waited + 1 : 0;
	if (!done && input->waited < PASTE_WAITS)
		return MORE;
	input->pasting = false;
	clean(&input->text, buf_as_text(&input->paste));
	buf_clear(&input->paste);
	return take_text(input, done ? end.len : 0, event, EVENT_PASTE);
}

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

static bool is_text(uint8_t byte)
{
	return byte >= 0x20 && byte != 0x7f;
}

static bool is_newline(uint8_t byte)
{
	return byte == '\r' || byte == '\n';
}

/* A terminal without bracketed paste sends it as one burst: two lines, of more than one byte each. Returns
 * its length, 0 when this is none. */
static size_t burst(const struct buf *bytes)
{
	size_t len = 0, run = 0;
	bool line = false, lines = false;

	for (; len < bytes->len; len++) {
		uint8_t byte = bytes->data[len];

		if (!is_text(byte) && !is_newline(byte) && byte != '\t')
			break;
		line |= is_newline(byte) && run > 1;
		run = is_newline(byte) ? 0 : run + 1;
		lines |= line && run > 1;
	}
	return lines ? len : 0;
}

/* ASCII is typed one by one: a digit is a mark each. An input method commits several at once. */
static size_t typed(const struct buf *bytes)
{
	size_t len = 0;

	if (bytes->data[0] < 0x80)
		return 1;
	while (len < bytes->len && bytes->data[len] >= 0x80)
		len++;
	return len;
}

static enum progress read_text(struct input *input, bool late, struct event *event)
{
	size_t pasted = burst(&input->bytes), len = pasted ? pasted : typed(&input->bytes);
	struct text text = {(const char *)input->bytes.data, len};

	if (len == input->bytes.len && !late)
		text.len -= cut_character(text);
	if (!text.len)
		return MORE;
	clean(&input->text, text);
	return take_text(input, text.len, event, pasted ? EVENT_PASTE : EVENT_TEXT);
}

/* --- the decoder --- */

static enum key key_of_control(uint8_t byte)
{
	static const enum key controls[] = {
		['\b'] = KEY_BACKSPACE,
		['\t'] = KEY_TAB,
		['\n'] = KEY_ENTER,
		['\r'] = KEY_ENTER,
	};

	if (byte == 0x7f)
		return KEY_BACKSPACE;
	if (byte < COUNT(controls) && controls[byte])
		return controls[byte];
	return byte >= 1 && byte <= 26 ? (enum key)(KEY_CTRL_A + byte - 1) : KEY_NONE;
}

static enum progress read_control(struct input *input, struct event *event)
{
	uint8_t byte = input->bytes.data[0];
	bool second = byte == '\n' && input->returned; /* CR LF is one Enter */

	take_key(input, 1, event, second ? KEY_NONE : key_of_control(byte));
	input->returned = byte == '\r';
	return TAKEN;
}

static enum progress read_one(struct input *input, bool late, struct event *event)
{
	uint8_t first = input->bytes.len ? input->bytes.data[0] : 0;

	if (input->pasting)
		return read_paste(input, late, event);
	if (first != 0x1b && !is_text(first))
		return read_control(input, event);
	input->returned = false;
	return first == 0x1b ? read_escape(input, late, event) : read_text(input, late, event);
}

bool input_next(struct input *input, bool late, struct event *event)
{
	while (input->bytes.len || (input->pasting && late)) {
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
	return input->bytes.len > 0 || input->pasting;
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
