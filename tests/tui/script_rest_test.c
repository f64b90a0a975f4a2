/* The scripts from n to r: a program has two minutes. */
#include "tests/harness/script.h"

int main(void)
{
	return scripts_main("tests/tui/[n-r]*.keys");
}
