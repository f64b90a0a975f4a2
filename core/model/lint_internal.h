/* What the files of lint share. */
#ifndef CORE_MODEL_LINT_INTERNAL_H
#define CORE_MODEL_LINT_INTERNAL_H

#include "core/model/lint.h"

/* The rules, as they are cited; the systems are the court's own five. */
/* No rule of the Party: what samples of court rules ask for. */
#define RULE_PRACTICE "common practice of Party groups", "党小组通行做法"
#define RULE_LIFE "Group life", "组织生活制度"
#define RULE_STUDY "Study", "学习制度"

/* Looks at one thing of a whole record. */
typedef void lint(const struct view *whole, struct world *world, struct problems *problems);
lint lint_beside, lint_shown_twice, lint_evidence;

/* A message whose only argument is the rule. */
void lint_warn(struct problems *problems, uint16_t tag, uint64_t row, const char *id, const char *rule,
	const char *label);
/* The groups that sit together; none of a branch's meeting. */
struct reader lint_groups(const struct view *meeting);

#endif
