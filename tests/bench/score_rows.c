/* One quarter scored by the shipped rules: beside a cursor that only reads the same bytes, beside SQLite with
 * the same rules written by hand, and in a store of ten years beside a store of that quarter alone. */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/score/score.h"
#include "core/service/naming.h"
#include "core/store/store.h"

/* Of what takes milliseconds so many that a busy moment of the machine does not decide. */
enum { ROUNDS = 9, SHORT_ROUNDS = 51 };

static const char *const tables[] = {"meta", "rec"};

/* What the shipped rules read. */
static const uint16_t read_entities[] = {ENTITY_GROUP, ENTITY_MEMBERSHIP, ENTITY_TERM, ENTITY_MEETING,
	ENTITY_TASK, ENTITY_ENTRY, ENTITY_CONTACT, ENTITY_REPORT, ENTITY_TALK, ENTITY_DUTY,
	ENTITY_RECTIFICATION, ENTITY_TRAINING, ENTITY_MARK};

struct scoring {
	struct store *store, *other; /* other: of another size */
	struct raw *raw;
	struct rules *rules;
	struct arena arena;
	struct score_period period;
	struct score *kept; /* to be compared, when wanted */
	bool keep;
	uint64_t sum;
	sqlite3 *lite;
	sqlite3_stmt *query;
};

/* --- ours --- */

static bool read_text(struct world *world, void *arg, struct error *err)
{
	struct scoring *scoring = arg;
	struct faults faults = {.count = 0};
	struct world_naming naming;
	struct buf bytes = BUF_INIT;
	struct tree *root;

	if (!file_read("config/rules.yaml", &bytes, err))
		return false;
	root = yaml_read(buf_as_text(&bytes), &scoring->arena, &faults);
	scoring->rules = root ? rules_read(root, buf_as_text(&bytes), &court_schema,
					naming_over(&naming, world, LANGUAGE_ZH), &faults)
			      : NULL;
	buf_release(&bytes);
	return scoring->rules != NULL;
}

static struct store *open_store(enum shelf shelf)
{
	struct store_config config = {.path = shelf_store(shelf), .schema = &court_schema, .read_only = true};
	struct error err = ERROR_INIT;
	struct store *store;

	if (!store_open(&store, &config, &err))
		bench_refused("opening", &err);
	return store;
}

static bool score_quarter(struct world *world, void *arg, struct error *err)
{
	struct scoring *scoring = arg;
	struct score *score;

	world->today = date_of(2026, 9, 24);
	if (!score_run(&score, scoring->rules, world, &scoring->period, err))
		return false;
	scoring->sum += score_subjects(score);
	if (scoring->keep)
		scoring->kept = score;
	else
		score_free(score);
	return true;
}

static void score_in(struct scoring *scoring, struct store *store)
{
	struct error err = ERROR_INIT;

	if (!store_read(store, 0, score_quarter, scoring, &err))
		bench_refused("scoring", &err);
}

static void score_ours(void *arg)
{
	score_in(arg, ((struct scoring *)arg)->store);
}

static void score_other(void *arg)
{
	score_in(arg, ((struct scoring *)arg)->other);
}

/* The store, and the shipped rules with the names that it has. */
static void begin(struct scoring *scoring, enum shelf shelf)
{
	struct error err = ERROR_INIT;

	*scoring = (struct scoring){.arena = ARENA_INIT, .store = open_store(shelf)};
	if (!store_read(scoring->store, 0, read_text, scoring, &err))
		bench_refused("config/rules.yaml", &err);
	scoring->period = (struct score_period){
		.from = date_of(2026, 4, 1), .to = date_of(2026, 6, 30), .evaluation = 1};
}

/* --- the bytes alone --- */

static void read_bytes_of(void *arg)
{
	struct scoring *scoring = arg;

	raw_begin(scoring->raw);
	for (size_t i = 0; i < sizeof(read_entities) / sizeof(*read_entities); i++) {
		const char prefix[] = {(char)(read_entities[i] >> 8), (char)read_entities[i]};

		scoring->sum += raw_scan(scoring->raw, RAW_REC, (struct text){prefix, sizeof(prefix)});
	}
	raw_end(scoring->raw);
}

void bench_score(struct figures *figures)
{
	struct scoring scoring;
	const char *copy = shelf_copy(SHELF_QUARTER, "raw");

	begin(&scoring, SHELF_QUARTER);
	scoring.raw = raw_open(copy, tables, sizeof(tables) / sizeof(*tables));
	figures_race(figures, (struct race){SHORT_ROUNDS, 1, 1}, score_ours, read_bytes_of, &scoring);
}

void bench_score_decade(struct figures *figures)
{
	struct scoring scoring;

	begin(&scoring, SHELF_DECADE);
	scoring.other = open_store(SHELF_QUARTER_SMALL);
	figures_race(figures, (struct race){ROUNDS, 1, 1}, score_ours, score_other, &scoring);
}

/* --- SQLite --- */

static void lite_must(struct scoring *scoring, int code)
{
	if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
		bench_give_up("SQLite", sqlite3_errmsg(scoring->lite));
}

static void lite_run(struct scoring *scoring, const char *words)
{
	lite_must(scoring, sqlite3_exec(scoring->lite, words, NULL, NULL, NULL));
}

/* A table for each entity and one for the roll: a column for each field, named as it is. */
struct loading {
	struct scoring *scoring;
	const struct entity *entity;
	sqlite3_stmt *insert;
	uint64_t owner; /* of rows */
};

static void make_table(struct loading *loading, const char *name, const char *first)
{
	struct buf create = BUF_INIT, insert = BUF_INIT;
	const struct field *field = NULL;

	buf_printf(&create, "CREATE TABLE \"%s\"(%s", name, first);
	buf_printf(&insert, "INSERT INTO \"%s\" VALUES(?", name);
	while ((field = entity_next(loading->entity, field))) {
		buf_printf(&create, ",\"%s\"", field->name);
		buf_text(&insert, TEXT(",?"));
	}
	buf_byte(&create, ')');
	buf_byte(&insert, ')');
	lite_run(loading->scoring, buf_cstr(&create));
	lite_must(loading->scoring,
		sqlite3_prepare_v2(loading->scoring->lite, buf_cstr(&insert), -1, &loading->insert, NULL));
	buf_release(&create);
	buf_release(&insert);
}

static void bind_value(sqlite3_stmt *insert, int column, const struct value *value)
{
	struct reader ids = value_ids(value);

	if (value->kind == VALUE_NUMBER)
		sqlite3_bind_int64(insert, column, value->number);
	else if (value->kind == VALUE_IDS)
		sqlite3_bind_int64(insert, column, (sqlite3_int64)read_varint(&ids));
	else if (value->kind == VALUE_TEXT)
		sqlite3_bind_text(insert, column, value->bytes.at, (int)value->bytes.len, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(insert, column);
}

static bool insert_row(const struct view *view, void *arg)
{
	struct loading *loading = arg;
	const struct field *field = NULL;
	int column = 1;

	sqlite3_reset(loading->insert);
	sqlite3_bind_int64(
		loading->insert, column, (sqlite3_int64)(loading->owner ? loading->owner : view->id));
	while ((field = entity_next(loading->entity, field))) {
		struct value value;

		view_get(view, field->tag, &value);
		bind_value(loading->insert, ++column, &value);
	}
	lite_must(loading->scoring, sqlite3_step(loading->insert));
	return true;
}

static bool insert_roll(const struct view *meeting, void *arg)
{
	struct loading *loading = arg;
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);

	loading->owner = meeting->id;
	while (row_walk_next(&rows))
		insert_row(&rows.row, arg);
	return true;
}

static bool load_all(struct world *world, void *arg, struct error *err)
{
	struct loading loading = {arg, &attendance_rows};
	bool good;

	make_table(&loading, "meeting_attendance", "meeting");
	good = world->walk(world, ENTITY_MEETING, 0, NULL, 0, insert_roll, &loading, err);
	sqlite3_finalize(loading.insert);
	loading.owner = 0;
	for (const struct entity *const *entity = court_entities; good && *entity; entity++) {
		loading.entity = *entity;
		make_table(&loading, (*entity)->name, "id INTEGER PRIMARY KEY");
		good = world->walk(world, (*entity)->id, 0, NULL, 0, insert_row, &loading, err);
		sqlite3_finalize(loading.insert);
	}
	return good;
}

static void lite_open(struct scoring *scoring)
{
	static const char *const names[] = {":from", ":second", ":third", ":to", ":year"};
	const int64_t days[] = {date_of(2026, 4, 1), date_of(2026, 5, 1), date_of(2026, 6, 1),
		date_of(2026, 6, 30), date_of(2026, 1, 1)};
	struct buf rules = BUF_INIT;
	struct error err = ERROR_INIT;

	lite_must(scoring, sqlite3_open(":memory:", &scoring->lite));
	lite_run(scoring, "BEGIN");
	if (!store_read(scoring->store, 0, load_all, scoring, &err) ||
		!file_read("tests/bench/rules.sql", &rules, &err))
		bench_refused("SQLite", &err);
	lite_run(scoring,
		"COMMIT; CREATE INDEX i1 ON meeting(date); CREATE INDEX i2 ON meeting_attendance(meeting, "
		"\"group\", mark);"
		"CREATE INDEX i3 ON membership(person, \"from\"); CREATE INDEX i4 ON training(date);"
		"CREATE INDEX i5 ON talk(date); CREATE INDEX i6 ON contact(date); CREATE INDEX i7 ON "
		"report(date);"
		"CREATE INDEX i8 ON duty_item(due); CREATE INDEX i9 ON rectification(date);"
		"CREATE INDEX i10 ON task(due); CREATE INDEX i11 ON entry(kind, date); CREATE INDEX i12 ON"
		" mark(evaluation, item); CREATE INDEX i13 ON term(kind); ANALYZE");
	lite_must(scoring, sqlite3_prepare_v2(scoring->lite, buf_cstr(&rules), -1, &scoring->query, NULL));
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
		sqlite3_bind_int64(
			scoring->query, sqlite3_bind_parameter_index(scoring->query, names[i]), days[i]);
	buf_release(&rules);
}

static void score_lite(void *arg)
{
	struct scoring *scoring = arg;

	sqlite3_reset(scoring->query);
	while (sqlite3_step(scoring->query) == SQLITE_ROW)
		scoring->sum += (uint64_t)sqlite3_column_int64(scoring->query, 0);
}

/* --- and it says the same --- */

static int64_t hundredths(struct scoring *scoring, int column)
{
	double points = sqlite3_column_double(scoring->query, column) * 100;

	return (int64_t)(points < 0 ? points - 0.5 : points + 0.5);
}

static void compare(struct scoring *scoring, size_t subject, int column, int64_t ours)
{
	char why[NOTE_MAX];

	if (ours == hundredths(scoring, column))
		return;
	snprintf(why, sizeof(why), "group %zu, %s: %lld hundredths, SQLite has %lld", subject + 1,
		sqlite3_column_name(scoring->query, column), (long long)ours,
		(long long)hundredths(scoring, column));
	bench_give_up("The results differ", why);
}

static void compare_all(struct scoring *scoring)
{
	const struct score *score;
	size_t subject = 0;

	scoring->keep = true;
	score_ours(scoring);
	scoring->keep = false;
	score = scoring->kept;
	sqlite3_reset(scoring->query);
	for (; sqlite3_step(scoring->query) == SQLITE_ROW; subject++) {
		int column = 0;

		if (subject >= score_subjects(score))
			break;
		for (size_t i = 0; i < scoring->rules->item_count; i++)
			compare(scoring, subject, ++column, score_item(score, subject, i)->units);
		for (size_t i = 0; i < scoring->rules->section_count; i++)
			compare(scoring, subject, ++column,
				exact_round(&score_section(score, subject, i)->points.value, 2));
		compare(scoring, subject, ++column, score_subject(score, subject)->units);
		compare(scoring, subject, ++column, (int64_t)score_subject(score, subject)->rank * 100);
	}
	if (subject != score_subjects(score))
		bench_give_up("The results differ", "in how many are scored");
	score_free(scoring->kept);
}

void bench_score_lite(struct figures *figures)
{
	struct scoring scoring;

	begin(&scoring, SHELF_QUARTER);
	lite_open(&scoring);
	compare_all(&scoring);
	figures_race(figures, (struct race){ROUNDS, 1, 1}, score_ours, score_lite, &scoring);
	snprintf(figures->note, sizeof(figures->note), "every item, total and place equal");
}
