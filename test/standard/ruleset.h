/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ruleset.h - the published rules and code lists of IATI, run over a file
 * by an engine that shares nothing with src/standard: XPath of libxml2 and
 * the rules' own JSON.
 */
#ifndef TEST_RULESET_H
#define TEST_RULESET_H

#include <libxml/tree.h>

#include "base/str.h"

struct arena;

/* How many rules of that severity ("error"; NULL: any) the document breaks;
 * each is printed, unless it is `quiet`.  -1: the rules cannot be read. */
int ruleset_broken(struct arena *, const char *rules, xmlDoc *,
    const char *severity, int quiet);
/* How many values stand in no code list of codelist_rules.json. */
int ruleset_uncoded(struct arena *, const char *rules, xmlDoc *);

#endif
