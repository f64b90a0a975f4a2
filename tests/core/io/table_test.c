#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/base/buf.h"
#include "core/io/table.h"

static void both_encodings_give_the_same(void **state)
{
	static const char *const files[] = {"tests/data/roster.csv", "tests/data/roster-gb18030.csv"};
	struct buf bytes[2] = {BUF_INIT, BUF_INIT};
	struct table tables[2];
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_true(file_read(files[i], &bytes[i], &err));
		assert_true(table_read_csv(&tables[i], buf_as_text(&bytes[i]), &err));
		assert_int_equal(tables[i].count, 182);
	}
	assert_string_equal(tables[0].encoding, "UTF-8");
	assert_string_equal(tables[1].encoding, "GB18030");
	for (size_t row = 0; row < 182; row++) {
		assert_int_equal(tables[0].rows[row].number, row + 1);
		assert_int_equal(tables[0].rows[row].count, tables[1].rows[row].count);
		for (size_t i = 0; i < tables[0].rows[row].count; i++)
			assert_true(text_equal(tables[0].rows[row].cells[i], tables[1].rows[row].cells[i]));
	}
	assert_true(text_is(tables[0].rows[1].cells[14], "曾获\"全国五一劳动奖章\", 2024年"));
	for (size_t i = 0; i < 2; i++) {
		table_release(&tables[i]);
		buf_release(&bytes[i]);
	}
}

static const struct {
	const char *bytes;
	size_t rows, cells; /* of the last row; 0 rows: refused */
	size_t number;      /* of the last row */
	char separator;
	const char *last;
} inputs[] = {
	{"a,b\n1,2\n", 2, 2, 2, ',', "2"},
	{"a,b\r\n1,2\r\n", 2, 2, 2, ',', "2"},
	{"a\tb\n1\t2,3", 2, 2, 2, '\t', "2,3"},
	{"a;b\n1;2", 2, 2, 2, ';', "2"},
	{"\xef\xbb\xbfname\n刘", 2, 1, 2, ',', "刘"},
	{"a,b\n\n,\n1,2\n", 2, 2, 4, ',', "2"},
	{"a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n", 2, 2, 2, ',', "say \"hi\""},
	{"a,b\n1,2,3\n", 2, 3, 2, ',', "3"},
	{"", 0, 0, 0, 0, NULL},
	{"\n\n", 0, 0, 0, 0, NULL},
	{"a,\"b\n1,2", 0, 0, 0, 0, NULL},
	{"a,b\n\xff\xff\xff", 0, 0, 0, 0, NULL},
};

static void files_are_read_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
		struct table table;
		struct error err = ERROR_INIT;
		bool good = table_read_csv(&table, text_of(inputs[i].bytes), &err);

		if (good != (inputs[i].rows > 0))
			print_error("input %zu: %s\n", i, inputs[i].bytes);
		assert_int_equal(good, inputs[i].rows > 0);
		if (good) {
			const struct table_row *row = &table.rows[table.count - 1];

			assert_int_equal(table.count, inputs[i].rows);
			assert_int_equal(row->count, inputs[i].cells);
			assert_int_equal(row->number, inputs[i].number);
			assert_int_equal(table.separator, inputs[i].separator);
			assert_true(text_is(row->cells[row->count - 1], inputs[i].last));
		} else {
			assert_int_equal(err.kind, ERROR_INPUT);
			assert_true(err.message.id[0]);
		}
		table_release(&table);
	}
}

static void write_all_formats(struct buf *out, enum table_format format)
{
	const struct text keys[] = {TEXT("name"), TEXT("n")}, labels[] = {TEXT("姓名"), TEXT("数")};
	const struct cell rows[][2] = {
		{{TEXT("=1+1"), false, false}, {TEXT("7"), true, false}},
		{{TEXT("王𠮷,\"吉\""), false, false}, {NO_TEXT, true, true}},
		{{TEXT("＝cmd"), false, false}, {TEXT("-12"), true, false}},
	};
	struct table_out table;

	table_out_open(&table, format, keys, labels, 2);
	for (size_t i = 0; i < 3; i++)
		table_out_row(&table, rows[i]);
	table_out_close(&table, out);
}

static void rows_are_written(void **state)
{
	static const char *const expected[] = {
		[TABLE_TEXT] = "姓名       数\n=1+1         7\n王𠮷,\"吉\"\n＝cmd      -12\n",
		[TABLE_CSV] = "\xef\xbb\xbf姓名,数\r\n'=1+1,7\r\n\"王𠮷,\"\"吉\"\"\",\r\n'＝cmd,-12\r\n",
		[TABLE_JSON] =
			("[\n {\"name\":\"=1+1\",\"n\":7},\n {\"name\":\"王𠮷,\\\"吉\\\"\",\"n\":null},\n "
			 "{\"name\":\"＝cmd\",\"n\":-12}\n]\n"),
	};

	(void)state;
	for (int format = TABLE_TEXT; format <= TABLE_JSON; format++) {
		struct buf out = BUF_INIT;

		write_all_formats(&out, (enum table_format)format);
		assert_string_equal(buf_cstr(&out), expected[format]);
		buf_release(&out);
	}
}

static void files_are_whole_or_absent(void **state)
{
	char folder[] = "/tmp/table-XXXXXX", path[64], link_path[64];
	struct error err = ERROR_INIT;
	struct buf back = BUF_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/out.csv", folder);
	snprintf(link_path, sizeof(link_path), "%s/link.csv", folder);
	assert_true(file_write(path, TEXT("a,b\n"), &err));
	assert_true(file_read(path, &back, &err));
	assert_true(text_is(buf_as_text(&back), "a,b\n"));
	assert_int_equal(symlink(path, link_path), 0);
	assert_false(file_read(link_path, &back, &err));
	err = (struct error)ERROR_INIT;
	assert_false(file_read(folder, &back, &err));
	assert_true(err.message.id[0]);
	unlink(link_path);
	unlink(path);
	rmdir(folder);
	buf_release(&back);
}

/* /dev/stdout, a named pipe: written into, never replaced. */
static void what_is_no_file_stays_what_it_is(void **state)
{
	char folder[] = "/tmp/table-XXXXXX", path[64], room[16] = "";
	struct error err = ERROR_INIT;
	struct stat there;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/pipe", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_true(file_write(path, TEXT("a,b\n"), &err));
	assert_int_equal(read(fd, room, sizeof(room)), 4);
	assert_string_equal(room, "a,b\n");
	assert_int_equal(stat(path, &there), 0);
	assert_true(S_ISFIFO(there.st_mode));
	assert_false(file_write(folder, TEXT("a,b\n"), &err));
	assert_true(err.message.id[0]);
	close(fd);
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_encodings_give_the_same),
		cmocka_unit_test(files_are_read_or_refused),
		cmocka_unit_test(rows_are_written),
		cmocka_unit_test(files_are_whole_or_absent),
		cmocka_unit_test(what_is_no_file_stays_what_it_is),
	};

	return cmocka_run_group_tests_name("core/io/table", tests, NULL, NULL);
}
