/* A client's end of the line to touyand: requests are numbered, answers and news arrive as callbacks from
 * session_io(), which the poll loop calls when the descriptor is ready; nothing here waits (but session_wait,
 * for commands).
 *
 * On the wire a frame is: length u32be (of what follows), number u32be (0: pushed), kind u8, flags u8
 * (FRAME_MORE: the body goes on in the next frame of the same number), body. A frame is at most 64 KiB, a
 * whole body 16 MiB. A body has the form of a record's body, by the shapes below; equal shapes on both sides,
 * unknown tags ignored. */
#ifndef CORE_SERVICE_SESSION_H
#define CORE_SERVICE_SESSION_H

#include "core/schema/patch.h"

enum { FRAME_MAX = 65536, BODY_MAX = 16 << 20, FRAME_MORE = 1, PROTOCOL = 1 };

enum call {
	CALL_HELLO = 1, /* who am I, which court, which day */
	CALL_PAGE,      /* some rows of a source */
	CALL_GET,       /* one record whole, with the names it mentions and what may be done with it */
	CALL_APPLY,     /* patches as one change */
	CALL_UNDO,
	CALL_DRAFT, /* put, list, take, drop */
	CALL_RUN,   /* an operation */
	CALL_MAY,   /* would an operation be allowed, and why not */
	CALL_CANCEL,
	CALL_BEAT,   /* I have this record open (presence) */
	CALL_IMPORT, /* rows of a file, checked against store and file: the preview, and what is agreed to */
	CALL_RULES,  /* a rules file: its faults, its cases; answered without a store, too */
	ANSWER_DONE = 64,
	ANSWER_ERROR,
	PUSH_CHANGED = 96, /* somebody committed: change number, records */
	PUSH_PROGRESS,
	PUSH_PRESENCE,
};

/* Tags of the bodies. Lists (ROWS) hold rows of the shape named in brackets. */
enum hello_tag { HELLO_PROTOCOL = 1, HELLO_ENGLISH };
enum welcome_tag {
	WELCOME_PERSON = 1,
	WELCOME_NAME,
	WELCOME_ROLE /* enum role */,
	WELCOME_GROUP,
	WELCOME_GROUP_NAME,
	WELCOME_BRANCH,
	WELCOME_BRANCH_NAME,
	WELCOME_COURT,
	WELCOME_NOW,
	WELCOME_TODAY,
	WELCOME_START,
	WELCOME_CHANGE,
	WELCOME_SESSION,
	WELCOME_FIELDS /* [declared field] */,
	WELCOME_BEGINS, /* entities_to_begin() */
};
enum declared_tag {
	DECLARED_ENTITY = 1,
	DECLARED_TAG,
	DECLARED_NAME,
	DECLARED_LABEL,
	DECLARED_TYPE,
	DECLARED_CHOICES,
	DECLARED_TARGET,
	DECLARED_REQUIRED
};
enum role { ROLE_OPERATOR = 1, ROLE_LEADER, ROLE_SECRETARY, ROLE_MEMBER };
enum page_tag {
	PAGE_SOURCE = 1,
	PAGE_COLUMNS /* paths, one a line */,
	PAGE_WHERE,
	PAGE_TYPED /* what F3 found */,
	PAGE_SORT /* path, - before it: descending; several with blanks */,
	PAGE_FIRST,
	PAGE_AROUND /* id: the page that holds it */,
	PAGE_COUNT,
	PAGE_SUBJECT,
	PAGE_FROM,
	PAGE_TO,
	PAGE_KIND,
	PAGE_EARLY /* also a period that began before the court's 启用日期 */,
	PAGE_SHOWN /* cells as a table for people has them: some are words instead of numbers */,
	PAGE_SUMS /* paths to numbers, one a line: what they come to over all rows; slow in long lists */,
	PAGE_ALIKE /* path: only when all rows have the same there */,
	PAGE_SCORED /* whose points: ENTITY_GROUP, ENTITY_BRANCH or ENTITY_PERSON; without: groups' */,
	PAGE_NEAR /* ids of groups: of people, those who are in them on the day PAGE_TO (today) come first */,
};
enum page_answer_tag {
	ROWS_TOTAL = 1,
	ROWS_FIRST,
	ROWS_CHANGE,
	ROWS_ROWS /* [row: CELL_ID, then a cell for each column] */,
	ROWS_SUMS /* [sum], keys as the lines of PAGE_SUMS count from 1; none where no row has a number, or
		     they do not go together */
};
enum sum_tag { SUM_TOTAL = 1 };
enum { CELL_ID = 1, CELL_FIRST = 2 }; /* cells keep their field's shape; a reference comes as its title */
enum get_tag { GET_ENTITY = 1, GET_ID, GET_ALSO /* ids: what may be done is to go with these, too */ };
enum got_tag {
	GOT_ENTITY = 1,
	GOT_ID,
	GOT_REVISION,
	GOT_MOMENT,
	GOT_AUTHOR,
	GOT_BODY,
	GOT_TITLE,
	GOT_NAMES /* [name] */,
	GOT_OPERATIONS /* [operation] */,
	GOT_PROBLEMS /* [problem] */,
	GOT_MAY_WRITE,
	GOT_WHY_NOT /* message */,
	GOT_ALSO_TITLES /* of GET_ALSO, one a line */,
};
enum name_tag { NAME_ENTITY = 1, NAME_ID, NAME_TITLE };
enum operation_tag {
	OPERATION_NAME = 1,
	OPERATION_ALLOWED,
	OPERATION_WHY /* message: why not, or what follows */
};
enum problem_tag { PROBLEM_WARNING = 1, PROBLEM_TAG, PROBLEM_ROW, PROBLEM_MESSAGE };
enum apply_tag { APPLY_TOKEN = 1, APPLY_ITEMS /* [item] */, APPLY_ACTION, APPLY_REASON };
enum item_tag {
	ITEM_ENTITY = 1,
	ITEM_ID /* negative: new, a placeholder */,
	ITEM_BASE,
	ITEM_PATCH,
	ITEM_REVISION
};
enum applied_tag {
	APPLIED_SEQUENCE = 1,
	APPLIED_MOMENT,
	APPLIED_ITEMS /* [item]; ITEM_BASE: the placeholder */,
	APPLIED_CONFLICTS /* [conflict] */,
	APPLIED_PROBLEMS /* [problem] */,
	APPLIED_TEXT,
	APPLIED_ROWS /* [item] whose ITEM_ID is a new row's key, ITEM_BASE its placeholder */,
};
enum conflict_tag {
	CONFLICT_EDIT = 1 /* a patch of one edit */,
	CONFLICT_THEIRS /* the same, old: mine's old, new: theirs */,
	CONFLICT_AUTHOR /* a name; without: the office */,
	CONFLICT_MOMENT,
	CONFLICT_OLD_AUTHOR /* who wrote mine's old, as far as the history tells */,
	CONFLICT_OLD_MOMENT
};
enum undo_tag { UNDO_SEQUENCE = 1 /* 0: my last */, UNDO_REDO };
enum draft_tag {
	DRAFT_DO = 1 /* enum draft_do */,
	DRAFT_ENTITY,
	DRAFT_ID,
	DRAFT_FORM,
	DRAFT_GENERATION,
	DRAFT_BASE,
	DRAFT_CARET,
	DRAFT_PATCH,
	DRAFT_MOMENT,
	DRAFT_TRASH,
	DRAFT_LIST /* [draft] */,
	DRAFT_TITLE,
	DRAFT_SINCE /* another window of the person writes in it, since that moment */,
	/* Of one whose window is gone: when its line was seen to end, 0: nobody saw it; without: it was left
	 * on purpose. */
	DRAFT_CUT,
	DRAFT_OVER /* of TAKE: also from another window that writes in it */,
};
/* TAKE of a draft that another window writes in, without OVER: answered with SINCE and no patch. LEAVE: this
 * window writes in it no more, what is typed stays; one that was cut counts as left on purpose then. */
/* RESTORE: out of the recycle bin, the one of DRAFT_GENERATION. */
enum draft_do {
	DRAFT_DO_PUT = 1,
	DRAFT_DO_LIST,
	DRAFT_DO_TAKE,
	DRAFT_DO_DROP,
	DRAFT_DO_LEAVE,
	DRAFT_DO_RESTORE
};
/* Why a PUT, or a change of the record, is refused (ERROR_STATE) when another window of the person goes on;
 * message ids. */
#define TAKEN_OVER N_("This is being written in another window now")
#define TAKEN_OVER_AND_DONE N_("This was saved or dropped in another window")
enum run_tag {
	RUN_OPERATION = 1,
	RUN_ENTITY,
	RUN_IDS,
	RUN_ARGUMENTS /* body by the operation's fields */,
	RUN_TOKEN
};
enum changed_tag {
	CHANGED_CHANGE = 1,
	CHANGED_ITEMS /* [item]; ITEM_ID 0: many of its kind */,
	CHANGED_AUTHOR /* a name */
};
enum progress_tag { PROGRESS_DONE = 1, PROGRESS_TOTAL, PROGRESS_NOTE };
enum beat_tag { BEAT_ENTITY = 1, BEAT_ID, BEAT_TAG };
/* In the answer to a beat: the others who have the same record open. */
enum presence_tag {
	PRESENCE_LIST = 1 /* [the beat's tags and these] */,
	PRESENCE_NAME = 4,
	PRESENCE_PERSON,
	PRESENCE_SINCE
};
enum cancel_tag { CANCEL_NUMBER = 1 /* of the request that is no longer wanted, when it still waits */ };
enum failure_tag {
	FAILURE_KIND = 1,
	FAILURE_TAG,
	FAILURE_ROW,
	FAILURE_MESSAGE,
	FAILURE_BODY /* an applied body: conflicts, problems */
};

/* Cells of a row are joined by U+001F; a row keeps its number in the file. */
enum import_tag {
	IMPORT_ENTITY = 1,
	IMPORT_HEADER,
	IMPORT_ROWS /* [line] */,
	IMPORT_ON,
	IMPORT_DO,
	IMPORT_TOKEN
};
enum line_tag { LINE_NUMBER = 1, LINE_CELLS };
enum imported_tag {
	IMPORTED_ADDED = 1,
	IMPORTED_CHANGED,
	IMPORTED_SAME,
	IMPORTED_BAD_ROWS,
	IMPORTED_ERRORS,
	IMPORTED_WARNINGS,
	IMPORTED_FAULTS /* [fault] */,
	IMPORTED_NAMES /* [new name]: branches, teams and groups that would be made */,
	IMPORTED_KNOWN /* columns that were understood */,
	IMPORTED_SEQUENCE /* when it was done */,
};
enum fault_tag {
	FAULT_ROW = 1 /* its place among the rows sent, from 0 */,
	FAULT_COLUMN /* from 0; absent: the whole row */,
	FAULT_WARNING,
	FAULT_SWAP /* the column this cell belongs to */,
	FAULT_MESSAGE,
	FAULT_SUGGESTIONS /* joined by U+001F */,
};
enum rule_file_tag {
	RULE_FILE_TEXT = 1 /* the file's bytes, whatever they are */,
	RULE_FILE_DO,
	RULE_FILE_LINE /* of READ: only what stands at that line, from 1 */,
	RULE_FILE_ITEM /* of READ: only the item of that id; of OFFER, WORDS: a word */,
	RULE_FILE_OTHER /* of DIFF: the older file; without: the rules in force on FROM, or today */,
	/* Of TRY, FETCH: a period (of FETCH only how long it is); of ACTIVATE: the first day; without: of the
	 * next period. */
	RULE_FILE_FROM,
	RULE_FILE_TO,
	RULE_FILE_BASIS,
	RULE_FILE_REASON,
	RULE_FILE_SCORED /* of FETCH and EXAMPLE: whom they score, an entity; without: groups */,
};
/* READ: what could be read of it, read out; a draft with faults, too. The others do nothing with a file that
 * has faults; ACTIVATE nothing when a case in it fails, either. DIFF and TRY keep nothing. FETCH looks at no
 * file: it answers the rules that are in force today, no text where there are none; EXAMPLE those that come
 * with the program, to begin with. OFFER says what may stand where ITEM stands in it; WORDS explains the key
 * ITEM, or all words. */
enum rules_do {
	RULES_CHECK = 1,
	RULES_TEST,
	RULES_READ,
	RULES_DIFF,
	RULES_TRY,
	RULES_ACTIVATE,
	RULES_FETCH,
	RULES_OFFER,
	RULES_WORDS,
	RULES_EXAMPLE,
};
enum ruled_tag {
	RULED_FAULTS = 1 /* [place of a fault], by place */,
	RULED_CASES /* [case] */,
	RULED_DIFFERENCES /* [difference] */,
	RULED_NAME,
	RULED_SECTIONS,
	RULED_ITEMS,
	RULED_SENTENCES /* [sentence], in the order of the file */,
	RULED_CHANGES /* [change] */,
	RULED_MOVES /* [move], by the new rank */,
	RULED_MOVE_ITEMS /* [item of a move], in the order of the file */,
	RULED_VERSION /* compared with, or made; 0: the rules that come with the program */,
	RULED_FROM /* its first day */,
	RULED_BASIS,
	RULED_TEXT /* of FETCH and EXAMPLE: as they are written */,
	RULED_OFFERS /* of OFFER: [offer] */,
	RULED_WORDS /* of WORDS: [word], in the order of the list of words */,
	RULED_DOUBTS /* [place]: what is no fault, and probably not meant */,
	RULED_UNSTEADY /* of TRY: [unsteady], by place */,
	RULED_RECORD /* of FETCH; absent: they are the groups' quarterly ones, or there are none */,
	RULED_TABLES /* of FETCH: [table], all that are in force today */,
	RULED_SPANS /* for how long periods, a set of enum system_every; absent: any */,
};
enum table_tag {
	TABLE_RECORD = 1 /* absent: those of groups each quarter */,
	TABLE_NAME,
	TABLE_VERSION /* 0: they come with the program */,
	TABLE_SCORED,
	TABLE_SPANS /* a set of enum system_every; absent: any */,
};
enum offer_tag {
	OFFER_WORD = 1,
	OFFER_HELP /* a message; absent: the word says it */,
};
enum rule_word_tag {
	RULE_WORD_GROUP = 1 /* the part of the list, a message */,
	RULE_WORD_NAME,
	RULE_WORD_LABEL,
	RULE_WORD_ALSO /* other ways to write it, joined by U+001F */,
	RULE_WORD_HELP /* a message */,
	RULE_WORD_EXAMPLE,
	RULE_WORD_EXAMPLE_EN,
};
enum rules_change {
	CHANGE_ADDED = 1,
	CHANGE_REMOVED,
	CHANGE_RENAMED /* says the same */,
	CHANGE_MOVED /* to another section */,
	CHANGE_CHANGED,
	CHANGE_WRITING /* is written in another way and says the same */
};
enum change_tag {
	CHANGE_WHAT = 1 /* enum rules_change */,
	CHANGE_KIND /* enum sentence_kind */,
	CHANGE_NAME,
	CHANGE_WAS /* the old name, or the old section */,
	CHANGE_SECTION,
	CHANGE_LINE /* of the new file */,
	CHANGE_OLD /* sentences */,
	CHANGE_NEW
};
/* Points as decimals of POINT_PLACES; not there: not known, or not theirs. */
enum move_tag {
	MOVE_NAME = 1,
	MOVE_OLD_RANK,
	MOVE_NEW_RANK,
	MOVE_OLD_TOTAL,
	MOVE_NEW_TOTAL,
	MOVE_OLD_GRADE,
	MOVE_NEW_GRADE,
	MOVE_OLD_PENDING /* items that wait for somebody; the total is without them */,
	MOVE_NEW_PENDING
};
enum move_item_tag {
	MOVE_ITEM_MOVE = 1 /* from 0 */,
	MOVE_ITEM_NAME,
	MOVE_ITEM_OLD,
	MOVE_ITEM_NEW,
	MOVE_ITEM_THERE /* bit 0: in the old rules, for this one; bit 1: in the new */
};
/* Those from one place to another, under the rules tried, do not keep their order once an item counts a tenth
 * more or less (core/score/steady.h). */
enum unsteady_tag {
	UNSTEADY_FIRST = 1,
	UNSTEADY_LAST,
	UNSTEADY_ITEM /* the name of the first that does it */,
	UNSTEADY_ITEMS /* how many do */
};
/* KIND: enum sentence_kind; LINE and LAST: the lines of the file it is made from; WORDS: a sentence
 * (core/base/sentence.h). */
enum sentence_tag {
	SENTENCE_KIND = 1,
	SENTENCE_ID,
	SENTENCE_NAME,
	SENTENCE_LINE,
	SENTENCE_LAST,
	SENTENCE_WORDS,
	SENTENCE_FULL /* of a section or an item, in POINT_PLACES; not there: not one number */,
	SENTENCE_SUM /* of a section: of its items' full marks */
};
/* Both count from 1, columns in characters. */
enum place_tag { PLACE_LINE = 1, PLACE_COLUMN, PLACE_MESSAGE };
enum case_tag { CASE_NAME = 1, CASE_LINE, CASE_GOOD };
enum difference_tag { DIFFERENCE_CASE = 1 /* from 0 */, DIFFERENCE_MESSAGE, DIFFERENCE_LINE };
enum new_name_tag { NEW_NAME_ENTITY = 1, NEW_NAME, NEW_NAME_PARENT };

extern const struct entity rules_shape, ruled_shape, place_rows, case_rows, difference_rows, sentence_rows,
	change_rows, move_rows, move_item_rows, unsteady_rows, offer_rows, rule_word_rows, table_rows;
extern const struct entity import_shape, imported_shape, line_rows, fault_rows, new_name_rows;
extern const struct entity hello_shape, welcome_shape, page_query_shape, page_answer_shape, get_shape,
	got_shape, apply_shape, applied_shape, undo_shape, draft_message_shape, run_shape, changed_shape,
	progress_shape, beat_shape, presence_shape, failure_shape, cancel_shape, name_rows, operation_rows,
	problem_rows, declared_rows, item_rows, conflict_rows, draft_rows, presence_rows, cell_rows;
/* The shape of a call's request or of its answer; of what is pushed, too. NULL: there is no such call. */
const struct entity *call_shape(enum call call, bool answer);

/* Messages travel as message_encode() makes them (core/base/error.h). */

struct session;

struct answer {
	uint32_t number;
	enum call kind;      /* ANSWER_DONE, ANSWER_ERROR or PUSH_… */
	struct view body;    /* by its shape; empty for an error */
	struct error error;  /* ANSWER_ERROR: what went wrong … */
	struct view failure; /* … and the applied body that came with it (conflicts, problems), if any */
};
/* Slices in the answer end when the callback returns. A lost line answers every open request with
 * ERROR_SYSTEM. */
typedef void session_answer(const struct answer *answer, void *arg);

/* To a touyand that serves on a socket. */
bool session_connect(struct session **session, const char *socket_path, struct error *err);
/* Starts our own touyand (the program beside this one) on a store directory. */
struct session_start {
	const char *store;   /* NULL: without one; only CALL_RULES is answered */
	const char *as;      /* a login; NULL: by the Unix user, else the operator */
	const char *now;     /* a moment that stands for the present; NULL: the clock */
	const char *program; /* path of touyand; NULL: beside this program, then PATH */
};
bool session_spawn(struct session **session, const struct session_start *start, struct error *err);
/* Becomes touyand, with these arguments: the first is replaced by its name, NULL ends them. Returns when it
 * could not. */
bool session_become(char **arguments, struct error *err);
/* Over a socket already connected (tests). */
struct session *session_over(int fd);
/* Open requests are answered first, as by a lost line. */
void session_close(struct session *session);

int session_fd(const struct session *session);
bool session_wants_write(const struct session *session);
/* Reads and writes what can be done without waiting, and calls back. False when the line is lost. Not from a
 * callback, which may only send. */
bool session_io(struct session *session, struct error *err);
/* What is pushed (PUSH_…) goes here. */
void session_on_push(struct session *session, session_answer *push, void *arg);

/* Sends a request; the callback comes exactly once. `body` NULL: an empty one. */
uint32_t session_send(
	struct session *session, enum call call, const struct record *body, session_answer *done, void *arg);
/* For commands and tests: goes on with session_io() until that answer came. */
bool session_wait(struct session *session, uint32_t number, struct error *err);
/* Takes the fields over that the court declared, from the answer to hello. */
void session_declare(const struct view *welcome);
size_t session_open_requests(const struct session *session);

#endif
