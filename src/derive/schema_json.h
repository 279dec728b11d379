/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * schema_json.h - JSON Schema (2020-12) of an entity, as rowjson.h writes
 * and reads its rows; for openapi.h.
 */
#ifndef DERIVE_SCHEMA_JSON_H
#define DERIVE_SCHEMA_JSON_H

#include "base/node.h"
#include "model/model.h"

/* NAME_in and NAME as members of `schemas`. */
void schema_json_entity(const struct entity *, struct node *schemas);
/* A value as it stands in a query. */
void schema_json_filter(const struct field *, struct node *schema);
/* Money, Faults, Next, Dropped, History, Page. */
void schema_json_shared(struct node *schemas);

#endif
