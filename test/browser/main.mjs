// SPDX-License-Identifier: AGPL-3.0-or-later
//
// main.mjs - the browser tests, one after the other: what a person does,
// then every page in every dress.  Named, only those run, after the journey
// that brings the demonstration; a name with a slash is a page to be judged.
//
//	node main.mjs ADDRESS USER PASSWORD CHROMIUM DAYS [NAME | /PAGE ...]
import { chromium } from "playwright-core";
import { assistance } from "./assistance.mjs";
import { day } from "./day.mjs";
import { attend } from "./attend.mjs";
import { checkin } from "./checkin.mjs";
import { certificate } from "./certificate.mjs";
import { equipment } from "./equipment.mjs";
import { exam } from "./exam.mjs";
import { feedback } from "./feedback.mjs";
import { feeds } from "./feeds.mjs";
import { figures } from "./figures.mjs";
import { files } from "./files.mjs";
import { framing } from "./framing.mjs";
import { gap } from "./gap.mjs";
import { govern } from "./govern.mjs";
import { iati } from "./iati.mjs";
import { journey } from "./journey.mjs";
import { keyboard } from "./keyboard.mjs";
import { learn } from "./learn.mjs";
import { money } from "./money.mjs";
import { monitor } from "./monitor.mjs";
import { me } from "./me.mjs";
import { notes } from "./notes.mjs";
import { network } from "./network.mjs";
import { mentor } from "./mentor.mjs";
import { pages } from "./pages.mjs";
import { plan } from "./plan.mjs";
import { raters } from "./raters.mjs";
import { policy } from "./policy.mjs";
import { portfolio } from "./portfolio.mjs";
import { public_page } from "./public.mjs";
import { report } from "./report.mjs";
import { resources } from "./resources.mjs";
import { run } from "./test.mjs";
import { weights } from "./weights.mjs";

const [, , address, user, password, executablePath, days, ...named] = process.argv;
const PARTS = { journey, pages, keyboard, files, monitor, plan, govern, learn, raters, report, framing, weights, assistance, policy, feedback, portfolio, public: public_page, resources, iati, notes, network, attend, checkin, certificate, equipment, money, exam, me, day, mentor, feeds, figures, gap };
const only = named.filter((name) => name.startsWith("/"));
const wanted = named.length > 0 ? ["journey", ...named.filter((name) => !name.startsWith("/"))]
	: Object.keys(PARTS);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const site = { address, user, password, browser, days, chromium: executablePath, only: only.length > 0 ? only : null };

if (only.length > 0)
	wanted.push("pages");
await run(wanted.flatMap((name) => PARTS[name](site)));
await browser.close();
