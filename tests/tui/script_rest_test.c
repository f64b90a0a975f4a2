/* The scripts that script_test.c leaves. */
#include "tests/harness/script.h"

int main(void)
{
	return scripts_main("tests/tui/[n-z]*.keys");
}
