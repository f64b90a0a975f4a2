#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/harness/frames.h"

#include <locale.h>
#include "tui/draw.h"

struct buf frames_bytes;
VTerm *frames_vterm;

/* ncurses keeps a little of each terminal it did not know. */
const char *__lsan_default_suppressions(void); /* NOLINT(bugprone-reserved-identifier) */

const char *__lsan_default_suppressions(void) /* NOLINT(bugprone-reserved-identifier) */
{
	return "leak:new_prescr\n";
}

size_t frames_flush(void)
{
	VTermScreen *screen = vterm_obtain_screen(frames_vterm);
	struct buf drawn = BUF_INIT, shown = BUF_INIT;
	VTermPos at;
	int row, column;

	buf_clear(&frames_bytes);
	draw_flush(&frames_bytes);
	vterm_input_write(frames_vterm, (const char *)frames_bytes.data, frames_bytes.len);
	for (row = 0; row < draw_rows(); row++) {
		size_t begin = shown.len;

		for (column = 0; column < draw_columns(); column++) {
			VTermScreenCell cell;
			char bytes[4];

			vterm_screen_get_cell(screen, (VTermPos){row, column}, &cell);
			if (cell.chars[0] == (uint32_t)-1)
				continue;
			buf_put(&shown, bytes, utf8_put(bytes, cell.chars[0] ? cell.chars[0] : ' '));
		}
		while (shown.len > begin && shown.data[shown.len - 1] == ' ')
			shown.len--;
		buf_byte(&shown, '\n');
	}
	draw_dump(&drawn);
	assert_string_equal(buf_cstr(&shown), buf_cstr(&drawn));
	vterm_state_get_cursorpos(vterm_obtain_state(frames_vterm), &at);
	draw_cursor_at(&row, &column);
	assert_int_equal(at.row, row);
	assert_int_equal(at.col, column);
	buf_release(&drawn);
	buf_release(&shown);
	return frames_bytes.len;
}

void frames_open(const char *term, int rows, int columns)
{
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	assert_true(draw_open(term, rows, columns));
	frames_vterm = vterm_new(rows, columns);
	vterm_set_utf8(frames_vterm, 1);
	vterm_screen_reset(vterm_obtain_screen(frames_vterm), 1);
}

void frames_close(void)
{
	vterm_free(frames_vterm);
	draw_close();
	buf_release(&frames_bytes);
}
