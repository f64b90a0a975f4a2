/* A file of rules: what is wrong with it, as a compiler shows it, and whether the cases in it come out. */
#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/tree.h"
#include "tui/cmd/rules.h"
#include "tui/words.h"

enum {
	SHOWN_MAX = 100, /* columns of a line; a longer one is shown around the place */
	ANY = 1 << 16
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

void put_shown(struct buf *out, struct text text)
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

/* The last `count` characters. */
static struct text last_of(struct text text, size_t count)
{
	size_t from = text.len;

	while (from && count)
		count -= ((unsigned char)text.at[--from] & 0xc0) != 0x80;
	return text_skip(text, from);
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
	/* A line may be as long as the file: no more of it than could be shown. */
	right = text_skip(line, cut);
	put_shown(&before, last_of(text_take(line, cut), SHOWN_MAX + 1));
	put_shown(&behind, text_take(right, bytes_of(right, SHOWN_MAX + 1)));
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

static void print_fault(const struct checked *checked, const struct view *fault, const char *sign)
{
	int64_t number = view_number(fault, PLACE_LINE), column = view_number(fault, PLACE_COLUMN);
	struct text line = line_of(checked->bytes, number);
	struct buf out = BUF_INIT, words = BUF_INIT;

	buf_printf(&out, "%s:%lld:%lld: %s", checked->path, (long long)number, (long long)column, sign);
	tr_encoded(view_text(fault, PLACE_MESSAGE), &words);
	put_shown(&out, buf_as_text(&words));
	buf_byte(&out, '\n');
	if (line.len)
		print_place(line, column, &out);
	fwrite(out.data, 1, out.len, stderr);
	buf_release(&words);
	buf_release(&out);
}

/* How many, without the warnings. */
static size_t print_faults(const struct checked *checked)
{
	struct row_walk faults = view_rows(&checked->answer, RULED_FAULTS),
			doubts = view_rows(&checked->answer, RULED_DOUBTS);
	size_t count = 0;

	while (row_walk_next(&doubts))
		print_fault(checked, &doubts.row, tr("warning: "));
	for (; row_walk_next(&faults); count++)
		print_fault(checked, &faults.row, tr("error: "));
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
		buf_printf(
			&out, "%s:%lld: ", checked->path, (long long)view_number(&said.row, DIFFERENCE_LINE));
		put_shown(&out, buf_as_text(&words));
		buf_byte(&out, '\n');
		buf_release(&words);
	}
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

bool print_cases(const struct checked *checked)
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

static bool print_good(const struct checked *checked)
{
	const struct view *answer = &checked->answer;
	struct buf line = BUF_INIT;

	tr_format(&line, "No errors: {1}, {2} sections, {3} items", "Snn", view_text(answer, RULED_NAME),
		view_number(answer, RULED_SECTIONS), view_number(answer, RULED_ITEMS));
	puts(buf_cstr(&line));
	buf_release(&line);
	return true;
}

/* --- what is asked --- */

struct ruling {
	const struct options *options;
	const struct way *way;
	char **arguments;
	size_t count;
	enum table_format format;
	struct rules_table table; /* in a format for programs: of all files */
	struct session *session;
	struct buf bytes, other, room;
	size_t faults;
	bool passed;
};

static bool ask_period(struct record *request, const char *period, struct error *err)
{
	int64_t from, to;

	if (!period_parse(text_of(period), &from, &to))
		return fail(err, ERROR_INPUT,
			"A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31", "");
	record_number(request, RULE_FILE_FROM, from);
	record_number(request, RULE_FILE_TO, to);
	return true;
}

static bool ask_older(struct ruling *ruling, struct record *request, struct error *err)
{
	if (ruling->count < 2)
		return !ruling->options->begin || ask_period(request, ruling->options->begin, err);
	if (!file_read(ruling->arguments[0], &ruling->other, err))
		return false;
	record_text(request, RULE_FILE_OTHER, buf_as_text(&ruling->other));
	return true;
}

static bool ask_tried(struct ruling *ruling, struct record *request, struct error *err)
{
	return ask_period(request, ruling->arguments[1], err);
}

static bool ask_basis(struct ruling *ruling, struct record *request, struct error *err)
{
	const struct options *options = ruling->options;

	if (options->basis)
		record_text(request, RULE_FILE_BASIS, text_of(options->basis));
	if (options->reason)
		record_text(request, RULE_FILE_REASON, text_of(options->reason));
	return !options->begin || ask_period(request, options->begin, err);
}

static const struct way {
	const char *name;
	enum rules_do what;
	size_t least, most; /* arguments; most ANY: files, one after the other; 0: none */
	bool draft;         /* a file with faults is shown all the same */
	/* What it asks besides the file; NULL: nothing. */
	bool (*ask)(struct ruling *ruling, struct record *request, struct error *err);
	bool (*print)(const struct checked *checked);
	const struct rules_columns *columns;
} ways[] = {
	{"check", RULES_CHECK, 1, ANY, false, NULL, print_good, &faults_columns},
	{"test", RULES_TEST, 1, ANY, false, NULL, print_cases, &cases_columns},
	{"read", RULES_READ, 1, ANY, true, NULL, print_sentences, &sentences_columns},
	{"diff", RULES_DIFF, 1, 2, false, ask_older, print_changes, &changes_columns},
	{"try", RULES_TRY, 2, 2, false, ask_tried, print_moves, &moves_columns},
	{"activate", RULES_ACTIVATE, 1, 1, false, ask_basis, print_activated, &activated_columns},
	{"words", RULES_WORDS, 0, 0, false, NULL, print_words, &words_columns},
};

static const struct way *way_named(const char *name)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (!strcmp(ways[i].name, name))
			return &ways[i];
	return NULL;
}

/* --- the command --- */

static void print_count(size_t faults)
{
	struct buf line = BUF_INIT;

	/* Of each file only so many are looked for. */
	tr_format(&line,
		faults < FAULTS_MAX ? N_("{1} errors")
				    : N_("The first {1} errors: what stands behind them was not looked at"),
		"n", (int64_t)faults);
	fprintf(stderr, "%s\n", buf_cstr(&line));
	buf_release(&line);
}

static bool ask(struct ruling *ruling, struct checked *checked, struct error *err)
{
	struct record request;
	bool good;

	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, checked->bytes);
	record_number(&request, RULE_FILE_DO, ruling->way->what);
	good = (!ruling->way->ask || ruling->way->ask(ruling, &request, err)) &&
		client_call(ruling->session, CALL_RULES, &request, &ruling->room, &checked->answer, err);
	record_release(&request);
	return good;
}

/* In words, or as rows of the one table. */
static bool print(struct ruling *ruling, const struct checked *checked)
{
	const struct rules_columns *columns = ruling->way->columns;

	if (ruling->format == TABLE_TEXT)
		return ruling->way->print(checked);
	if (!ruling->table.columns)
		rules_table_open(&ruling->table, ruling->format, columns);
	return columns->rows(&ruling->table, checked);
}

/* Are the faults themselves what is printed? */
static bool faults_are_rows(const struct ruling *ruling)
{
	return ruling->format != TABLE_TEXT && ruling->way->columns == &faults_columns;
}

static bool rule(struct ruling *ruling, const char *path, struct error *err)
{
	struct checked checked = {.path = path};
	size_t faults;

	buf_clear(&ruling->bytes);
	if (!file_read(path, &ruling->bytes, err))
		return false;
	checked.bytes = buf_as_text(&ruling->bytes);
	if (!ask(ruling, &checked, err))
		return false;
	if (faults_are_rows(ruling))
		faults = view_row_count(&checked.answer, RULED_FAULTS);
	else
		faults = print_faults(&checked);
	ruling->faults += faults;
	if (!faults || ruling->way->draft || faults_are_rows(ruling) ||
		view_row_count(&checked.answer, RULED_CASES))
		ruling->passed &= print(ruling, &checked);
	return true;
}

static void finish(struct ruling *ruling)
{
	if (ruling->table.columns)
		rules_table_close(&ruling->table);
	session_close(ruling->session);
}

static int rule_all(struct ruling *ruling, char **paths, size_t count)
{
	struct error err = ERROR_INIT;
	size_t i = 0;

	ruling->session = client_session_or_bare(ruling->options, &err);
	while (ruling->session && i < count && rule(ruling, paths[i], &err))
		i++;
	finish(ruling);
	if (ruling->faults && !faults_are_rows(ruling))
		print_count(ruling->faults);
	if (err.kind)
		return client_fail(&err, i < count ? paths[i] : NULL,
			ruling->way->most < ANY && err.kind != ERROR_SYSTEM ? 1 : 2);
	return ruling->faults || !ruling->passed ? 1 : 0;
}

/* Of two files the second is the one it is about. */
static int rule_one(struct ruling *ruling)
{
	return rule_all(ruling, ruling->arguments + (ruling->way->ask == ask_older && ruling->count > 1), 1);
}

/* Of no file: what all words mean. */
static int list_words(struct ruling *ruling)
{
	struct checked checked = {.path = ruling->way->name};
	struct error err = ERROR_INIT;
	bool good;

	ruling->session = client_session_or_bare(ruling->options, &err);
	good = ruling->session && ask(ruling, &checked, &err) && print(ruling, &checked);
	finish(ruling);
	return good ? 0 : client_fail(&err, checked.path, 2);
}

int cmd_rules(const struct options *options, int argc, char **argv)
{
	struct ruling ruling = {.options = options,
		.way = way_named(argv[0]),
		.arguments = argv + 1,
		.count = (size_t)argc - 1,
		.passed = true};
	struct error err = ERROR_INIT;
	int status;

	if (!ruling.way)
		fail(&err, ERROR_INPUT, "there are check, test, read, diff, try, activate and words", "");
	else if (ruling.count < ruling.way->least || ruling.count > ruling.way->most)
		fail(&err, ERROR_INPUT,
			"check, test and read take files, diff FILE [FILE], try FILE PERIOD, activate FILE, "
			"words nothing",
			"");
	else if (options->format && !table_format_named(options->format, &ruling.format))
		fail(&err, ERROR_INPUT, "--format is text, csv or json, not {1}", "s", options->format);
	if (!ruling.way || err.kind)
		return client_fail(&err, argv[0], 2);
	if (!ruling.way->most)
		status = list_words(&ruling);
	else if (ruling.way->most == ANY)
		status = rule_all(&ruling, ruling.arguments, ruling.count);
	else
		status = rule_one(&ruling);
	buf_release(&ruling.bytes);
	buf_release(&ruling.other);
	buf_release(&ruling.room);
	return status;
}
