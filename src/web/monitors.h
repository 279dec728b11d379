/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * monitors.h - what the pages about indicators have in common.
 */
#ifndef WEB_MONITORS_H
#define WEB_MONITORS_H

#include "flow/monitor.h"
#include "web/programme.h"

/* is { mark says }: the light as a shape and a word. */
void monitors_light(struct ctx *, const struct monitor_one *, struct node *row);
/* A figure with as many decimals as it is worth: none when whole. */
void monitors_real(struct node *row, const char *name, double);
/* "/programme/MAR-CULT/indicator/I01" and what stands behind it. */
str  monitors_href(struct ctx *, const struct programme *,
         const struct indicator *, const char *below);
/* The indicator of {indicator} in the programme of {id}. */
CHECKED bool monitors_named(struct ctx *, const struct request *,
                 struct programme *, struct indicator *);
/* "sex=F" as people say it: "Female"; of the whole, "Total". */
str  monitors_group(struct ctx *, str stratum);
/* split [ { group value } ], has_split: the figure by the first kind of
 * group that it has, of the same periods as the figure itself. */
void monitors_split(struct ctx *, const struct monitor_one *,
         struct node *row);
/* A bar from the baseline to the target, a tick where it should be. */
str  monitors_bar(struct ctx *, const struct monitor_one *);

#endif
