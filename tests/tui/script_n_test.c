/* See script_test.c. */
#include "tests/harness/script.h"

int main(void)
{
	return scripts_main("tests/tui/[n-q]*.keys");
}
