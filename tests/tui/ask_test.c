/* Questions over a screen: what they look like, which keys answer, what they answer. */
#include <string.h>
#include "tui/app_state.h"
#include "tui/ask.h"
#include "tui/draw.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

struct asking {
	int digit;
	size_t picked;
	bool told, none;
	char text[64];
};
static struct app app;
static struct app_state state_of_app;
static struct screen *screen;

static void open(struct screen *opened, const struct target *target)
{
	(void)target;
	screen = opened;
}

static void draw(const struct screen *drawn, struct rect rect)
{
	for (int row = 0; row < rect.rows; row++)
		draw_text(row, 0, rect.columns, STYLE_NORMAL, TEXT("the screen that asks"));
	(void)drawn;
}

static const struct action none[] = {{0}};
static const struct screen_kind kind = {
	.size = sizeof(struct asking), .actions = none, .open = open, .draw = draw};
static const struct screen_row row = {"asking", "Asking", &kind};

static int setup(void **state)
{
	(void)state;
	words_open("en");
	app = (struct app){.state = &state_of_app, .rows = 24, .columns = 80};
	if (!draw_open(NULL, 24, 80))
		return -1;
	app_open_row(&app, &row, NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	app_close_all(&app);
	buf_release(&state_of_app.message);
	draw_close();
	return 0;
}

static struct asking *answers(void)
{
	return screen->state;
}

static void type(const char *text)
{
	app_event(&app, &(struct event){.kind = EVENT_TEXT, .text = text_of(text)});
}

static void press(enum key key)
{
	app_event(&app, &(struct event){.kind = EVENT_KEY, .key = key, .text = NO_TEXT});
}

static void digit_given(struct screen *by, int digit)
{
	assert_ptr_equal(by, screen);
	answers()->digit = digit;
	answers()->told = true;
}

static void text_given(struct screen *by, const struct text *text)
{
	assert_ptr_equal(by, screen);
	answers()->told = true;
	answers()->none = !text;
	if (text)
		memcpy(answers()->text, text->at, text->len + 0);
}

static void line_given(struct screen *by, size_t picked)
{
	assert_ptr_equal(by, screen);
	answers()->told = true;
	answers()->picked = picked;
}

static const struct choice_line lines[] = {
	{1, "one", {"", 0}}, {2, NULL, {"二", 3}}, {5, "Leave it", {"", 0}}};

/* What is pressed, in letters: d Down, e Enter, x Esc; all else is typed. */
static void give(const char *keys)
{
	for (; *keys; keys++) {
		char one[2] = {*keys, '\0'};

		if (*keys == 'd')
			press(KEY_DOWN);
		else if (*keys == 'e')
			press(KEY_ENTER);
		else if (*keys == 'x')
			press(KEY_ESC);
		else
			type(one);
	}
}

static const struct {
	const char *keys;
	bool told;
	int digit;
} numbers[] = {{"1", true, 1}, {"5", true, 5}, {"x", true, -1}, {"de", true, 2}, {"ddddde", true, 5},
	{"7", false, 0}, {"q", false, 0}};

static void test_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		*answers() = (struct asking){.digit = 99};
		ask_number(screen, "What next?", lines, 3, digit_given);
		give(numbers[i].keys);
		assert_int_equal(answers()->told, numbers[i].told);
		if (numbers[i].told)
			assert_int_equal(answers()->digit, numbers[i].digit);
		else
			app_back(&app);
		assert_ptr_equal(app.top, screen);
	}
}

/* Two rows above the bottom at least, and the screen that asks stays visible. */
static void test_looks(void **state)
{
	struct buf dump = BUF_INIT;
	int at_row, at_column;

	(void)state;
	ask_number(screen, "What next?", lines, 3, digit_given);
	app_draw(&app);
	draw_dump(&dump);
	draw_cursor_at(&at_row, &at_column);
	assert_in_range(at_row, 11, 21);
	assert_non_null(strstr(buf_cstr(&dump), "1 one  2 二  5 Leave it"));
	assert_non_null(strstr(buf_cstr(&dump), "What next?"));
	assert_non_null(strstr(buf_cstr(&dump), "the screen that asks\n"));
	buf_release(&dump);
	app_back(&app);
}

static void test_text(void **state)
{
	(void)state;
	*answers() = (struct asking){.digit = 0};
	ask_text(screen, "Why?", TEXT("so"), 4, text_given);
	/* Digits and commands are text here; what does not fit is left off. */
	give("1q9");
	press(KEY_ENTER);
	assert_true(answers()->told);
	assert_string_equal(answers()->text, "so1q");
	*answers() = (struct asking){.digit = 0};
	ask_text(screen, "Why?", NO_TEXT, 4, text_given);
	press(KEY_ESC);
	assert_true(answers()->told && answers()->none);
}

static const struct {
	const char *keys;
	size_t picked;
} picks[] = {{"2", 1}, {"de", 1}, {"lge", 0}, {"lgd", 9}, {"lg1", 9}, {"x", 3}, {"sgye", 2}};

static void test_pick(void **state)
{
	const struct text names[] = {TEXT("刘桂"), TEXT("任希霞"), TEXT("史桂芸")};

	(void)state;
	for (size_t i = 0; i < sizeof(picks) / sizeof(*picks); i++) {
		*answers() = (struct asking){.picked = 9};
		ask_pick(screen, "Who?", names, 3, line_given);
		give(picks[i].keys);
		assert_int_equal(answers()->picked, picks[i].picked);
		if (!answers()->told)
			app_back(&app);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_number, setup, teardown),
		cmocka_unit_test_setup_teardown(test_looks, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pick, setup, teardown),
	};

	return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
