/* Gathers and other works by two threads: each is done once and whole, whoever fails is reported, and a score
 * is the same to the last row as that of one thread. */
#include "tests/harness/demo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#undef fail

#include <glob.h>
#include <pthread.h>

#include "core/base/date.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/score/score.h"
#include "core/service/rules_words.h"
#include "core/store/gather_all.h"
#include "core/store/share.h"

enum { BACKWARDS = WORLD_READERS + 1 };
static unsigned threads, halved; /* halved: the one that may be */

static bool gather_all(
	struct world *world, const struct gathering *gatherings, size_t count, struct error *err)
{
	struct gathering mine[100];

	assert_true(count < sizeof(mine) / sizeof(*mine));
	for (size_t i = 0; i < count; i++) {
		mine[i] = gatherings[i];
		mine[i].halve = i == halved % count ? mine[i].halve : NULL;
	}
	return world_gather_by(world, threads, mine, count, err);
}

/* Works that are shared in truth: nobody begins before both are there. */
struct meeting {
	world_work *work;
	void *arg;
	pthread_barrier_t both;
	bool there[WORLD_READERS];
};

static bool meet(struct world *world, unsigned nth, size_t number, void *arg, struct error *err)
{
	struct meeting *meeting = arg;

	if (!meeting->there[nth])
		pthread_barrier_wait(&meeting->both);
	meeting->there[nth] = true;
	return meeting->work(world, nth, number, meeting->arg, err);
}

static bool share_in_truth(struct world *world, size_t count, world_work *work, void *arg, struct error *err)
{
	struct meeting meeting = {.work = work, .arg = arg};
	bool good;

	pthread_barrier_init(&meeting.both, NULL, WORLD_READERS);
	good = world_share_by(world, WORLD_READERS, count, meet, &meeting, err);
	pthread_barrier_destroy(&meeting.both);
	return good;
}

/* By one, in order; by two; by one as if it were two, the last first. */
static bool share(
	struct world *world, uint64_t load, size_t count, world_work *work, void *arg, struct error *err)
{
	bool good = true;

	assert_true(load > 0 || !count);
	if (threads == WORLD_READERS && count >= WORLD_READERS)
		return share_in_truth(world, count, work, arg, err);
	if (threads < WORLD_READERS)
		return world_share_by(world, 1, count, work, arg, err);
	for (size_t i = count; good && i--;)
		good = work(world, i % WORLD_READERS, i, arg, err);
	return good;
}

/* --- each once --- */

enum { GATHERS = 40 };

static struct met {
	struct world *world;
	unsigned begun, nth, records;
} met[2 * GATHERS]; /* behind all of them: the half that another has */

static void begin(struct world *world, unsigned nth, struct error *err, void *arg)
{
	struct met *one = arg;

	(void)err;
	one->world = world;
	one->nth = nth;
	one->begun++;
}

static bool visit(const struct view *view, void *arg)
{
	struct met *one = arg;
	struct view again;

	assert_true(one->world->get(one->world, view->entity->id, view->id, &again, NULL));
	assert_true(text_equal(view->body, again.body));
	one->records++;
	return true;
}

static void *halve(void *arg)
{
	return (struct met *)arg + GATHERS;
}

static void prepare(struct gathering *gatherings)
{
	static const unsigned entities[] = {ENTITY_PERSON, ENTITY_MEETING, ENTITY_GROUP, ENTITY_MEMBERSHIP};

	for (size_t i = 0; i < GATHERS; i++) {
		met[i] = met[i + GATHERS] = (struct met){0};
		gatherings[i] = (struct gathering){
			entities[i % 4], 0, 0, 0, begin, visit, &met[i], i % 8 == 7 ? halve : NULL};
	}
}

static void check_met(const struct world *world, bool by_one)
{
	size_t halves = 0;

	for (size_t i = 0; i < GATHERS; i++) {
		const struct met *half = &met[i + GATHERS];

		assert_int_equal(met[i].begun, 1);
		assert_true(met[i].records > 10 && met[i].records + half->records == met[i % 4].records);
		halves += half->begun;
		assert_true(!half->begun || (i % 8 == 7 && half->records > 10));
		assert_true(met[i].nth < (by_one ? 1 : WORLD_READERS));
		assert_int_equal(met[i].world == world, met[i].nth == 0);
	}
	assert_int_equal(halves, !by_one);
}

static void each_once(struct world *world)
{
	struct gathering gatherings[GATHERS];
	struct error err = ERROR_INIT;

	prepare(gatherings);
	assert_true(world_gather_by(world, 2, gatherings, GATHERS, &err));
	check_met(world, false);
	prepare(gatherings);
	assert_true(world_gather_by(world, 1, gatherings, GATHERS, &err));
	check_met(world, true);
	assert_true(world_gather_by(world, 2, gatherings, 0, &err));
}

static void test_each_once(void **state)
{
	for (unsigned i = 0; i < 20; i++)
		demo_read(*state, 0, each_once);
}

/* What a change has written so far nobody else can read. */
static bool in_change(struct writer *writer, void *arg, struct error *err)
{
	struct gathering gatherings[GATHERS];

	(void)arg;
	prepare(gatherings);
	assert_true(world_gather_by(&writer->world, 2, gatherings, GATHERS, err));
	check_met(&writer->world, true);
	return false;
}

static void test_in_a_change(void **state)
{
	const struct change_head head = {.token = {1}};
	struct change_result result = {0};
	struct error err = ERROR_INIT;

	assert_false(store_change(*state, &head, in_change, NULL, &result, &err));
}

/* --- works --- */

struct done {
	unsigned times, nth;
	size_t faulty;
};

static bool do_one(struct world *world, unsigned nth, size_t number, void *arg, struct error *err)
{
	struct done *done = &((struct done *)arg)[number];
	struct view view;

	assert_true(world->get(world, ENTITY_COURT, COURT_ID, &view, NULL));
	done->times++;
	done->nth = nth;
	return number != done->faulty || world->get(world, 9999, 1, &view, err);
}

static void works_once(struct world *world)
{
	static struct done done[GATHERS];
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < GATHERS; i++)
		done[i] = (struct done){.faulty = GATHERS};
	assert_true(world_share_by(world, threads, GATHERS, do_one, done, &err));
	for (size_t i = 0; i < GATHERS; i++) {
		assert_int_equal(done[i].times, 1);
		assert_true(done[i].nth < threads);
		done[i].faulty = GATHERS / 2;
	}
	assert_false(world_share_by(world, threads, GATHERS, do_one, done, &err));
	assert_int_equal(err.kind, ERROR_MISSING);
	for (size_t i = 0; i < GATHERS; i++)
		assert_true(done[i].times <= 2 && (done[i].times == 2 || i > GATHERS / 2));
	assert_true(world_share_by(world, threads, 0, do_one, done, NULL));
}

static void test_works_once(void **state)
{
	for (unsigned i = 0; i < 20; i++) {
		threads = 1 + i % 2;
		demo_read(*state, 0, works_once);
	}
}

/* --- failing --- */

static void failing(struct world *world)
{
	struct gathering gatherings[GATHERS];

	for (size_t faulty = 0; faulty < GATHERS; faulty++) {
		struct error err = ERROR_INIT;

		prepare(gatherings);
		gatherings[faulty].entity = 9999;
		assert_false(gather_all(world, gatherings, GATHERS, &err));
		assert_int_equal(err.kind, ERROR_MISSING);
		assert_int_equal(met[faulty].records, 0);
		assert_false(gather_all(world, gatherings, GATHERS, NULL));
	}
}

static void test_failing(void **state)
{
	threads = 1;
	demo_read(*state, 0, failing);
	threads = 2;
	demo_read(*state, 0, failing);
}

/* --- a score --- */

static const char *path; /* of the rules */
static struct rules *rules;
static struct buf sheet;

static void write_number(const char *what, const struct exact *number)
{
	buf_text(&sheet, text_of(what));
	exact_show(number, 6, &sheet);
}

static void write_hits(const struct score *score, size_t subject, const struct line *line)
{
	size_t count;
	const struct hit *hits = score_hits(score, subject, line, &count);

	for (size_t h = 0; h < count; h++) {
		const struct hit *hit = &hits[h];

		buf_printf(&sheet, " %ld/%ld/%ld/%ld/%ld/%d/%d*%ld:%ld", (long)hit->id, (long)hit->row,
			(long)hit->person, (long)hit->matter, (long)hit->day, hit->first, hit->matches,
			(long)hit->worth.numerator, (long)hit->worth.denominator);
		for (size_t i = 0; hit->values && i < line->atom_count; i++)
			buf_printf(&sheet, "=%ld", (long)hit->values[i].numerator);
	}
}

static void write_score(const struct score *score)
{
	buf_printf(&sheet, "\n%d", score_compares(score));
	for (size_t s = 0; s < score_subjects(score); s++) {
		buf_printf(&sheet, "\n%ld %ld %d", (long)score_subject(score, s)->units,
			(long)score_subject(score, s)->rank, score_subject(score, s)->grade);
		for (size_t i = 0; i < rules->item_count; i++)
			buf_printf(&sheet, " %ld", (long)score_item(score, s, i)->units);
		for (size_t i = 0; i < rules->line_count; i++) {
			write_number("\n  ", &score_line(score, s, rules->lines[i])->measured.value);
			write_number(" ", &score_line(score, s, rules->lines[i])->points.value);
			write_hits(score, s, rules->lines[i]);
		}
	}
}

static void score_all(struct world *world)
{
	struct score_period period = {date_of(2026, 1, 1), date_of(2026, 9, 30)}; /* from both halves */
	struct error err = ERROR_INIT;
	struct score *score;

	world->gather_all = gather_all;
	world->share = share;
	for (unsigned keep = 0; keep < 2; keep++) {
		period.keep = keep ? KEEP_ALL_ROWS : KEEP_NO_ROWS;
		if (!score_run(&score, rules, world, &period, &err))
			demo_give_up(&err);
		write_score(score);
		score_free(score);
	}
}

/* Whatever names they have: of most this store has no record. */
static void read_rules(struct world *world)
{
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	struct buf bytes = BUF_INIT;
	struct rules_lenient lenient;
	struct rules_words words;
	struct tree *root;

	assert_true(file_read(path, &bytes, NULL));
	root = yaml_read(buf_as_text(&bytes), &arena, &faults);
	assert_non_null(root);
	rules_words_over(&words, root);
	rules = rules_read(root, buf_as_text(&bytes), &court_schema,
		rules_lenient_over(&lenient, world, &words), &faults);
	assert_non_null(rules);
	rules_words_release(&words);
	arena_release(&arena);
	buf_release(&bytes);
}

static void check_same(struct store *store, const char *of, unsigned rounds, size_t least)
{
	struct buf alone;

	path = of;
	demo_read(store, 0, read_rules);
	threads = 1;
	sheet = (struct buf)BUF_INIT;
	demo_read(store, 0, score_all);
	alone = sheet;
	for (halved = 0; halved < rounds; halved++) {
		threads = halved % 2 ? WORLD_READERS : BACKWARDS;
		sheet = (struct buf)BUF_INIT;
		demo_read(store, 0, score_all);
		assert_true(sheet.len > least);
		assert_true(text_equal(buf_as_text(&alone), buf_as_text(&sheet)));
		buf_release(&sheet);
	}
	buf_release(&alone);
	rules_free(rules);
}

static void test_same_score(void **state)
{
	check_same(*state, "config/rules.yaml", 20, 20000);
}

/* Items that wait for others, that compare, that are scored by parts, of groups, branches and members. */
static void test_same_by_all_rules(void **state)
{
	glob_t found;

	assert_int_equal(glob("tests/data/rules/cases/*.yaml", 0, NULL, &found), 0);
	assert_int_equal(glob("tests/data/rules/tables/*.yaml", GLOB_APPEND, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		check_same(*state, found.gl_pathv[i], 2, 100);
	globfree(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DEMO(test_each_once),
		ON_DEMO(test_in_a_change),
		ON_DEMO(test_works_once),
		ON_DEMO(test_failing),
		ON_DEMO(test_same_score),
		ON_DEMO(test_same_by_all_rules),
	};

	return cmocka_run_group_tests_name("gather_all", tests, NULL, NULL);
}
