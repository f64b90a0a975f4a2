/* A file of rules: what is wrong with it, as a compiler shows it, and whether the cases in it come out. */
#include <stdio.h>
#include <string.h>
#include "core/io/table.h"
#include "tui/cmd/cmd.h"
#include "tui/words.h"

enum { SHOWN_MAX = 100 }; /* columns of a line; a longer one is shown around the place */

static const struct {
	const char *name;
	enum rules_do what;
} ways[] = {{"check", RULES_CHECK}, {"test", RULES_TEST}, {"read", RULES_READ}};

struct checked {
	const char *path;
	struct text bytes;
	struct view answer;
};

/* --- a fault and its line --- */

static struct text line_of(struct text bytes, int64_t number)
{
	struct text line = NO_TEXT;

	while (number-- > 0)
		if (!text_split(&bytes, '\n', &line))
			return NO_TEXT;
	return text_ends(line, TEXT("\r")) ? text_take(line, line.len - 1) : line;
}

/* What a file holds may hold anything: only what can be shown goes to the terminal. */
static void put_shown(struct buf *out, struct text text)
{
	while (text.len) {
		uint32_t code = text_next(&text);
		char bytes[4];

		buf_put(out, bytes, utf8_put(bytes, code == '\t' ? ' ' : char_width(code) > 0 ? code : '?'));
	}
}

/* Bytes of the first `count` characters. */
static size_t bytes_of(struct text text, int64_t count)
{
	struct text rest = text;

	while (count-- > 0 && rest.len)
		text_next(&rest);
	return text.len - rest.len;
}

/* The line, and under it a caret where the fault is: by width, for Chinese takes two columns. */
static void print_place(struct text line, int64_t column, struct buf *out)
{
	static const struct text bom = {"\xef\xbb\xbf", 3};
	struct buf before = BUF_INIT, behind = BUF_INIT;
	struct text left, right;
	size_t cut;

	if (text_starts(line, bom))
		line = text_skip(line, bom.len);
	cut = bytes_of(line, column - 1);
	put_shown(&before, text_take(line, cut));
	put_shown(&behind, text_skip(line, cut));
	left = buf_as_text(&before);
	right = buf_as_text(&behind);
	if (text_width(left) + text_width(right) > SHOWN_MAX && text_width(left) > SHOWN_MAX / 2)
		left = text_skip(left, text_fit(left, text_width(left) - SHOWN_MAX / 2, NULL));
	if (left.len < before.len)
		buf_put(out, "..", 2);
	buf_text(out, left);
	buf_text(out, text_take(right, text_fit(right, SHOWN_MAX - text_width(left), NULL)));
	buf_byte(out, '\n');
	for (size_t i = text_width(left) + (left.len < before.len ? 2 : 0); i; i--)
		buf_byte(out, ' ');
	buf_put(out, "^\n", 2);
	buf_release(&before);
	buf_release(&behind);
}

static void print_fault(const struct checked *checked, const struct view *fault)
{
	int64_t number = view_number(fault, PLACE_LINE), column = view_number(fault, PLACE_COLUMN);
	struct text line = line_of(checked->bytes, number);
	struct buf out = BUF_INIT, words = BUF_INIT;

	buf_printf(
		&out, "%s:%lld:%lld: %s", checked->path, (long long)number, (long long)column, tr("error: "));
	tr_encoded(view_text(fault, PLACE_MESSAGE), &words);
	put_shown(&out, buf_as_text(&words));
	buf_byte(&out, '\n');
	if (line.len)
		print_place(line, column, &out);
	fwrite(out.data, 1, out.len, stderr);
	buf_release(&words);
	buf_release(&out);
}

static size_t print_faults(const struct checked *checked)
{
	struct row_walk faults = view_rows(&checked->answer, RULED_FAULTS);
	size_t count = 0;

	for (; row_walk_next(&faults); count++)
		print_fault(checked, &faults.row);
	return count;
}

/* --- the cases --- */

static void print_case(const struct checked *checked, const struct view *one, int64_t index)
{
	struct row_walk said = view_rows(&checked->answer, RULED_DIFFERENCES);
	struct buf out = BUF_INIT;

	buf_printf(&out, "%s:%lld: ", checked->path, (long long)view_number(one, CASE_LINE));
	put_shown(&out, view_text(one, CASE_NAME));
	buf_printf(&out, "%s%s\n", tr(": "), view_number(one, CASE_GOOD) ? tr("passed") : tr("FAILED"));
	while (row_walk_next(&said)) {
		struct buf words = BUF_INIT;

		if (view_number(&said.row, DIFFERENCE_CASE) != index)
			continue;
		tr_encoded(view_text(&said.row, DIFFERENCE_MESSAGE), &words);
		buf_put(&out, "    ", 4);
		put_shown(&out, buf_as_text(&words));
		buf_byte(&out, '\n');
		buf_release(&words);
	}
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

static bool print_cases(const struct checked *checked)
{
	struct row_walk cases = view_rows(&checked->answer, RULED_CASES);
	struct buf line = BUF_INIT;
	int64_t count = 0, good = 0;

	for (; row_walk_next(&cases); count++) {
		print_case(checked, &cases.row, count);
		good += view_number(&cases.row, CASE_GOOD);
	}
	if (count)
		tr_format(&line, "{1} of {2} cases passed", "nn", good, count);
	else
		buf_text(&line, tr_text("There are no cases in this file: tests"));
	puts(buf_cstr(&line));
	buf_release(&line);
	return good == count;
}

/* --- read out --- */

static void print_sentence(const struct view *sentence)
{
	int64_t kind = view_number(sentence, SENTENCE_KIND);
	struct buf out = BUF_INIT, words = BUF_INIT;

	if (kind == SENTENCE_SECTION)
		buf_byte(&out, '\n');
	if (view_has(sentence, SENTENCE_NAME)) {
		put_shown(&out, view_text(sentence, SENTENCE_NAME));
		buf_text(&out, tr_text(": "));
	}
	tr_encoded(view_text(sentence, SENTENCE_WORDS), &words);
	put_shown(&out, text_trim(buf_as_text(&words)));
	buf_byte(&out, '\n');
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&words);
	buf_release(&out);
}

static void print_sentences(const struct checked *checked)
{
	struct row_walk sentences = view_rows(&checked->answer, RULED_SENTENCES);

	while (row_walk_next(&sentences))
		print_sentence(&sentences.row);
}

/* --- the command --- */

struct ruling {
	struct session *session;
	enum rules_do what;
	struct buf bytes, room;
	size_t faults;
	bool passed;
};

static void print_good(const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf line = BUF_INIT;

	tr_format(&line, "No errors: {1}, {2} sections, {3} items", "Snn", view_text(answer, RULED_NAME),
		view_number(answer, RULED_SECTIONS), view_number(answer, RULED_ITEMS));
	puts(buf_cstr(&line));
	buf_release(&line);
}

static void print_count(size_t faults)
{
	struct buf line = BUF_INIT;

	tr_format(&line, "{1} errors", "n", (int64_t)faults);
	fprintf(stderr, "%s\n", buf_cstr(&line));
	buf_release(&line);
}

static bool rule(struct ruling *ruling, const char *path, struct error *err)
{
	struct checked checked = {.path = path};
	struct record request;
	size_t faults;
	bool good;

	buf_clear(&ruling->bytes);
	if (!file_read(path, &ruling->bytes, err))
		return false;
	checked.bytes = buf_as_text(&ruling->bytes);
	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, checked.bytes);
	record_number(&request, RULE_FILE_DO, ruling->what);
	good = client_call(ruling->session, CALL_RULES, &request, &ruling->room, &checked.answer, err);
	record_release(&request);
	if (!good)
		return false;
	faults = print_faults(&checked);
	ruling->faults += faults;
	if (ruling->what == RULES_CHECK && !faults)
		print_good(&checked);
	if (ruling->what == RULES_READ)
		print_sentences(&checked);
	if (ruling->what == RULES_TEST && (!faults || view_row_count(&checked.answer, RULED_CASES)))
		ruling->passed &= print_cases(&checked);
	return true;
}

static int rule_all(const struct options *options, struct ruling *ruling, char **paths, size_t count)
{
	struct error err = ERROR_INIT;
	size_t i = 0;

	ruling->session = client_session_or_bare(options, &err);
	while (ruling->session && i < count && rule(ruling, paths[i], &err))
		i++;
	if (ruling->faults)
		print_count(ruling->faults);
	session_close(ruling->session);
	if (err.kind)
		return client_fail(&err, i < count ? paths[i] : NULL, 2);
	return ruling->faults || !ruling->passed ? 1 : 0;
}

int cmd_rules(const struct options *options, int argc, char **argv)
{
	struct ruling ruling = {.passed = true};
	struct error err = ERROR_INIT;
	int status;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (!strcmp(ways[i].name, argv[0]))
			ruling.what = ways[i].what;
	if (!ruling.what) {
		fail(&err, ERROR_INPUT, "there are check, test and read", "");
		return client_fail(&err, argv[0], 2);
	}
	status = rule_all(options, &ruling, argv + 1, (size_t)argc - 1);
	buf_release(&ruling.bytes);
	buf_release(&ruling.room);
	return status;
}
