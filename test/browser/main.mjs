// SPDX-License-Identifier: AGPL-3.0-or-later
//
// main.mjs - the browser tests, one after the other: what a person does,
// then every page in every dress.
//
//	node main.mjs ADDRESS USER PASSWORD CHROMIUM DAYS
import { chromium } from "playwright-core";
import { attend } from "./attend.mjs";
import { certificate } from "./certificate.mjs";
import { figures } from "./figures.mjs";
import { files } from "./files.mjs";
import { framing } from "./framing.mjs";
import { gap } from "./gap.mjs";
import { govern } from "./govern.mjs";
import { journey } from "./journey.mjs";
import { learn } from "./learn.mjs";
import { monitor } from "./monitor.mjs";
import { pages } from "./pages.mjs";
import { plan } from "./plan.mjs";
import { raters } from "./raters.mjs";
import { run } from "./test.mjs";
import { weights } from "./weights.mjs";

const [, , address, user, password, executablePath, days] = process.argv;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const site = { address, user, password, browser, days };

await run([...journey(site), ...pages(site), ...files(site), ...monitor(site), ...plan(site), ...govern(site), ...learn(site), ...raters(site), ...framing(site), ...weights(site), ...attend(site), ...certificate(site), ...figures(site), ...gap(site)]);
await browser.close();
