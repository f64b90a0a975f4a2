/* The demo's people, branches, groups and offices. All names are invented. */
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/io/table.h"
#include "core/model/ops.h"
#include "core/model/roster.h"
#include "core/service/demo_internal.h"
#include "core/service/import.h"

enum { TRIAL = 1, OFFICE, SUPPORT };
enum { BY_WORK = 1, FOR_A_TASK };

const struct demo_group demo_groups[DEMO_GROUPS] = {
	{"速裁攻坚党小组", TRIAL, FOR_A_TASK, "快立案 快送达 快审理 快结案", "三楼会议室", "任希霞", "速裁",
		-1, 4, -14, "oooooooL?", "oooooooo?", 944, 0},
	{"诉讼服务党小组", SUPPORT, BY_WORK, "一窗受理 一次办好", "诉讼服务中心", "任刚慧", "诉讼服务", 3, 4,
		-7, "ooooooooo", "ooooooooo", 963, 15},
	{"家事审判党小组", TRIAL, BY_WORK, "有温度的家事审判", "家事调解室", "程晶", "家事审判", 3, 5, -7,
		"ooooooooo", "ooooooooo", 980, 16},
	{"商事金融党小组", TRIAL, BY_WORK, "为企业把脉 为信用护航", "四楼会议室", "徐建静", "商事审判", 4, 2,
		-5, "ooooooooD", "oooooooLo", 927, 0},
	{"刑事审判党小组", TRIAL, BY_WORK, "公正量刑 教育挽救", "二号法庭", "邓珊芸", "刑事审判", -1, 2, -14,
		"oooLoooo?", "oooooooo?", 894, -29},
	{"行政审判党小组", TRIAL, BY_WORK, "实质化解行政争议", "五楼活动室", "贾思馥", "行政审判", 2, 2, 7,
		"ooooooooo", "ooooooooo", 912, 13},
	{"速执党小组", TRIAL, FOR_A_TASK, "快查 快控 快处", "执行指挥中心", "董宜伟", "速执", 3, 2, -7,
		"ooooooXoo", "ooooooXoo", 789, 20},
	{"终本清理党小组", TRIAL, FOR_A_TASK, "一案一策 能清尽清", "执行局会议室", "黄英英", "终本清理", -1,
		3, -14, "oooooLoo?", "oooooooo?", 865, -30},
	{"山区巡回党小组", TRIAL, BY_WORK, "背包法庭 进村入户", "山区法庭", "李桂", "巡回审判", 3, 3, -7,
		"ooLoooooo", "ooooooooo", 842, 21},
	{"政治部办公室党小组", OFFICE, BY_WORK, "服务大局 服务一线", "六楼会议室", "何莎", "机关党务", 2, 3,
		7, "ooooooooo", "ooooooooo", 906, 14},
	{"审管法警党小组", SUPPORT, BY_WORK, "守好质效关 守好安全门", "审管办", "朱荔", "审管警务", 3, 4, -7,
		"oXooooXo?", "oooooooo?", 1000, 0},
};

static const struct {
	const char *branch, *secretary;
} secretaries[] = {
	{"立案庭党支部", "曾超"},
	{"民事审判党支部", "何晶凝"},
	{"刑事行政党支部", "黄竹涛"},
	{"执行局党支部", "杨涛"},
	{"人民法庭党支部", "汤锦霄"},
	{"综合党支部", "魏思婵"},
};

static const struct {
	const char *name;
	int group;
} deputies[] = {{"范淼淼", 0}, {"龙华红", 2}, {"黄英英", 7}, {"何莎", 9}};

/* Who changed places on 2026-03-16. The roster says where each is now. */
static const struct {
	const char *one, *other;
} rotated[] = {{"苏洋思", "罗磊"}, {"姜滢", "武英娥"}, {"沈军", "孙鑫菲"}};
enum { PAIRS = sizeof(rotated) / sizeof(*rotated), CLEARING = 7, OFFICE_GROUP = 9 };

static const struct {
	const char *name;
	enum spell_kind kind;
	int from_month, from_day, to_month, to_day;
	const char *note;
} spells[] = {
	{"彭柔枫", SPELL_MATERNITY, 6, 8, 11, 30, ""},
	{"卢霞", SPELL_ON_LOAN, 2, 2, 8, 31, "借调参加专项工作"},
};

/* --- the roster --- */

struct demo_founding {
	struct demo_court *court;
	struct table table;
	struct import_input input;
	/* Those who came or became members while the year went on: a date of theirs is still to come when the
	 * roster is first read. */
	struct arrival {
		struct demo_court *court;
		struct import_row row;
		int64_t day;
	} * arrivals;
	size_t arrival_count, arrival_room;
};

static size_t column_of(const struct table *table, const char *label)
{
	size_t column = 0;

	while (column < table->rows[0].count && !text_is(table->rows[0].cells[column], label))
		column++;
	return column;
}

static struct table_row *row_of(struct table *table, const char *name)
{
	size_t column = column_of(table, "姓名");

	for (size_t i = 1; i < table->count; i++)
		if (column < table->rows[i].count && text_is(table->rows[i].cells[column], name))
			return &table->rows[i];
	return NULL;
}

/* Those who changed places stand where they were before. */
static void before_rotation(struct table *table)
{
	static const char *const places[] = {"团队", "党支部", "党小组"};

	for (size_t i = 0; i < PAIRS; i++) {
		struct table_row *one = row_of(table, rotated[i].one),
				 *other = row_of(table, rotated[i].other);

		for (size_t k = 0; one && other && k < sizeof(places) / sizeof(*places); k++) {
			size_t column = column_of(table, places[k]);
			struct text kept = one->cells[column];

			one->cells[column] = other->cells[column];
			other->cells[column] = kept;
		}
	}
}

static int64_t date_in(const struct demo_founding *founding, const struct table_row *row, const char *label)
{
	size_t column = column_of(&founding->table, label);
	int64_t day = 0;

	return column < row->count && date_parse(row->cells[column], &day) ? day : 0;
}

static void arrives(struct demo_founding *founding, const struct import_row *row, int64_t day)
{
	struct arrival *arrival;

	founding->arrivals = mem_grow(founding->arrivals, founding->arrival_count, &founding->arrival_room,
		sizeof(*founding->arrivals));
	arrival = &founding->arrivals[founding->arrival_count++];
	*arrival = (struct arrival){founding->court, *row, demo_workday(day + 1, 1)};
	arrival->row.cells = arena_new(&founding->table.arena, row->count * sizeof(struct text));
	memcpy(arrival->row.cells, row->cells, row->count * sizeof(struct text));
}

/* Is the row known on the first day? Its day of full membership is not, when that came later. */
static bool known_at_first(struct demo_founding *founding, struct table_row *row, int64_t first)
{
	struct import_row all = {row->number, row->cells, row->count};
	int64_t joined = date_in(founding, row, "入党日期"), came = date_in(founding, row, "到法院日期"),
		full = date_in(founding, row, "转正日期"), later = joined > came ? joined : came;

	if (full > first) {
		arrives(founding, &all, full);
		row->cells[column_of(&founding->table, "转正日期")] = NO_TEXT;
	}
	if (later > first)
		arrives(founding, &all, later);
	return later <= first;
}

static bool read_roster(struct demo_founding *founding, const char *path, int64_t first, struct error *err)
{
	struct table *table = &founding->table;
	struct buf bytes = BUF_INIT;
	bool good = file_read(path, &bytes, err) && table_read_csv(table, buf_as_text(&bytes), err);

	buf_release(&bytes);
	if (!good)
		return false;
	if (table->count < 2 || table->rows[0].count > IMPORT_COLUMNS_MAX)
		return fail(err, ERROR_INPUT, "{1}: no roster", "s", path);
	before_rotation(table);
	founding->input = (struct import_input){
		.entity = &person_entity, .columns = table->rows[0].count, .on = date_of(2025, 1, 6)};
	memcpy(founding->input.header, table->rows[0].cells, table->rows[0].count * sizeof(struct text));
	founding->input.rows = arena_new(&table->arena, table->count * sizeof(struct import_row));
	for (size_t i = 1; i < table->count; i++) {
		struct table_row *row = &table->rows[i];

		if (known_at_first(founding, row, first))
			founding->input.rows[founding->input.count++] =
				(struct import_row){row->number, row->cells, row->count};
	}
	return true;
}

static bool import_rows(struct writer *writer, void *arg, struct error *err)
{
	struct import_plan plan;
	bool good = import_check(&writer->world, arg, &plan, err) && import_apply(writer, &plan, err);

	import_plan_release(&plan);
	return good;
}

static bool import_arrival(struct writer *writer, void *arg, struct error *err)
{
	struct arrival *arrival = arg;
	struct import_input input = arrival->court->founding->input;

	input.rows = &arrival->row;
	input.count = 1;
	return import_rows(writer, &input, err);
}

/* --- groups --- */

static bool find_group(struct world *world, const char *name, uint64_t *id, struct error *err)
{
	return world_find(world, ENTITY_GROUP, GROUP_NAME, text_of(name), id) ||
		fail(err, ERROR_INPUT, "The roster of the demo has no group {1}", "s", name);
}

/* The team of the group's leader is the one it was set up on. */
static uint64_t team_of(struct world *world, uint64_t group)
{
	struct view leader;

	return world->get(world, ENTITY_PERSON, leader_of(world, group, world->today), &leader, NULL)
		? (uint64_t)view_number(&leader, PERSON_TEAM)
		: 0;
}

static bool describe_group(struct writer *writer, struct demo_court *court, size_t nth, struct error *err)
{
	const struct demo_group *group = &demo_groups[nth];
	uint64_t *id = &court->groups[nth], team;
	struct buf teams = BUF_INIT;
	bool good = find_group(&writer->world, group->name, id, err) &&
		demo_person(&writer->world, group->recorder, &court->people[nth], err);

	if (good && (team = team_of(&writer->world, *id)))
		buf_varint(&teams, team);
	struct record_slot values[] = {
		{GROUP_CLASS, value_number(group->class)},
		{GROUP_PRINCIPLE, value_number(group->principle)},
		{GROUP_SLOGAN, value_text(text_of(group->slogan))},
		{GROUP_FOUNDED, value_number(date_of(2024, 3, 11))},
		{GROUP_DECISION, value_text(TEXT("2024年3月11日支部委员会"))},
		{GROUP_ORDER, value_number((int64_t)nth + 1)},
		{GROUP_TEAMS, value_filled((struct value){VALUE_IDS, 0, buf_as_text(&teams)})},
	};
	good = good && writer_set(writer, ENTITY_GROUP, id, values, sizeof(values) / sizeof(*values), err);
	buf_release(&teams);
	return good;
}

static bool give_login(struct writer *writer, uint64_t person, struct error *err)
{
	struct buf login = BUF_INIT;
	struct view view;
	bool good = writer->world.get(&writer->world, ENTITY_PERSON, person, &view, err);

	if (good && !view_has(&view, PERSON_LOGIN)) {
		/* D0037 is u037. */
		buf_byte(&login, 'u');
		buf_text(&login, text_skip(view_text(&view, PERSON_CODE), 2));
		struct record_slot value = {PERSON_LOGIN, value_text(buf_as_text(&login))};

		good = writer_set(writer, ENTITY_PERSON, &person, &value, 1, err);
	}
	buf_release(&login);
	return good;
}

static bool make_term(struct writer *writer, enum term_kind kind, const char *name, uint64_t holder,
	int64_t from, struct error *err)
{
	uint64_t id = 0, person;

	if (!demo_person(&writer->world, name, &person, err))
		return false;
	struct record_slot values[] = {
		{TERM_KIND, value_number(kind)},
		{TERM_PERSON, value_number((int64_t)person)},
		{kind == TERM_SECRETARY ? TERM_BRANCH : TERM_GROUP, value_number((int64_t)holder)},
		{TERM_FROM, value_number(from)},
		{TERM_HOW, value_text(kind == TERM_SECRETARY ? TEXT("支部选举") : TEXT("支部指定"))},
	};
	return writer_set(writer, ENTITY_TERM, &id, values, sizeof(values) / sizeof(*values), err) &&
		give_login(writer, person, err);
}

static bool find_leader(const struct view *term, void *arg)
{
	if (view_number(term, TERM_KIND) != TERM_LEADER)
		return true;
	*(uint64_t *)arg = term->id;
	return false;
}

/* The roster does not say how a leader came to office. */
static bool note_how(struct writer *writer, uint64_t group, struct error *err)
{
	struct value key = value_number((int64_t)group);
	struct record_slot how = {TERM_HOW, value_text(TEXT("支部指定"))};
	uint64_t term = 0;

	return writer->world.walk(
		       &writer->world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, find_leader, &term, err) &&
		writer_set(writer, ENTITY_TERM, &term, &how, 1, err);
}

static bool make_spell(struct writer *writer, size_t nth, struct error *err)
{
	uint64_t id = 0, person;

	if (!demo_person(&writer->world, spells[nth].name, &person, err))
		return false;
	struct record_slot values[] = {
		{SPELL_PERSON, value_number((int64_t)person)},
		{SPELL_KIND, value_number(spells[nth].kind)},
		{SPELL_FROM, value_number(date_of(2026, spells[nth].from_month, spells[nth].from_day))},
		{SPELL_TO, value_number(date_of(2026, spells[nth].to_month, spells[nth].to_day))},
		{SPELL_NOTE, value_filled(value_text(text_of(spells[nth].note)))},
	};
	return writer_set(writer, ENTITY_SPELL, &id, values, sizeof(values) / sizeof(*values), err);
}

static bool appoint(struct writer *writer, void *arg, struct error *err)
{
	struct demo_founding *founding = arg;
	int64_t from = founding->input.on;
	uint64_t branch;
	bool good = true;

	for (size_t i = 0; good && i < DEMO_GROUPS; i++)
		good = describe_group(writer, founding->court, i, err) &&
			note_how(writer, founding->court->groups[i], err);
	for (size_t i = 0; good && i < sizeof(secretaries) / sizeof(*secretaries); i++) {
		good = world_find(&writer->world, ENTITY_BRANCH, BRANCH_NAME, text_of(secretaries[i].branch),
			       &branch) ||
			fail(err, ERROR_INPUT, "The roster of the demo has no branch {1}", "s",
				secretaries[i].branch);
		good = good && make_term(writer, TERM_SECRETARY, secretaries[i].secretary, branch, from, err);
	}
	for (size_t i = 0; good && i < sizeof(deputies) / sizeof(*deputies); i++)
		good = make_term(writer, TERM_DEPUTY, deputies[i].name,
			founding->court->groups[deputies[i].group], from, err);
	for (size_t i = 0; good && i < sizeof(spells) / sizeof(*spells); i++)
		good = make_spell(writer, i, err);
	return good;
}

/* One was signed for less than a year, and soon ends. */
static bool sign_letters(struct writer *writer, void *arg, struct error *err)
{
	struct demo_court *court = arg;
	bool good = true;

	for (size_t i = 0; good && i < DEMO_GROUPS; i++) {
		struct record_slot values[] = {
			{GROUP_LETTER_SIGNED, value_number(writer->world.today)},
			{GROUP_LETTER_UNTIL,
				value_number(
					i == OFFICE_GROUP ? date_of(2026, 10, 3) : date_of(2027, 1, 14))},
		};

		good = writer_set(writer, ENTITY_GROUP, &court->groups[i], values, 2, err);
	}
	return good;
}

bool demo_found(struct demo_court *court, const char *roster, struct error *err)
{
	struct demo_founding *founding = mem_new(sizeof(*founding));
	int64_t day = date_of(2025, 12, 29);

	founding->court = court;
	court->founding = founding;
	return read_roster(founding, roster, day, err) &&
		demo_change(court, demo_at(day, 9, 30), 0, "import", import_rows, &founding->input, err) &&
		demo_change(court, demo_at(day, 10, 0), 0, "apply", appoint, founding, err);
}

void demo_found_release(struct demo_court *court)
{
	if (!court->founding)
		return;
	table_release(&court->founding->table);
	free(court->founding->arrivals);
	free(court->founding);
}

/* --- what happened later --- */

static bool move(struct writer *writer, uint64_t person, uint64_t group, uint64_t team, struct error *err)
{
	struct buf people = BUF_INIT, body = BUF_INIT, said = BUF_INIT;
	struct operation_call call = {.writer = writer, .text = &said};
	struct record_slot moved = {PERSON_TEAM, value_number((int64_t)team)};
	struct record arguments;
	struct view record;
	bool good;

	buf_varint(&people, person);
	record_init(&arguments, &move_arguments);
	record_set(&arguments, MOVE_PEOPLE, (struct value){VALUE_IDS, 0, buf_as_text(&people)});
	record_write(&arguments, &body);
	record_release(&arguments);
	call.arguments = (struct view){.entity = &move_arguments, .body = buf_as_text(&body)};
	call.record = &record;
	good = writer->world.get(&writer->world, ENTITY_GROUP, group, &record, err) &&
		group_op_move_members(&call, err) &&
		writer_set(writer, ENTITY_PERSON, &person, &moved, 1, err);
	buf_release(&people);
	buf_release(&body);
	buf_release(&said);
	return good;
}

static uint64_t person_team(struct world *world, uint64_t person)
{
	struct view view;

	return world->get(world, ENTITY_PERSON, person, &view, NULL)
		? (uint64_t)view_number(&view, PERSON_TEAM)
		: 0;
}

static bool rotate(struct writer *writer, void *arg, struct error *err)
{
	struct world *world = &writer->world;
	bool good = true;

	(void)arg;
	for (size_t i = 0; good && i < PAIRS; i++) {
		uint64_t one, other, groups[2], teams[2];

		if (!demo_person(world, rotated[i].one, &one, err) ||
			!demo_person(world, rotated[i].other, &other, err))
			return false;
		groups[0] = group_of(world, one, world->today);
		groups[1] = group_of(world, other, world->today);
		teams[0] = person_team(world, one);
		teams[1] = person_team(world, other);
		good = move(writer, one, groups[1], teams[1], err) &&
			move(writer, other, groups[0], teams[0], err);
	}
	return good;
}

/* She is a probationary member: the groups' list says so. */
static bool replace_leader(struct writer *writer, void *arg, struct error *err)
{
	struct demo_court *court = arg;
	struct value key = value_number((int64_t)court->groups[CLEARING]);
	struct record_slot end = {TERM_TO, value_number(writer->world.today - 1)};
	struct record_slot letter = {GROUP_LETTER_SIGNED, value_number(writer->world.today)};
	uint64_t term = 0;

	return writer->world.walk(
		       &writer->world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, find_leader, &term, err) &&
		writer_set(writer, ENTITY_TERM, &term, &end, 1, err) &&
		make_term(writer, TERM_LEADER, "戴育丽", court->groups[CLEARING], writer->world.today, err) &&
		writer_set(writer, ENTITY_GROUP, &court->groups[CLEARING], &letter, 1, err);
}

void demo_court_events(
	struct demo_court *court, void (*visit)(const struct demo_event *event, void *arg), void *arg)
{
	const struct demo_founding *founding = court->founding;
	struct demo_event events[] = {
		{demo_at(date_of(2026, 1, 15), 9, 0), "apply", sign_letters, court},
		{demo_at(date_of(2026, 3, 16), 8, 40), "move_members", rotate, court},
		{demo_at(date_of(2026, 7, 1), 9, 20), "set_leader", replace_leader, court},
	};

	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
		visit(&events[i], arg);
	for (size_t i = 0; i < founding->arrival_count; i++) {
		struct demo_event event = {demo_at(founding->arrivals[i].day, 8, 30), "import",
			import_arrival, &founding->arrivals[i]};

		visit(&event, arg);
	}
}
