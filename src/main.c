/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tilth - one program: web server, JSON API, command line.
 */
#include "cli/cli.h"
#include "format/pdf.h"

int
main(int argc, char **argv)
{
	int code = cli_main(argc, argv);

	pdf_leave();
	return code;
}
