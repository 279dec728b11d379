/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tilth - one program: web server, JSON API, command line.
 */
#include "cli/cli.h"

int
main(int argc, char **argv)
{
	return cli_main(argc, argv);
}
