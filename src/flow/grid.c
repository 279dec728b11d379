/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/grid.h"

#include "format/json.h"

enum { MOST = 1 << 20 };

static struct node *
read_table(struct ctx *c, str table)
{
	struct errors quiet = { .arena = c->arena };
	struct node *tree;

	return str_none(table) || !json_read(c->arena, table, &tree, &quiet) ||
	    tree->kind != N_LIST ? NULL : tree;
}

const struct node *
grid_first(struct ctx *c, str table)
{
	const struct node *tree = read_table(c, table);

	return tree == NULL ? NULL : json_first(tree, "");
}

str
grid_add(struct ctx *c, str table, const struct grid_cell *cell, size_t n)
{
	struct node *tree = read_table(c, table), *row;
	struct write w = write_new(c->arena, MOST);
	size_t i;

	if (tree == NULL)
		tree = node_list(node_new(c->arena), "rows");
	row = node_item(tree);
	for (i = 0; i < n; i++)
		if (!str_none(str_trim(cell[i].text)))
			node_text(row, cell[i].name, str_trim(cell[i].text));
	json_write(&w, tree, false);
	return write_done(&w);
}
