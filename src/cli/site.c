/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Every command, in the order in which people meet them. */
#include "cli/cli.h"

extern const struct command init_command, import_command, gaps_command,
    loop_command, explain_command,
    results_command, iati_command,
    publish_command, export_command, files_command,
    serve_command, mail_command, user_command,
    check_command, backup_command, restore_command, migrate_command,
    model_command, method_command, version_command;

const struct command *const commands[] = {
	&init_command,
	&import_command,
	&gaps_command,
	&loop_command,
	&explain_command,
	&results_command,
	&publish_command,
	&export_command,
	&iati_command,
	&files_command,
	&serve_command,
	&user_command,
	&mail_command,
	&check_command,
	&backup_command,
	&restore_command,
	&migrate_command,
	&model_command,
	&method_command,
	&version_command,
	NULL
};
