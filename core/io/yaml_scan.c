#include "core/io/yaml_scan.h"

#include <string.h>
#include "core/base/work.h"
#include "core/io/yaml.h"

/* Where the scan is: what brackets are open goes on from line to line. */
struct scan {
	struct faults *faults;
	struct text line, rest; /* rest begins with the character looked at */
	unsigned number, column;
	char open[YAML_DEPTH_MAX + 1]; /* '{' and '[' */
	size_t depth;
	char quote; /* the mark that ends it, or 0 */
	unsigned quoted_at;
	size_t literal;   /* below `key: |` lines indented deeper than this are text; SIZE_MAX: none */
	bool start;       /* of a key, a value or an entry */
	bool keyed;       /* its colon was there */
	bool quoted;      /* what stands here began with a quotation mark */
	struct text word; /* what stands here so far */
};

static void slip(struct scan *scan, const char *id)
{
	fault_add(scan->faults, scan->number, scan->column, id, "");
}

static bool in_map(const struct scan *scan)
{
	return !scan->depth || scan->open[scan->depth - 1] == '{';
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\r';
}

/* Nobody can see it, and nobody means it. */
static bool is_invisible(uint32_t code)
{
	return (code < ' ' && code != '\t' && code != '\r') || (code >= 0x7f && code < 0xa0) ||
		code == 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
		code == 0x2060 || code == 0xfeff;
}

/* --- one character outside of quotation marks --- */

static void begin(struct scan *scan)
{
	scan->start = true;
	scan->keyed = scan->quoted = false;
	scan->word = (struct text){NULL, 0};
}

/* "，分值: 5}": is what follows a key? One is never longer than this. */
enum { KEY_CHARACTERS = 40 };

static bool key_follows(struct text rest)
{
	text_next(&rest);
	for (size_t i = 0; rest.len && i < KEY_CHARACTERS; i++) {
		uint32_t code = text_next(&rest);

		work(1);

		if (code == ':' || code == 0xff1a)
			return true;
		if (code < 0x80 && strchr(",{}[]\"'#", (int)code))
			return false;
	}
	return false;
}

/* Digits and a colon are a time, two slashes an address. */
static bool is_key(struct text word, struct text behind)
{
	bool digits = true;

	for (size_t i = 0; i < word.len; i++)
		digits = digits && (unsigned char)(word.at[i] - '0') < 10;
	return word.len && !digits && text_find(word, TEXT(" ")) == word.len &&
		!text_starts(behind, TEXT("/"));
}

static void look_at_colon(struct scan *scan, uint32_t next)
{
	if (scan->keyed || scan->quoted) {
		scan->keyed = true;
		if (is_blank(next) || !next)
			scan->start = true;
		return;
	}
	if (is_blank(next) || !next || (scan->depth && next < 0x80 && strchr(",{}[]", (int)next))) {
		scan->keyed = scan->start = true;
		scan->word = (struct text){NULL, 0};
	} else if (in_map(scan) && is_key(scan->word, text_skip(scan->rest, 1))) {
		slip(scan, N_("A blank is missing behind this colon"));
		scan->keyed = true;
	}
}

static void look_at_wide(struct scan *scan, uint32_t code)
{
	if (code == 0xff1a && !scan->keyed && !scan->quoted && in_map(scan)) {
		slip(scan, N_("A full-width colon stands here: write a half-width one and a blank"));
		scan->keyed = true;
	} else if (((code == 0xff5b || code == 0xff3b) && scan->start) ||
		((code == 0xff5d || code == 0xff3d) && scan->depth)) {
		slip(scan, N_("A full-width bracket stands here: write it half-width"));
	} else if (code == 0xff0c && scan->depth && (!in_map(scan) || key_follows(scan->rest))) {
		slip(scan, N_("A full-width comma stands here: write a half-width one and a blank"));
		begin(scan);
	}
}

static void open_bracket(struct scan *scan, char code)
{
	if (scan->depth < sizeof(scan->open))
		scan->open[scan->depth++] = code;
	begin(scan);
}

static void look_at(struct scan *scan, uint32_t code, uint32_t next)
{
	if ((code == '"' || code == '\'') && scan->start) {
		scan->quote = (char)code;
		scan->quoted_at = scan->column;
		scan->start = false;
		scan->quoted = true;
	} else if ((code == '{' || code == '[') && scan->start) {
		open_bracket(scan, (char)code);
	} else if ((code == '}' || code == ']') && scan->depth) {
		scan->depth--;
		scan->start = false;
		scan->quoted = true;
	} else if (code == ',' && scan->depth) {
		begin(scan);
	} else if (code == ':') {
		look_at_colon(scan, next);
	} else if (!is_blank(code)) {
		look_at_wide(scan, code);
		scan->start = false;
	}
	if (!scan->start && !scan->word.at && !is_blank(code))
		scan->word = text_take(scan->rest, 0);
	if (scan->word.at && code != ':')
		scan->word.len = (size_t)(scan->rest.at - scan->word.at) +
			(code < 0x80                   ? 1
					: code < 0x800 ? 2
						       : 3);
}

/* --- a line --- */

static uint32_t next_of(struct text rest)
{
	text_next(&rest);
	return rest.len ? text_next(&rest) : 0;
}

static void step(struct scan *scan)
{
	work(1);
	text_next(&scan->rest);
	scan->column++;
}

/* Blanks at the beginning, and dashes of lists. */
static size_t look_at_indent(struct scan *scan)
{
	size_t indent = 0;

	for (; scan->rest.len; step(scan), indent++) {
		struct text rest = scan->rest;
		uint32_t code = text_next(&rest);

		if (code == '\t')
			slip(scan, N_("A tab stands here: indent with blanks"));
		else if (code == 0x3000 || code == 0xa0)
			slip(scan, N_("This is no ordinary blank: indent with half-width blanks"));
		else if (code != ' ')
			break;
		if (code != ' ')
			return indent;
	}
	return indent;
}

static void look_at_dashes(struct scan *scan)
{
	for (;;) {
		struct text rest = scan->rest;
		uint32_t code = rest.len ? text_next(&rest) : 0, next = rest.len ? next_of(scan->rest) : 0;

		if (code == 0xff0d && !scan->depth) {
			slip(scan, N_("A full-width dash stands here: write a half-width one and a blank"));
		} else if (code == '-' && !is_blank(next) && next && next != '-' &&
			(text_find(rest, TEXT(": ")) < rest.len || text_ends(text_trim(rest), TEXT(":")))) {
			slip(scan, N_("A blank is missing behind the dash"));
		} else if (code != '-' || !is_blank(next)) {
			return;
		}
		step(scan);
		while (scan->rest.len && is_blank((unsigned char)scan->rest.at[0]))
			step(scan);
	}
}

static void look_along(struct scan *scan)
{
	uint32_t before = ' ';

	while (scan->rest.len) {
		struct text rest = scan->rest;
		uint32_t code = text_next(&rest), next = next_of(scan->rest);

		if (scan->quote) {
			bool ends = code == (unsigned char)scan->quote;

			if ((code == '\\' && scan->quote == '"' && rest.len) ||
				(ends && next == code && code == '\''))
				step(scan);
			else if (ends)
				scan->quote = 0;
		} else if (code == '#' && is_blank(before)) {
			return;
		} else {
			look_at(scan, code, next);
		}
		before = code;
		step(scan);
	}
	if (scan->quote) {
		scan->quote = 0;
		scan->column = scan->quoted_at;
		slip(scan, N_("A quotation mark is opened here and not closed in this line"));
	}
}

static void look_for_invisible(struct scan *scan)
{
	unsigned column = 1;

	work(scan->line.len);
	for (struct text rest = scan->line; rest.len; column++) {
		uint32_t code = text_next(&rest);

		if (is_invisible(code) || (code == '\r' && rest.len))
			fault_add(scan->faults, scan->number, column,
				"A character that cannot be seen stands here: delete it", "");
	}
}

static bool begins_literal(struct text line)
{
	line = text_trim(line);
	return text_ends(line, TEXT(": |")) || text_ends(line, TEXT(": >")) || text_ends(line, TEXT("- |")) ||
		text_ends(line, TEXT(": |-")) || text_ends(line, TEXT(": >-")) ||
		text_ends(line, TEXT(": |+")) || text_ends(line, TEXT(": >+"));
}

static void scan_line(struct scan *scan)
{
	size_t indent;
	struct text line = scan->line;

	look_for_invisible(scan);
	scan->rest = line;
	scan->column = 1;
	for (indent = 0; indent < line.len && line.at[indent] == ' ';)
		indent++;
	if (scan->literal != SIZE_MAX && (indent > scan->literal || !text_trim(line).len))
		return;
	scan->literal = SIZE_MAX;
	look_at_indent(scan);
	if (text_starts(scan->rest, TEXT("#")))
		return;
	if (!scan->depth) {
		look_at_dashes(scan);
		begin(scan);
	}
	look_along(scan);
	if (!scan->depth && !scan->quote && begins_literal(line))
		scan->literal = indent;
}

/* --- the whole --- */

/* The first byte that is none of UTF-8, or a NUL. */
static void refuse_bytes(struct text bytes, struct faults *faults)
{
	struct text rest = bytes, line;
	unsigned number = 0;

	while (text_split(&rest, '\n', &line)) {
		unsigned column = 1;

		number++;
		if (text_valid(line) && !memchr(line.at, '\0', line.len))
			continue;
		for (struct text left = line; left.len; column++) {
			const char *at = left.at;
			uint32_t code = text_next(&left);

			if (!code ||
				(code == 0xfffd &&
					!text_starts((struct text){at, line.len - (size_t)(at - line.at)},
						(struct text){"\xef\xbf\xbd", 3}))) {
				fault_add(faults, number, column,
					code ? N_("The file is not UTF-8: save it again as UTF-8")
					     : N_("This is not a text file"),
					"");
				return;
			}
		}
	}
	fault_add(faults, 1, 1, "The file is not UTF-8: save it again as UTF-8", "");
}

bool yaml_scan(struct text bytes, struct faults *faults)
{
	struct scan scan = {.faults = faults, .literal = SIZE_MAX};
	struct text rest = bytes;

	if (bytes.len > YAML_BYTES_MAX)
		fault_add(faults, 1, 1, "The file is larger than {1} KiB", "n",
			(int64_t)(YAML_BYTES_MAX >> 10));
	else if (!text_valid(bytes) || memchr(bytes.at, '\0', bytes.len))
		refuse_bytes(bytes, faults);
	else
		while (text_split(&rest, '\n', &scan.line)) {
			scan.number++;
			scan_line(&scan);
		}
	return !faults->count;
}
