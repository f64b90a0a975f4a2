/* What stands in each message, as field tables: the encoder and the checks are those of records. */
#include "core/service/session.h"

/* Bytes that are not text: a body, a patch, a token. */
static const struct type type_bytes = {"bytes", "字节", VALUE_ROWS, NULL, NULL, NULL, NULL};

#define NUMBER(tag, name) \
	{ \
		tag, name, name, NUMBER_FIELD(0, 0), 0, 0 \
	}
#define WORDS(tag, name) \
	{ \
		tag, name, name, &type_text, 0, 0, NULL, 0, 0, NULL, 0, 0 \
	}
#define BYTES(tag, name) \
	{ \
		tag, name, name, &type_bytes, 0, 0, NULL, 0, 0, NULL, 0, 0 \
	}
#define IDS(tag, name) \
	{ \
		tag, name, name, REFS_FIELD(0, 0), 0, 0 \
	}
#define ROWS(tag, name, shape) \
	{ \
		tag, name, name, LIST_FIELD(&(shape), 0), 0, 0 \
	}
#define SHAPE(shape, ...) \
	static const struct field shape##_fields[] = {__VA_ARGS__, {0}}; \
	const struct entity shape = {0, #shape, #shape, shape##_fields}

SHAPE(hello_shape, NUMBER(HELLO_PROTOCOL, "protocol"), NUMBER(HELLO_ENGLISH, "english"));
SHAPE(declared_rows, NUMBER(DECLARED_ENTITY, "entity"), NUMBER(DECLARED_TAG, "tag"),
	WORDS(DECLARED_NAME, "name"), WORDS(DECLARED_LABEL, "label"), NUMBER(DECLARED_TYPE, "type"),
	WORDS(DECLARED_CHOICES, "choices"), NUMBER(DECLARED_TARGET, "target"),
	NUMBER(DECLARED_REQUIRED, "required"));
SHAPE(welcome_shape, NUMBER(WELCOME_PERSON, "person"), WORDS(WELCOME_NAME, "name"),
	NUMBER(WELCOME_ROLE, "role"), NUMBER(WELCOME_GROUP, "group"), WORDS(WELCOME_GROUP_NAME, "group_name"),
	NUMBER(WELCOME_BRANCH, "branch"), WORDS(WELCOME_BRANCH_NAME, "branch_name"),
	WORDS(WELCOME_COURT, "court"), NUMBER(WELCOME_NOW, "now"), NUMBER(WELCOME_TODAY, "today"),
	NUMBER(WELCOME_START, "start"), NUMBER(WELCOME_CHANGE, "change"), NUMBER(WELCOME_SESSION, "session"),
	ROWS(WELCOME_FIELDS, "fields", declared_rows), NUMBER(WELCOME_BEGINS, "begins"));

SHAPE(page_query_shape, WORDS(PAGE_SOURCE, "source"), WORDS(PAGE_COLUMNS, "columns"),
	WORDS(PAGE_WHERE, "where"), WORDS(PAGE_TYPED, "typed"), WORDS(PAGE_SORT, "sort"),
	NUMBER(PAGE_FIRST, "first"), NUMBER(PAGE_AROUND, "around"), NUMBER(PAGE_COUNT, "count"),
	NUMBER(PAGE_SUBJECT, "subject"), NUMBER(PAGE_FROM, "from"), NUMBER(PAGE_TO, "to"),
	NUMBER(PAGE_KIND, "kind"), NUMBER(PAGE_EARLY, "early"), NUMBER(PAGE_SHOWN, "shown"),
	WORDS(PAGE_SUMS, "sums"), WORDS(PAGE_ALIKE, "alike"), NUMBER(PAGE_SCORED, "scored"),
	IDS(PAGE_NEAR, "near"));
/* The other cells' shapes are those of the columns asked for. */
SHAPE(cell_rows, NUMBER(CELL_ID, "id"));
SHAPE(sum_rows, NUMBER(SUM_TOTAL, "total"));
SHAPE(page_answer_shape, NUMBER(ROWS_TOTAL, "total"), NUMBER(ROWS_FIRST, "first"),
	NUMBER(ROWS_CHANGE, "change"), ROWS(ROWS_ROWS, "rows", cell_rows), ROWS(ROWS_SUMS, "sums", sum_rows));

SHAPE(name_rows, NUMBER(NAME_ENTITY, "entity"), NUMBER(NAME_ID, "id"), WORDS(NAME_TITLE, "title"));
SHAPE(operation_rows, WORDS(OPERATION_NAME, "name"), NUMBER(OPERATION_ALLOWED, "allowed"),
	WORDS(OPERATION_WHY, "why"));
SHAPE(problem_rows, NUMBER(PROBLEM_WARNING, "warning"), NUMBER(PROBLEM_TAG, "tag"),
	NUMBER(PROBLEM_ROW, "row"), WORDS(PROBLEM_MESSAGE, "message"));
SHAPE(get_shape, NUMBER(GET_ENTITY, "entity"), NUMBER(GET_ID, "id"), IDS(GET_ALSO, "also"));
SHAPE(got_shape, NUMBER(GOT_ENTITY, "entity"), NUMBER(GOT_ID, "id"), NUMBER(GOT_REVISION, "revision"),
	NUMBER(GOT_MOMENT, "moment"), NUMBER(GOT_AUTHOR, "author"), BYTES(GOT_BODY, "body"),
	WORDS(GOT_TITLE, "title"), ROWS(GOT_NAMES, "names", name_rows),
	ROWS(GOT_OPERATIONS, "operations", operation_rows), ROWS(GOT_PROBLEMS, "problems", problem_rows),
	NUMBER(GOT_MAY_WRITE, "may_write"), WORDS(GOT_WHY_NOT, "why_not"),
	WORDS(GOT_ALSO_TITLES, "also_titles"));

SHAPE(item_rows, NUMBER(ITEM_ENTITY, "entity"), NUMBER(ITEM_ID, "id"), NUMBER(ITEM_BASE, "base"),
	BYTES(ITEM_PATCH, "patch"), NUMBER(ITEM_REVISION, "revision"));
SHAPE(conflict_rows, BYTES(CONFLICT_EDIT, "edit"), BYTES(CONFLICT_THEIRS, "theirs"),
	WORDS(CONFLICT_AUTHOR, "author"), NUMBER(CONFLICT_MOMENT, "moment"),
	WORDS(CONFLICT_OLD_AUTHOR, "old_author"), NUMBER(CONFLICT_OLD_MOMENT, "old_moment"));
SHAPE(apply_shape, BYTES(APPLY_TOKEN, "token"), ROWS(APPLY_ITEMS, "items", item_rows),
	WORDS(APPLY_ACTION, "action"), WORDS(APPLY_REASON, "reason"));
SHAPE(applied_shape, NUMBER(APPLIED_SEQUENCE, "sequence"), NUMBER(APPLIED_MOMENT, "moment"),
	ROWS(APPLIED_ITEMS, "items", item_rows), ROWS(APPLIED_CONFLICTS, "conflicts", conflict_rows),
	ROWS(APPLIED_PROBLEMS, "problems", problem_rows), WORDS(APPLIED_TEXT, "text"),
	ROWS(APPLIED_ROWS, "rows", item_rows));
SHAPE(undo_shape, NUMBER(UNDO_SEQUENCE, "sequence"), NUMBER(UNDO_REDO, "redo"));
SHAPE(run_shape, WORDS(RUN_OPERATION, "operation"), NUMBER(RUN_ENTITY, "entity"), IDS(RUN_IDS, "ids"),
	BYTES(RUN_ARGUMENTS, "arguments"), BYTES(RUN_TOKEN, "token"));

#define DRAFT_ROW \
	NUMBER(DRAFT_DO, "do"), NUMBER(DRAFT_ENTITY, "entity"), NUMBER(DRAFT_ID, "id"), \
		NUMBER(DRAFT_FORM, "form"), NUMBER(DRAFT_GENERATION, "generation"), \
		NUMBER(DRAFT_BASE, "base"), BYTES(DRAFT_CARET, "caret"), BYTES(DRAFT_PATCH, "patch"), \
		NUMBER(DRAFT_MOMENT, "moment"), NUMBER(DRAFT_TRASH, "trash")
#define DRAFT_REST \
	WORDS(DRAFT_TITLE, "title"), NUMBER(DRAFT_SINCE, "since"), NUMBER(DRAFT_CUT, "cut"), \
		NUMBER(DRAFT_OVER, "over")
SHAPE(draft_rows, DRAFT_ROW, DRAFT_REST);
SHAPE(draft_message_shape, DRAFT_ROW, ROWS(DRAFT_LIST, "list", draft_rows), DRAFT_REST);

SHAPE(changed_shape, NUMBER(CHANGED_CHANGE, "change"), ROWS(CHANGED_ITEMS, "items", item_rows),
	WORDS(CHANGED_AUTHOR, "author"));
SHAPE(progress_shape, NUMBER(PROGRESS_DONE, "done"), NUMBER(PROGRESS_TOTAL, "total"),
	WORDS(PROGRESS_NOTE, "note"));
SHAPE(beat_shape, NUMBER(BEAT_ENTITY, "entity"), NUMBER(BEAT_ID, "id"), NUMBER(BEAT_TAG, "tag"));
SHAPE(presence_rows, NUMBER(BEAT_ENTITY, "entity"), NUMBER(BEAT_ID, "id"), NUMBER(BEAT_TAG, "tag"),
	WORDS(PRESENCE_NAME, "name"), NUMBER(PRESENCE_PERSON, "person"), NUMBER(PRESENCE_SINCE, "since"));
SHAPE(presence_shape, ROWS(PRESENCE_LIST, "list", presence_rows));
SHAPE(failure_shape, NUMBER(FAILURE_KIND, "kind"), NUMBER(FAILURE_TAG, "tag"), NUMBER(FAILURE_ROW, "row"),
	WORDS(FAILURE_MESSAGE, "message"), BYTES(FAILURE_BODY, "body"));
SHAPE(cancel_shape, NUMBER(CANCEL_NUMBER, "number"));

SHAPE(line_rows, NUMBER(LINE_NUMBER, "number"), WORDS(LINE_CELLS, "cells"));
SHAPE(import_shape, NUMBER(IMPORT_ENTITY, "entity"), WORDS(IMPORT_HEADER, "header"),
	ROWS(IMPORT_ROWS, "rows", line_rows), NUMBER(IMPORT_ON, "on"), NUMBER(IMPORT_DO, "do"),
	BYTES(IMPORT_TOKEN, "token"));
SHAPE(fault_rows, NUMBER(FAULT_ROW, "row"), NUMBER(FAULT_COLUMN, "column"), NUMBER(FAULT_WARNING, "warning"),
	NUMBER(FAULT_SWAP, "swap"), WORDS(FAULT_MESSAGE, "message"), WORDS(FAULT_SUGGESTIONS, "suggestions"));
SHAPE(new_name_rows, NUMBER(NEW_NAME_ENTITY, "entity"), WORDS(NEW_NAME, "name"),
	WORDS(NEW_NAME_PARENT, "parent"));
SHAPE(imported_shape, NUMBER(IMPORTED_ADDED, "added"), NUMBER(IMPORTED_CHANGED, "changed"),
	NUMBER(IMPORTED_SAME, "same"), NUMBER(IMPORTED_BAD_ROWS, "bad_rows"),
	NUMBER(IMPORTED_ERRORS, "errors"), NUMBER(IMPORTED_WARNINGS, "warnings"),
	ROWS(IMPORTED_FAULTS, "faults", fault_rows), ROWS(IMPORTED_NAMES, "names", new_name_rows),
	NUMBER(IMPORTED_KNOWN, "known"), NUMBER(IMPORTED_SEQUENCE, "sequence"));

SHAPE(rules_shape, BYTES(RULE_FILE_TEXT, "text"), NUMBER(RULE_FILE_DO, "do"), NUMBER(RULE_FILE_LINE, "line"),
	WORDS(RULE_FILE_ITEM, "item"), BYTES(RULE_FILE_OTHER, "other"), NUMBER(RULE_FILE_FROM, "from"),
	NUMBER(RULE_FILE_TO, "to"), WORDS(RULE_FILE_BASIS, "basis"), WORDS(RULE_FILE_REASON, "reason"),
	NUMBER(RULE_FILE_SCORED, "scored"));
SHAPE(place_rows, NUMBER(PLACE_LINE, "line"), NUMBER(PLACE_COLUMN, "column"),
	WORDS(PLACE_MESSAGE, "message"));
SHAPE(case_rows, WORDS(CASE_NAME, "name"), NUMBER(CASE_LINE, "line"), NUMBER(CASE_GOOD, "good"));
SHAPE(difference_rows, NUMBER(DIFFERENCE_CASE, "case"), WORDS(DIFFERENCE_MESSAGE, "message"),
	NUMBER(DIFFERENCE_LINE, "line"));
SHAPE(sentence_rows, NUMBER(SENTENCE_KIND, "kind"), WORDS(SENTENCE_ID, "id"), WORDS(SENTENCE_NAME, "name"),
	NUMBER(SENTENCE_LINE, "line"), NUMBER(SENTENCE_LAST, "last"), WORDS(SENTENCE_WORDS, "words"),
	NUMBER(SENTENCE_FULL, "full"), NUMBER(SENTENCE_SUM, "sum"));
SHAPE(change_rows, NUMBER(CHANGE_WHAT, "what"), NUMBER(CHANGE_KIND, "kind"), WORDS(CHANGE_NAME, "name"),
	WORDS(CHANGE_WAS, "was"), WORDS(CHANGE_SECTION, "section"), NUMBER(CHANGE_LINE, "line"),
	WORDS(CHANGE_OLD, "old"), WORDS(CHANGE_NEW, "new"));
SHAPE(move_rows, WORDS(MOVE_NAME, "name"), NUMBER(MOVE_OLD_RANK, "old_rank"),
	NUMBER(MOVE_NEW_RANK, "new_rank"), NUMBER(MOVE_OLD_TOTAL, "old_total"),
	NUMBER(MOVE_NEW_TOTAL, "new_total"), WORDS(MOVE_OLD_GRADE, "old_grade"),
	WORDS(MOVE_NEW_GRADE, "new_grade"), NUMBER(MOVE_OLD_PENDING, "old_pending"),
	NUMBER(MOVE_NEW_PENDING, "new_pending"));
SHAPE(move_item_rows, NUMBER(MOVE_ITEM_MOVE, "move"), WORDS(MOVE_ITEM_NAME, "name"),
	NUMBER(MOVE_ITEM_OLD, "old"), NUMBER(MOVE_ITEM_NEW, "new"), NUMBER(MOVE_ITEM_THERE, "there"));
SHAPE(unsteady_rows, NUMBER(UNSTEADY_FIRST, "first"), NUMBER(UNSTEADY_LAST, "last"),
	WORDS(UNSTEADY_ITEM, "item"), NUMBER(UNSTEADY_ITEMS, "items"));
SHAPE(offer_rows, WORDS(OFFER_WORD, "word"), WORDS(OFFER_HELP, "help"));
SHAPE(table_rows, NUMBER(TABLE_RECORD, "record"), WORDS(TABLE_NAME, "name"), NUMBER(TABLE_VERSION, "version"),
	NUMBER(TABLE_SCORED, "scored"), NUMBER(TABLE_SPANS, "spans"));
SHAPE(rule_word_rows, WORDS(RULE_WORD_GROUP, "group"), WORDS(RULE_WORD_NAME, "name"),
	WORDS(RULE_WORD_LABEL, "label"), WORDS(RULE_WORD_ALSO, "also"), WORDS(RULE_WORD_HELP, "help"),
	WORDS(RULE_WORD_EXAMPLE, "example"), WORDS(RULE_WORD_EXAMPLE_EN, "example_en"));
SHAPE(ruled_shape, ROWS(RULED_FAULTS, "faults", place_rows), ROWS(RULED_CASES, "cases", case_rows),
	ROWS(RULED_DIFFERENCES, "differences", difference_rows), WORDS(RULED_NAME, "name"),
	NUMBER(RULED_SECTIONS, "sections"), NUMBER(RULED_ITEMS, "items"),
	ROWS(RULED_SENTENCES, "sentences", sentence_rows), ROWS(RULED_CHANGES, "changes", change_rows),
	ROWS(RULED_MOVES, "moves", move_rows), ROWS(RULED_MOVE_ITEMS, "move_items", move_item_rows),
	NUMBER(RULED_VERSION, "version"), NUMBER(RULED_FROM, "from"), WORDS(RULED_BASIS, "basis"),
	BYTES(RULED_TEXT, "text"), ROWS(RULED_OFFERS, "offers", offer_rows),
	ROWS(RULED_WORDS, "words", rule_word_rows), ROWS(RULED_DOUBTS, "doubts", place_rows),
	ROWS(RULED_UNSTEADY, "unsteady", unsteady_rows), NUMBER(RULED_RECORD, "record"),
	ROWS(RULED_TABLES, "tables", table_rows), NUMBER(RULED_SPANS, "spans"));

static const struct {
	enum call call;
	const struct entity *request, *answer;
} calls[] = {
	{CALL_HELLO, &hello_shape, &welcome_shape},
	{CALL_PAGE, &page_query_shape, &page_answer_shape},
	{CALL_GET, &get_shape, &got_shape},
	{CALL_APPLY, &apply_shape, &applied_shape},
	{CALL_UNDO, &undo_shape, &applied_shape},
	{CALL_DRAFT, &draft_message_shape, &draft_message_shape},
	{CALL_RUN, &run_shape, &applied_shape},
	{CALL_MAY, &run_shape, &operation_rows},
	{CALL_CANCEL, &cancel_shape, &cancel_shape},
	{CALL_BEAT, &beat_shape, &presence_shape},
	{CALL_IMPORT, &import_shape, &imported_shape},
	{CALL_RULES, &rules_shape, &ruled_shape},
	{ANSWER_ERROR, NULL, &failure_shape},
	{PUSH_CHANGED, NULL, &changed_shape},
	{PUSH_PROGRESS, NULL, &progress_shape},
	{PUSH_PRESENCE, NULL, &presence_shape},
};

const struct entity *call_shape(enum call call, bool answer)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		if (calls[i].call == call)
			return answer ? calls[i].answer : calls[i].request;
	return NULL;
}
