/* Every tests/tui/NAME.keys is a test; see tests/harness/script.h. A test program has two minutes: what
 * begins behind e stands in script_f_test.c and its like. */
#include "tests/harness/script.h"

int main(void)
{
	return scripts_main("tests/tui/[!f-z]*.keys");
}
