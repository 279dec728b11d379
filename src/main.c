/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tilth - one program: web server, JSON API, command line.
 */
#include <stdio.h>

int
main(void)
{
	puts("tilth");
	return 0;
}
