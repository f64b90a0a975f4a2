/* The types that speak of other records and of rows. */
#include "core/schema/type_internal.h"

#include "core/base/number.h"
#include "core/schema/view.h"

static bool id_meant(
	const struct field *field, struct text text, struct naming *naming, uint64_t *id, struct error *err)
{
	int64_t number;

	if (text_starts(text, TEXT("#")) && number_parse(text_skip(text, 1), &number) && number > 0) {
		*id = (uint64_t)number;
		return true;
	}
	if (naming && naming->find && naming->find(naming, field->target, text, id, err))
		return true;
	return type_refuse(field, text, "{1}: there is none named \"{2}\"", err);
}

static bool parse_ref(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	uint64_t id = 0;

	(void)room;
	*value = EMPTY_VALUE;
	if (!id_meant(field, text, naming, &id, err))
		return false;
	*value = value_number((int64_t)id);
	return true;
}

/* Ids being read into `room`. */
struct reading {
	const struct field *field;
	struct naming *naming;
	struct buf *room;
	size_t start;
};

static struct value ids_read(const struct reading *reading)
{
	return (struct value){VALUE_IDS, 0, text_skip(buf_as_text(reading->room), reading->start)};
}

static bool take_id(struct text name, void *arg, struct error *err)
{
	struct reading *reading = arg;
	/* A try must leave no trace, whatever `find` makes of an error that is not there. */
	struct error tried = ERROR_INIT;
	struct value ids;
	uint64_t id = 0;

	if (!id_meant(reading->field, name, reading->naming, &id, err ? err : &tried))
		return false;
	ids = ids_read(reading);
	if (!value_has_id(&ids, id))
		buf_varint(reading->room, id);
	return true;
}

static bool parse_refs(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	struct reading reading = {field, naming, room, room->len};
	struct error fault = ERROR_INIT;

	*value = EMPTY_VALUE;
	if (!type_each_name(text, take_id, &reading, &fault)) {
		if (err && !err->kind)
			*err = fault;
		return false;
	}
	if (room->len > reading.start)
		*value = ids_read(&reading);
	return true;
}

/* --- writing --- */

static void show_id(const struct field *field, uint64_t id, struct naming *naming, struct buf *out)
{
	if (!naming || !naming->title || !naming->title(naming, field->target, id, out))
		buf_printf(out, "#%llu", (unsigned long long)id);
}

/* By its title where that leads back to the same record, else by number: what is written can be read. */
static void format_id(const struct field *field, uint64_t id, struct naming *naming, struct buf *out)
{
	struct buf title = BUF_INIT;
	struct error err = ERROR_INIT;
	uint64_t found = 0;

	if (naming && naming->title && naming->find && naming->title(naming, field->target, id, &title) &&
		type_one_name(buf_as_text(&title)) &&
		id_meant(field, buf_as_text(&title), naming, &found, &err) && found == id)
		buf_text(out, buf_as_text(&title));
	else
		show_id(field, id, NULL, out);
	buf_release(&title);
}

static void format_ref(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	format_id(field, (uint64_t)value->number, naming, out);
}

static void show_ref(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	show_id(field, (uint64_t)value->number, naming, out);
}

typedef void write_id(const struct field *field, uint64_t id, struct naming *naming, struct buf *out);

static void write_ids(const struct field *field, const struct value *value, struct naming *naming,
	struct buf *out, const char *between, write_id *write)
{
	struct reader ids = value_ids(value);
	size_t start = out->len;

	while (reader_left(&ids)) {
		if (out->len > start)
			buf_text(out, text_of(between));
		write(field, read_varint(&ids), naming, out);
	}
}

static void format_refs(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_ids(field, value, naming, out, ";", format_id);
}

static void show_refs(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	write_ids(field, value, naming, out, type_between(naming), show_id);
}

static int64_t measure_refs(const struct field *field, const struct value *value)
{
	struct reader ids = value_ids(value);
	int64_t count = 0;

	(void)field;
	for (; reader_left(&ids); count++)
		read_varint(&ids);
	return count;
}

/* --- lists: not typed as text, only counted --- */

static bool parse_list(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = EMPTY_VALUE;
	return type_refuse(field, text, "{1} is a list: its rows are entered one by one", err);
}

static int64_t measure_list(const struct field *field, const struct value *value)
{
	struct row_walk rows = value_rows(field->rows, value);
	int64_t count = 0;

	while (row_walk_next(&rows))
		count++;
	return count;
}

static void show_list(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)naming;
	number_format(measure_list(field, value), out);
}

const struct type type_ref = {
	"reference", "引用", VALUE_NUMBER, parse_ref, format_ref, show_ref, type_measure_number};
const struct type type_refs = {
	"references", "多个引用", VALUE_IDS, parse_refs, format_refs, show_refs, measure_refs};
const struct type type_list = {"list", "清单", VALUE_ROWS, parse_list, show_list, show_list, measure_list};
