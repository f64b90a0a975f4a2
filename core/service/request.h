/* What the files of the server share: one session, one request, and the pieces of answers.
 *
 * A handler reads request->body (checked by its shape already) and fills request->answer. What it does with
 * the records it does in one transaction; nothing waits there, and the work may run again, so it starts with
 * request_again(). Values set with answer_…() are copied. */
#ifndef CORE_SERVICE_REQUEST_H
#define CORE_SERVICE_REQUEST_H

#include "core/service/naming.h"
#include "core/service/session.h"
#include "core/service/wire.h"
#include "core/store/drafts.h"
#include "core/store/store.h"

struct pages;
struct server_config;

enum { DRAFTS_HELD = 8 };

struct server {
	const struct server_config *config;
	struct store *store;
	struct drafts *drafts;
	struct wire wire;
	uint64_t person; /* 0: the operator */
	uint32_t uid;
	uint64_t session;
	enum language language;
	struct pages *pages;
	bool slack;              /* much memory was given up since the system was given any back */
	struct presence present; /* which record the client has open, as it said; entity 0: none */
	uint32_t present_told;   /* sum of what it was told last of the others */
	uint64_t seen;           /* the newest audit entry the client was told of */
	/* The drafts this session writes in, as it knows them: who has one taken over writes on alone. */
	struct held_draft {
		struct draft_key key;
		uint64_t generation; /* 0: a free place */
	} held[DRAFTS_HELD];
	size_t next_held;
};

struct request {
	struct server *server;
	struct view body;
	struct record answer;
	struct record failure; /* an applied body that goes with an error */
	struct arena arena;    /* of the values of both */
	struct buf rows;       /* one of these values, mostly the longest: kept as it was made */
};
typedef bool call_handler(struct request *request, struct error *err);
call_handler call_hello, call_page, call_get, call_apply, call_undo, call_draft, call_run, call_may,
	call_beat, call_import, call_rules;

void request_again(struct request *request);
void record_put_text(struct request *request, struct record *record, uint16_t tag, struct text text);
void record_put_message(
	struct request *request, struct record *record, uint16_t tag, const struct message *message);
/* Bytes of rows; `rows` is released. */
void record_put_rows(struct request *request, struct record *record, uint16_t tag, struct buf *rows);
/* Adds the record as a row behind the others and empties it. */
void rows_add_record(struct buf *rows, uint64_t *key, struct record *record);
/* The record in one phrase, as the client's language has it; NO_TEXT when there is none. */
struct text title_of(struct request *request, struct world *world, unsigned entity, uint64_t id);

/* The author, uid and token of a change that this request asks for. */
struct change_head request_head(struct request *request, const char *action, struct text token);
/* The record a request is about, or why not. */
bool request_record(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err);
/* Its title, as title_of(); NO_TEXT also where the reader may not see it. */
struct text seen_title_of(struct request *request, struct world *world, unsigned entity, uint64_t id);
/* What a change did, or why it was refused, as an applied body. */
void put_problems(
	struct request *request, struct record *record, uint16_t tag, const struct problems *problems);
void put_result(struct request *request, const struct change_result *result);
void put_refusal(struct request *request, const struct change_result *result, const struct error *err);
/* store_change() and one of the two. */
bool request_change(struct request *request, const struct change_head *head, change_work *work, void *arg,
	struct error *err);

/* An edit as it came from outside: does it fit the entity, is it well-formed, may a form write there at all?
 */
bool edit_check(const struct entity *entity, const struct edit *edit, struct error *err);

/* Who a login is. False: nobody who is here today. */
bool person_of_login(struct world *world, struct text login, uint64_t *person);

/* False with ERROR_STATE when another session of the person has taken over a draft of that record that this
 * one wrote in, whether or not it has been saved there since. */
bool record_is_ours(struct server *server, unsigned entity, uint64_t id, struct error *err);

/* The line ended: drafts that this session still wrote in were cut. */
void drafts_cut(struct server *server);

/* What was committed since, to the client; nothing when there is nothing. */
bool news_send(struct server *server, bool *any, struct error *err);

/* Who else came to the record the client has open, or left it; nothing when there is nothing new. Looked for
 * with the news: drafts are written too often for a bell of their own. */
bool presence_send(struct server *server, struct error *err);

struct pages *pages_new(void);
void pages_free(struct pages *pages);

#endif
