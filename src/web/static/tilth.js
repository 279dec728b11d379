/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tilth.js - small comforts.  Every page works without this file: each
 * part here finds what it belongs to, or does nothing.
 */
import { answer } from "./answer.js";
import { attend } from "./attend.js";
import { board } from "./board.js";
import { grid } from "./grid.js";
import { keys } from "./keys.js";
import { menus } from "./menus.js";
import { once } from "./once.js";
import { pen } from "./pen.js";
import { place } from "./place.js";
import { signed } from "./signed.js";
import { suggest } from "./suggest.js";
import { theme } from "./theme.js";
import { unsaved } from "./unsaved.js";

answer(document);
attend(document);
board(document);
grid(document);
keys(document);
menus(document);
pen(document);
place(document);
signed(document);
suggest(document);
theme(document);
unsaved(document);
once(document);        /* last: who takes a form over has done so */
