/* Configuration as records: a YAML file whose top-level keys are kinds of records (制度, system) and whose
 * entries are their fields, in Chinese or English. One loop over the schema reads them all. */
#ifndef CORE_SERVICE_CONFIG_H
#define CORE_SERVICE_CONFIG_H

#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/store/store.h"

/* The shipped file of that name: above the program in the build tree, else where it was installed. */
bool config_file(const char *name, struct buf *bytes, struct error *err);

/* One record of the file, ready to be written. */
struct config_record {
	const struct entity *entity;
	struct record record;
	const struct tree *node;
};
struct config {
	struct config_record *records;
	size_t count, room;
	struct arena arena; /* tree and values */
};
/* False with at least one fault; all faults of the file at once. */
bool config_read(
	struct config *config, const struct schema *schema, struct text bytes, struct faults *faults);
void config_release(struct config *config);
/* The first fault as an error: "systems.yaml:12:5: why". */
bool config_fail(const char *name, const struct faults *faults, struct error *err);
/* Writes every record as a new one. */
bool config_write(struct writer *writer, const struct config *config, struct error *err);

#endif
