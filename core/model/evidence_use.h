/* Where evidence stands: the entries and marks that show it. One paper shows one thing; the same behind two
 * wants a second look. Two records of evidence are the same paper when they have the same matter, the same
 * file (by its hash), or the same number by the same issuer. */
#ifndef CORE_MODEL_EVIDENCE_USE_H
#define CORE_MODEL_EVIDENCE_USE_H

#include "core/model/entities.h"
#include "core/schema/world.h"

struct evidence_use {
	unsigned entity; /* ENTITY_ENTRY or ENTITY_MARK */
	uint64_t id;
	uint64_t thing; /* what it shows: marks of one item for one subject in one evaluation are one thing */
	uint64_t paper; /* the smallest id of the records that are this paper */
	uint64_t first; /* the smallest id of the records of that thing that show the paper */
	size_t other;   /* place of another thing with that paper, from 1; 0: there is none */
};
struct evidence_uses {
	struct evidence_use *uses; /* by paper; then entries before marks, things as they were entered */
	size_t count, room;
	size_t *twice; /* places of those that have another: few */
	size_t twice_count;
	struct evidence_paper {
		uint64_t id, keys[3]; /* hashes; 0: none */
		uint64_t same;        /* as `paper` above */
	} * papers;                   /* by id */
	size_t paper_count, paper_room;
};
/* All that stand now: neither refused entries nor withdrawn marks. To be released. */
bool evidence_uses_read(struct world *world, struct evidence_uses *uses, struct error *err);
void evidence_uses_release(struct evidence_uses *uses);
/* Another thing that shows one of the papers this record shows; NULL: none. */
const struct evidence_use *evidence_used_elsewhere(
	const struct evidence_uses *uses, unsigned entity, uint64_t id);
/* The same of what a mark of that item would show, whoever gives it. */
const struct evidence_use *evidence_marked_elsewhere(
	const struct evidence_uses *uses, uint64_t evaluation, struct text item, struct evaluated of);
/* Says that its evidence stands there too; without a name where the reader may not see it. */
void evidence_elsewhere(struct world *world, const struct evidence_use *use, struct message *message);
/* The paper that a record of evidence is; 0: there is no such record. */
uint64_t evidence_paper(const struct evidence_uses *uses, uint64_t evidence);

#endif
