/* libc's idea of how wide characters are is replaced by ours, for ncurses too: it must count the cells that
 * the terminal counts, and know the characters of people's names that libc's tables lack. */
#include <wchar.h>
#include "core/base/text.h"

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): libc calls it __c */
int wcwidth(wchar_t code)
{
	return code ? char_width((uint32_t)code) : 0;
}
