/* What the editor of rules begins with: the table in force for whom is meant and for so long a period, all
 * that are in force beside it, and the examples that come with the program for whom there is none. */
#include "core/service/config.h"
#include "core/service/ruling.h"

/* The spans of the period that is meant. */
static unsigned spans_meant(const struct view *body)
{
	const struct score_period period = {
		view_number(body, RULE_FILE_FROM), view_number(body, RULE_FILE_TO), ENTITY_GROUP};

	return period.from && period.to ? rules_of_period(&period).spans : 1u << EVERY_QUARTER;
}

struct tables {
	struct world *world;
	struct ruling *ruling;
	uint64_t usual; /* the record of the groups' quarterly ones; 0: the program's */
	struct buf rows;
	uint64_t key;
};

static void put_table(struct tables *tables, const struct rules_version *version, unsigned scored)
{
	struct record row;

	record_init(&row, &table_rows);
	if (version->id != tables->usual)
		record_number(&row, TABLE_RECORD, (int64_t)version->id);
	record_text(&row, TABLE_NAME, version->name);
	record_number(&row, TABLE_VERSION, version->version);
	record_number(&row, TABLE_SCORED, scored);
	if (version->spans)
		record_number(&row, TABLE_SPANS, version->spans);
	rows_add_record(&tables->rows, &tables->key, &row);
	record_release(&row);
}

/* What is in force today, or where nothing is yet, what was decided for days to come. */
static bool find_table(struct world *world, struct rules_wanted wanted, struct arena *arena,
	struct rules_version *version, struct error *err)
{
	if (!rules_in_force(world, &wanted, arena, version, err))
		return false;
	wanted.day = DATE_MAX;
	return version->text.len || rules_in_force(world, &wanted, arena, version, err);
}

/* One table can be in force for several lengths of period. */
static bool put_tables(struct tables *tables, unsigned scored, struct error *err)
{
	uint64_t told[EVERY_YEAR + 1];
	size_t count = 0, before;

	for (enum system_every every = EVERY_MONTH; every <= EVERY_YEAR; every++) {
		struct rules_wanted wanted = {scored, 1u << every, tables->world->today};
		struct rules_version version;

		if (!find_table(tables->world, wanted, tables->ruling->arena, &version, err))
			return false;
		/* The program's own are for groups of any length: one table. */
		if (!version.id && (scored != ENTITY_GROUP || every != EVERY_QUARTER))
			continue;
		for (before = 0; before < count && told[before] != version.id; before++)
			;
		if (before == count)
			put_table(tables, &version, scored);
		told[count++] = version.id;
	}
	return true;
}

static bool fetch_in_store(struct world *world, void *arg, struct error *err)
{
	struct ruling *ruling = arg;
	const struct view *body = &ruling->request->body;
	struct record *answer = &ruling->request->answer;
	const struct rules_wanted quarterly = {ENTITY_GROUP, 1u << EVERY_QUARTER, world->today};
	struct rules_wanted wanted = {(unsigned)view_number_or(body, RULE_FILE_SCORED, ENTITY_GROUP),
		spans_meant(body), world->today};
	struct rules_version usual, version;
	struct tables tables = {.world = world, .ruling = ruling};
	bool good;

	request_again(ruling->request);
	good = rules_in_force(world, &quarterly, ruling->arena, &usual, err) &&
		find_table(world, wanted, ruling->arena, &version, err);
	tables.usual = usual.id;
	for (const struct choice *kind = evaluated_kinds; good && kind->name; kind++)
		good = put_tables(&tables, (unsigned)kind->code, err);
	if (good) {
		put_version(ruling, &version);
		record_put_text(ruling->request, answer, RULED_NAME, version.name);
		record_put_text(ruling->request, answer, RULED_TEXT, version.text);
		if (version.id != usual.id)
			record_number(answer, RULED_RECORD, (int64_t)version.id);
		record_put_rows(ruling->request, answer, RULED_TABLES, &tables.rows);
	}
	buf_release(&tables.rows);
	return good;
}

bool rules_fetch(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct arena arena = ARENA_INIT;
	struct ruling ruling = {.request = request, .arena = &arena};
	bool good = server->store ? store_read(server->store, server->person, fetch_in_store, &ruling, err)
				  : fail(err, ERROR_STATE, "There is no store here", "");

	arena_release(&arena);
	return good;
}

bool rules_example(struct request *request, struct error *err)
{
	static const struct {
		unsigned scored;
		const char *file;
	} examples[] = {{ENTITY_BRANCH, "rules-branches.zh.yaml"}, {ENTITY_PERSON, "rules-members.zh.yaml"},
		{0, "rules.zh.yaml"}};
	unsigned scored = (unsigned)view_number(&request->body, RULE_FILE_SCORED);
	struct buf bytes = BUF_INIT;
	size_t nth = 0;
	bool good;

	while (examples[nth].scored && examples[nth].scored != scored)
		nth++;
	good = config_file(examples[nth].file, &bytes, err);
	if (good)
		record_put_text(request, &request->answer, RULED_TEXT, buf_as_text(&bytes));
	buf_release(&bytes);
	return good;
}
