#include "core/service/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/io/table.h"

enum { LEVELS_UP = 4 };

/* In the build tree it lies in a folder above the program: build/touyand, build/test/core/.../program; where
 * it is installed, in share/ beside bin/. */
static bool near_program(const char *name, struct buf *path)
{
	static const char *const places[] = {"config", "share/touyan"};
	char program[4096];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);

	program[len > 0 ? len : 0] = '\0';
	for (int i = 0; i < LEVELS_UP && strchr(program, '/'); i++) {
		*strrchr(program, '/') = '\0';
		for (size_t place = 0; place < sizeof(places) / sizeof(*places); place++) {
			buf_clear(path);
			buf_printf(path, "%s/%s/%s", program, places[place], name);
			if (!access(buf_cstr(path), R_OK))
				return true;
		}
	}
	return false;
}

bool config_file(const char *name, struct buf *bytes, struct error *err)
{
	struct buf path = BUF_INIT;
	bool good;

	if (!near_program(name, &path)) {
		buf_clear(&path);
		buf_printf(&path, "%s/%s", CONFIG_DIR, name);
	}
	good = file_read(buf_cstr(&path), bytes, err);
	buf_release(&path);
	return good;
}

/* --- reading --- */

static const struct field *field_at(
	const struct entity *entity, const struct tree *node, struct faults *faults)
{
	const struct field *field = entity_named(entity, node->key), *near;

	if (field)
		return field;
	near = entity_near(entity, node->key);
	if (near)
		fault_at_key(faults, node, "{1} has no field \"{2}\"; did you mean {3}?", "tSt", entity->name,
			entity->label, node->key, near->name, near->label);
	else
		fault_at_key(faults, node, "{1} has no field \"{2}\"", "tS", entity->name, entity->label,
			node->key);
	return NULL;
}

/* A list of words is what a set or several references are written as. */
static struct text words_of(const struct tree *node, struct arena *arena)
{
	struct buf joined = BUF_INIT;
	struct text kept;

	if (node->kind == TREE_TEXT)
		return node->text;
	for (const struct tree *child = node->child; child; child = child->next) {
		if (joined.len)
			buf_byte(&joined, ';');
		buf_text(&joined, child->text);
	}
	kept = arena_text(arena, buf_as_text(&joined));
	buf_release(&joined);
	return kept;
}

static void read_field(
	struct config *config, struct config_record *into, const struct tree *node, struct faults *faults)
{
	const struct field *field = field_at(into->entity, node, faults);
	struct error err = ERROR_INIT;
	struct buf room = BUF_INIT;
	struct value value;

	if (!field)
		return;
	if (field_parse(field, words_of(node, &config->arena), NULL, &room, &value, &err) &&
		field_check(field, &value, &err)) {
		if (value.kind != VALUE_NUMBER)
			value.bytes = arena_text(&config->arena, value.bytes);
		record_set(&into->record, field->tag, value);
	} else {
		fault_pass(faults, node->line, node->column, &err.message);
	}
	buf_release(&room);
}

static void read_record(
	struct config *config, const struct entity *entity, const struct tree *node, struct faults *faults)
{
	struct config_record *into;

	if (node->kind != TREE_MAP) {
		fault_at(faults, node, "The fields of a {1} are missing here", "t", entity->name,
			entity->label);
		return;
	}
	config->records = mem_grow(config->records, config->count, &config->room, sizeof(*config->records));
	into = &config->records[config->count++];
	*into = (struct config_record){.entity = entity, .node = node};
	record_init(&into->record, entity);
	for (const struct tree *child = node->child; child; child = child->next)
		read_field(config, into, child, faults);
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (field->flags & REQUIRED && !field->initial && !(field->flags & SYSTEM) &&
			record_get(&into->record, field->tag).kind == VALUE_EMPTY &&
			entity->id != ENTITY_COURT)
			fault_at(faults, node, "{1} must be filled in", "t", field->name, field->label);
}

static void read_section(
	struct config *config, const struct schema *schema, const struct tree *section, struct faults *faults)
{
	const struct entity *entity = schema_named(schema, section->key);

	if (!entity) {
		fault_at_key(faults, section, "There is no kind of record \"{1}\"", "S", section->key);
		return;
	}
	if (section->kind == TREE_MAP)
		read_record(config, entity, section, faults);
	for (const struct tree *node = section->kind == TREE_LIST ? section->child : NULL; node;
		node = node->next)
		read_record(config, entity, node, faults);
}

bool config_read(struct config *config, const struct schema *schema, struct text bytes, struct faults *faults)
{
	struct tree *root;

	*config = (struct config){0};
	root = yaml_read(bytes, &config->arena, faults);
	if (root && root->kind != TREE_MAP)
		fault_at(faults, root, "The file must begin with a key and a colon", "");
	for (const struct tree *section = root && root->kind == TREE_MAP ? root->child : NULL; section;
		section = section->next)
		read_section(config, schema, section, faults);
	return !faults->count;
}

void config_release(struct config *config)
{
	for (size_t i = 0; i < config->count; i++)
		record_release(&config->records[i].record);
	free(config->records);
	arena_release(&config->arena);
	*config = (struct config){0};
}

bool config_fail(const char *name, const struct faults *faults, struct error *err)
{
	struct buf words = BUF_INIT, place = BUF_INIT;

	buf_printf(&place, "%s:%u:%u", name, faults->items[0].line, faults->items[0].column);
	message_show(&faults->items[0].message, LANGUAGE_ZH, NULL, &words);
	fail(err, ERROR_INPUT, "{1}: {2}", "ss", buf_cstr(&place), buf_cstr(&words));
	buf_release(&words);
	buf_release(&place);
	return false;
}

bool config_write(struct writer *writer, const struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->count; i++) {
		const struct config_record *record = &config->records[i];
		uint64_t id = 0;

		if (!writer_set(
			    writer, record->entity->id, &id, record->record.slots, record->record.count, err))
			return false;
	}
	return true;
}
