/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* budgets.h - what the pages of budget and ledger share. */
#ifndef WEB_BUDGETS_H
#define WEB_BUDGETS_H

#include "flow/budget.h"
#include "web/resources.h"

/* "/programme/X/resources/ledger?by=category&code=4&type=4": the rows
 * behind one figure; type NULL: of every type. */
str budgets_href(struct ctx *, const struct programme *, const char *page,
         enum budget_by, str code, const char *type);
/* Links { name href here } of the pages below Budget and spend: views. */
void budgets_views(struct ctx *, const struct programme *, const char *here,
         struct node *out);

#endif
