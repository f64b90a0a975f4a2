#include "tests/harness/scored.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include "core/base/date.h"
#include "core/base/sentence.h"
#include "core/service/score_sources.h"
#include <cmocka.h>

struct store *scored_store(struct court *court, const char *rules)
{
	struct store *store = fixture_open(NULL);

	court_fill(court, store);
	for (size_t i = 0; i < COURT_PEOPLE; i++)
		CHANGE(store, ENTITY_PERSON, court->people[i], DAY(PERSON_JOINED, 20100101),
			DAY(PERSON_FULL_SINCE, 20110101));
	MAKE(store, ENTITY_ENTRY_KIND, WORDS(ENTRY_KIND_NAME, "荣誉"));
	MAKE(store, ENTITY_RULES, WORDS(RULES_NAME, "试"), NUMBER(RULES_VERSION, 1), WORDS(RULES_TEXT, rules),
		WORDS(RULES_BASIS, "会议"), DAY(RULES_FROM, 20260101));
	return store;
}

struct reading {
	const struct seeing *seeing;
	const char *source;
	const uint16_t *tags;
	struct buf *out;
};

static void show_value(const struct field *field, const struct value *value, struct buf *out)
{
	struct naming plain = {.language = LANGUAGE_EN};

	if (value->kind == VALUE_TEXT)
		sentence_show(value->bytes, LANGUAGE_EN, NULL, out);
	else if (value->kind != VALUE_EMPTY)
		field_format(field, value, &plain, out);
}

static bool take_row(const struct view *row, void *arg)
{
	const struct reading *reading = arg;

	for (const uint16_t *tag = reading->tags; *tag; tag++) {
		struct value value;

		if (tag > reading->tags)
			buf_byte(reading->out, '|');
		view_get(row, *tag, &value);
		show_value(entity_field(row->entity, *tag), &value, reading->out);
	}
	buf_text(reading->out, TEXT("; "));
	return true;
}

static void read_source(struct world *world, void *arg)
{
	const struct reading *reading = arg;
	const struct source *source = served_source(world->schema, text_of(reading->source));
	struct source_query query = {.subject = reading->seeing->subject,
		.kind = reading->seeing->kind,
		.early = reading->seeing->early};
	struct error err = ERROR_INIT;

	if (reading->seeing->quarter) {
		query.from = date_of(2026, reading->seeing->quarter * 3 - 2, 1);
		query.to = date_add_months(query.from, 3) - 1;
	}
	if (!source->each(world, &query, take_row, (void *)reading, &err)) {
		buf_clear(reading->out);
		buf_text(reading->out, TEXT("! "));
		message_show(&err.message, LANGUAGE_EN, NULL, reading->out);
	}
}

const char *scored_see(
	struct store *store, const char *source, const uint16_t *tags, const struct seeing *seeing)
{
	static struct buf words;
	struct reading reading = {seeing, source, tags, &words};

	buf_clear(&words);
	fixture_read(store, seeing->person, read_source, &reading);
	return buf_cstr(&words);
}
