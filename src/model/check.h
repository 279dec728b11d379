/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * check.h - the parts of model_check and entity_check.
 *
 * Each looks at one side of a table, fails once for everything that is
 * wrong with it and goes on; false: something was.
 */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "model/model.h"

/* Letters, digits and _ only, beginning with a small letter. */
bool check_word(const char *);
/* The next word of a list parted by blanks; false: none left. */
bool check_next(const char **list, str *word);

CHECKED bool check_fields(const struct entity *, struct errors *);
CHECKED bool check_rules(const struct entity *, struct errors *);
CHECKED bool check_grants(const struct entity *, struct errors *);
CHECKED bool check_paths(const struct entity *, struct errors *);
CHECKED bool check_family(const struct entity *, struct errors *);
CHECKED bool check_machine(const struct machine *, struct errors *);
/* What a machine asks of the entity whose rows it moves. */
CHECKED bool check_moves(const struct entity *, const struct machine *,
                 struct errors *);
CHECKED bool check_list(const struct choices *, struct errors *);

#endif
