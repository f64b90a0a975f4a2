/* declare: the court's own fields from a file, as often as it is read. */
#include "core/service/cmd.h"

#include <stdio.h>
#include <unistd.h>
#include "core/io/table.h"
#include "core/model/operations.h"
#include "core/service/config.h"

struct declaring {
	const char *file;
	struct config config;
	unsigned made, changed, same;
};

/* Which of the declared fields the record of the file is. */
struct match {
	const struct schema *schema;
	const struct record *wanted;
	uint64_t id;
	bool differs;
};

static struct text word_of(const struct record *record, uint16_t tag)
{
	struct value value = record_get(record, tag);

	return value.kind == VALUE_TEXT ? value.bytes : NO_TEXT;
}

static bool match(const struct view *view, void *arg)
{
	struct match *match = arg;
	const struct entity *kind = schema_named(match->schema, word_of(match->wanted, FIELD_ENTITY));

	if (!kind || kind != schema_named(match->schema, view_text(view, FIELD_ENTITY)) ||
		!text_equal(view_text(view, FIELD_LABEL), word_of(match->wanted, FIELD_LABEL)))
		return true;
	match->id = view->id;
	for (size_t i = 0; i < match->wanted->count; i++) {
		const struct record_slot *slot = &match->wanted->slots[i];
		struct value now;

		view_get(view, slot->tag, &now);
		match->differs |= slot->tag != FIELD_ENTITY && !value_equal(&now, &slot->value);
	}
	return false;
}

static bool declare_one(struct declaring *declaring, struct writer *writer, const struct config_record *from,
	struct error *err)
{
	struct world *world = &writer->world;
	struct match found = {world->schema, &from->record, 0, false};

	if (from->entity->id != ENTITY_FIELD)
		return fail(err, ERROR_INPUT,
			"Only fields are declared by this; {1} is changed in the program", "t",
			from->entity->name, from->entity->label);
	if (!world->walk(world, ENTITY_FIELD, 0, NULL, 0, match, &found, err))
		return false;
	*(!found.id ? &declaring->made : found.differs ? &declaring->changed : &declaring->same) += 1;
	return (found.id && !found.differs) ||
		writer_set(writer, ENTITY_FIELD, &found.id, from->record.slots, from->record.count, err);
}

static bool declare_all(struct writer *writer, void *arg, struct error *err)
{
	struct declaring *declaring = arg;
	bool good = custom_declare_all(&writer->world, err);

	declaring->made = declaring->changed = declaring->same = 0;
	for (size_t i = 0; good && i < declaring->config.count; i++)
		good = declare_one(declaring, writer, &declaring->config.records[i], err);
	return good;
}

static bool read_declared(struct declaring *declaring, struct error *err)
{
	struct faults faults = {.count = 0};
	struct buf bytes = BUF_INIT;
	bool good = file_read(declaring->file, &bytes, err);

	if (good && !config_read(&declaring->config, &court_schema, buf_as_text(&bytes), &faults))
		good = config_fail(declaring->file, &faults, err);
	buf_release(&bytes);
	return good;
}

int cmd_declare(const struct options *options, char **arguments)
{
	struct change_head head = {.uid = getuid(), .action = "apply"};
	struct declaring declaring = {.file = arguments[1]};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	const char *about = arguments[1];
	bool good = read_declared(&declaring, &err);

	(void)options;
	if (good && !cmd_open(&store, arguments[0], false, &err)) {
		good = false;
		about = arguments[0];
	}
	good = good && store_change(store, &head, declare_all, &declaring, NULL, &err);
	store_close(store);
	config_release(&declaring.config);
	if (!good)
		return cmd_fail(about, &err);
	printf("%u declared, %u changed, %u as they were; they show from the next login on\n", declaring.made,
		declaring.changed, declaring.same);
	return fflush(stdout) ? COULD_NOT : DONE;
}
