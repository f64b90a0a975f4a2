/* Lists inside records as sources of their own: rows, the record they are in, and whose they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/model/sources.h"
#include "core/service/request.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;

static void add_row(struct buf *rows, uint64_t *key, const struct entity *shape,
	const struct record_slot *values, size_t count)
{
	struct record row;

	record_init(&row, shape);
	for (size_t i = 0; i < count; i++)
		record_set(&row, values[i].tag, values[i].value);
	rows_add_record(rows, key, &row);
	record_release(&row);
}
#define ADD(rows, key, shape, ...) \
	add_row(rows, key, shape, (const struct record_slot[]){__VA_ARGS__}, \
		sizeof((const struct record_slot[]){__VA_ARGS__}) / sizeof(struct record_slot))

/* Two lines of every list; `word` tells whose they are. */
static void fill(struct store *store, uint64_t meeting, uint64_t one, uint64_t other, const char *word)
{
	struct buf lists[5] = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT};
	static const uint16_t tags[] = {
		MEETING_AGENDA, MEETING_ATTENDANCE, MEETING_GUESTS, MEETING_MINUTES, MEETING_DECISIONS};
	struct value words = value_text(text_of(word));
	struct record_slot slots[5];
	struct change_result result;

	for (uint64_t i = 0; i < 2; i++) {
		uint64_t key = i;

		ADD(&lists[0], &key, &agenda_rows, {AGENDA_TITLE, words});
		key = (i ? other : one) - 1;
		ADD(&lists[1], &key, &attendance_rows, {ATTENDANCE_PERSON, value_number((int64_t)key + 1)},
			{ATTENDANCE_MARK, value_number(i ? MARK_LEAVE : MARK_PRESENT)});
		key = i;
		ADD(&lists[2], &key, &guest_rows, {GUEST_NAME, words});
		key = i;
		ADD(&lists[3], &key, &minutes_rows, {MINUTES_TEXT, words});
		key = i;
		ADD(&lists[4], &key, &decision_rows, {DECISION_TEXT, words});
	}
	for (size_t i = 0; i < 5; i++)
		slots[i] = (struct record_slot){tags[i], {VALUE_ROWS, 0, buf_as_text(&lists[i])}};
	result = fixture_set(store, ENTITY_MEETING, &meeting, slots, 5);
	change_result_release(&result);
	for (size_t i = 0; i < 5; i++)
		buf_release(&lists[i]);
}

static int setup(void **state)
{
	struct store *store;

	(void)state;
	fixture_path(court.path);
	store = fixture_open(court.path);
	court_fill(&court, store);
	fill(store, court.meeting, court.people[1], court.people[2], "甲组");
	fill(store, court.other_meeting, court.other_leader, court.people[3], "乙组");
	store_close(store);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	court_remove(&court);
	return 0;
}

struct query {
	const char *as, *source, *columns, *where, *sort;
};

/* All cells: rows by |, columns by a blank. */
static const char *page(const struct query *query)
{
	static char said[600];
	struct session *session = court_session(&court, query->as);
	struct reply reply = {.bytes = BUF_INIT};
	struct buf words = BUF_INIT;
	struct record body;

	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, text_of(query->source));
	record_text(&body, PAGE_COLUMNS, text_of(query->columns));
	record_text(&body, PAGE_WHERE, text_of(query->where));
	record_text(&body, PAGE_SORT, text_of(query->sort));
	if (!court_call(session, CALL_PAGE, &body, &reply))
		buf_printf(&words, "! %s", reply_words(&reply));
	for (struct row_walk rows = view_rows(&reply.body, ROWS_ROWS); reply.done && row_walk_next(&rows);) {
		struct value value;

		buf_printf(&words, "%s", words.len ? "|" : "");
		for (uint16_t tag = CELL_FIRST; view_get(&rows.row, tag, &value); tag++) {
			buf_printf(&words, "%s", tag > CELL_FIRST ? " " : "");
			if (value.kind == VALUE_NUMBER)
				buf_printf(&words, "%lld", (long long)value.number);
			else
				buf_text(&words, value.bytes);
		}
	}
	snprintf(said, sizeof(said), "%s", buf_cstr(&words));
	buf_release(&words);
	reply_release(&reply);
	session_close(session);
	return said;
}

static const struct {
	struct query query;
	const char *said;
} pages[] = {
	/* The leader sees his own group's rows, whichever list it is. */
	{{"p1", "meeting.agenda", "title"}, "甲组|甲组"},
	{{"p1", "meeting.guests", "name"}, "甲组|甲组"},
	{{"p1", "meeting.minutes", "text"}, "甲组|甲组"},
	{{"p1", "meeting.decisions", "text"}, "甲组|甲组"},
	{{"p1", "meeting.attendance", "person"}, "乙二水|丙三木"},
	{{"q1", "meeting.attendance", "person"}, "丁四火|癸十川"},
	{{"q1", "meeting.minutes", "text"}, "乙组|乙组"},
	/* A filter that asks for another's rows finds none. */
	{{"q1", "meeting.attendance", "person", "meeting.groups.name = 第一党小组"}, ""},
	{{"p9", "meeting.attendance", "person", "mark = leave"}, "丙三木"},
	/* Who is on the roll of another group's meeting sees that meeting. */
	{{"p4", "meeting.decisions", "text"}, "甲组|甲组|乙组|乙组"},
	/* The secretary and the office see those of both. */
	{{"s1", "meeting.decisions", "text"}, "甲组|甲组|乙组|乙组"},
	{{NULL, "meeting.minutes", "text", NULL, "meeting.groups.name"}, "乙组|乙组|甲组|甲组"},
	/* The record they are in is in reach, for columns, filters and order; in both languages. */
	{{NULL, "meeting.attendance", "meeting.groups\nperson.name\nmark", "mark = present"},
		"第一党小组 乙二水 1|第二党小组 癸十川 1"},
	{{NULL, "会议.点名", "会议.党小组\n人员", "到会 = 请假 且 会议.日期 = 2026-09-24", "人员.姓名"},
		"第一党小组 丙三木|第二党小组 丁四火"},
	{{NULL, "meeting.attendance", "person", "meeting.date < 2026-09-24"}, ""},
	{{NULL, "meeting.attendance", "meeting.groups.branch.name"},
		"第一党支部|第一党支部|第一党支部|第一党支部"},
	{{NULL, "meeting.roll", "person"}, "! There is no source \"meeting.roll\""},
	{{NULL, "meeting.topic", "person"}, "! There is no source \"meeting.topic\""},
	{{NULL, "meeting.", "person"}, "! There is no source \"meeting.\""},
	{{"p9", "sources", "label", "name ~ meeting. and kind = rows"},
		"会议.议题|会议.点名|会议.列席|会议.记录|会议.议定事项|会议.合开"},
	{{"p9", "来源", "种类", "name = person or name = today or name = meeting.agenda", "种类"}, "1|2|3"},
};

static void rows_come_with_their_record(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		const char *said = page(&pages[i].query);

		if (strcmp(said, pages[i].said))
			fail_msg("%zu: %s instead of %s", i, said, pages[i].said);
	}
}

/* Nobody has to name a list for it: of every field with rows there is a source by both names. */
static void every_list_is_a_source(void **state)
{
	size_t lists = 0, found = 0;
	const struct entity *shape;

	(void)state;
	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		for (const struct field *field = NULL; (field = entity_next(*entity, field));) {
			char name[100], label[100];
			const struct source *source;

			if (!field->rows)
				continue;
			lists++;
			snprintf(name, sizeof(name), "%s.%s", (*entity)->name, field->name);
			snprintf(label, sizeof(label), "%s.%s", (*entity)->label, field->label);
			source = source_named(&court_schema, text_of(name));
			assert_non_null(source);
			assert_ptr_equal(source, source_named(&court_schema, text_of(label)));
			assert_ptr_equal(source->shape, source_shape(&court_schema, text_of(label)));
			assert_int_equal(
				entity_named(source->shape, text_of((*entity)->name))->target, (*entity)->id);
			for (const struct field *of = NULL; (of = entity_next(field->rows, of));)
				assert_non_null(entity_field(source->shape, of->tag));
		}
	assert_true(lists >= 5);
	for (size_t i = 0; (shape = source_shape_at(&court_schema, i)); i++)
		found += entity_field(shape, ROW_OWNER) != NULL;
	assert_int_equal(found, lists);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_come_with_their_record, setup, teardown),
		cmocka_unit_test(every_list_is_a_source),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
