/* A rules file being answered about: what the files behind CALL_RULES share. */
#ifndef CORE_SERVICE_RULING_H
#define CORE_SERVICE_RULING_H

#include "core/base/tree.h"
#include "core/service/request.h"
#include "core/service/rules_force.h"

struct ruling {
	struct request *request;
	struct text text;
	const struct tree *root;
	struct faults faults, doubts;
	struct arena *arena; /* of this call */
	struct text name;    /* of the rules */
	unsigned scored;     /* whom they score: an entity; */
	unsigned spans;      /* and for how long periods */
	struct buf cases, differences, sentences;
	uint64_t case_key, difference_key, sentence_key;
	size_t failed; /* cases that did not come out */
};

/* What may be asked of a file without faults. */
typedef bool ruling_run(struct ruling *ruling, struct error *err);
ruling_run rules_diff, rules_try, rules_activate;

/* OFFER, of a file with faults, too; WORDS, of no file. */
ruling_run rules_offers;
bool rules_words(struct request *request, struct error *err);
/* FETCH and EXAMPLE, of no file either. */
bool rules_fetch(struct request *request, struct error *err);
bool rules_example(struct request *request, struct error *err);

/* Those in force on that day that this file would take the place of. */
struct rules_wanted rules_like(const struct ruling *ruling, int64_t day);
/* The rules in force, for the answer: which version, from when, by what. */
void put_version(struct ruling *ruling, const struct rules_version *version);

#endif
