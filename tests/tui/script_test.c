/* Every tests/tui/NAME.keys is a test; see tests/harness/script.h. The second half of the alphabet is a
 * program of its own: a test program has two minutes. */
#include "tests/harness/script.h"

int main(void)
{
	return scripts_main("tests/tui/[!n-z]*.keys");
}
