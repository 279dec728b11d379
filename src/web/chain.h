/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * chain.h - the numbers of the chain, from gaps to closed, by name: each
 * opens to its rows at /programme/{id}/chain/{name}.
 */
#ifndef WEB_CHAIN_H
#define WEB_CHAIN_H

struct chain_step {
	const char *name, *says;        /* in addresses; to translate */
	const char *means;              /* in a line; to translate */
	unsigned    bit;                /* of enum loop_step */
};

extern const struct chain_step chain_steps[];   /* ends with { 0 } */

#endif
