// SPDX-License-Identifier: AGPL-3.0-or-later
//
// mail.mjs TILTH DATA PASSWORD DIR - mails sent by a server of its own to a
// mail server of its own, and read back from there.  DIR has cert.pem and
// key.pem, or there is no TLS to be tried.  Ends in 'N passed, N failed'.
import { spawn, execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync, chmodSync } from "node:fs";
import ICAL from "ical.js";
import { Sink } from "./sink.mjs";

const [tilth, data, password, dir] = process.argv.slice(2);
const SITE = "http://tilth.example";
let passed = 0, failed = 0, server = null, port = 0;

function ok(what, holds, more = "")
{
	if (holds) {
		passed++;
		return;
	}
	failed++;
	console.log(`FAILED mail: ${what} ${more}`.slice(0, 1500));
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function t(...words)
{
	try {
		return execFileSync(tilth, ["--data", data, ...words],
			{ stdio: ["ignore", "pipe", "pipe"] }).toString();
	} catch (e) {
		return `exit ${e.status}: ${e.stderr}${e.stdout}`;
	}
}

// The same without holding up the mail server that stands in this process.
function slow(...words)
{
	return new Promise((done) => {
		const p = spawn(tilth, ["--data", data, ...words]);
		let said = "";

		p.stdout.on("data", (d) => said += d);
		p.stderr.on("data", (d) => said += d);
		p.on("exit", (code) => done({ code, said }));
	});
}

// ---- the server ----

function start()
{
	return new Promise((done, lost) => {
		server = spawn(tilth, ["--data", data, "serve", "--listen", "127.0.0.1:0"],
			{ stdio: ["ignore", "ignore", "pipe"] });
		server.said = "";
		server.stderr.on("data", (d) => {
			server.said += d;
			const m = /http:\/\/127\.0\.0\.1:(\d+) /.exec(server.said);

			if (m && !port) {
				port = m[1];
				done();
			}
		});
		server.over = new Promise((over) => server.on("exit", (code, signal) => {
			lost(new Error(server.said));
			over(code ?? signal);
		}));
	});
}

async function end()
{
	server.kill("SIGTERM");
	const code = await server.over;

	port = 0;
	return /ERROR: |runtime error/.test(server.said) ? server.said : code;
}

async function sign(name)
{
	const r = await fetch(`http://127.0.0.1:${port}/login.json`, { method: "POST",
		headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name, password }) });

	return { cookie: r.headers.get("set-cookie").split(";")[0], csrf: (await r.json()).csrf };
}

const get = (who, path) => fetch(`http://127.0.0.1:${port}${path}`,
	{ headers: who ? { Cookie: who.cookie } : {}, redirect: "manual" });
const text = async (who, path) => (await get(who, path)).text();
const json = async (who, path) => (await get(who, path)).json();
const post = (who, path, fields = {}) => fetch(`http://127.0.0.1:${port}${path}`, { method: "POST",
	body: new URLSearchParams({ ...(who ? { csrf: who.csrf } : {}), ...fields }),
	headers: who ? { Cookie: who.cookie } : {}, redirect: "manual" });
const trial = (who, email) => post(who, "/outbox/trial", { email });

async function row(who, holds, ms = 20000)
{
	for (const late = Date.now() + ms; Date.now() < late; await sleep(100)) {
		const found = (await json(who, "/mail.json?limit=200")).rows.find(holds);

		if (found)
			return found;
	}
	return null;
}

// ---- the cases ----

const sink = new Sink();

async function terminal()
{
	ok("without a mail server nothing is sent, and it says so",
		t("mail", "show").startsWith("No mail server") && /exit 1/.test(t("mail", "try", "a@b.vn")));
	ok("what is no server is refused", /exit 1: .*port/is.test(t("mail", "set", "--host", "x",
		"--from", "a@b.vn", "--port", "70000")));
	ok("a sender that is none is refused", /exit 1/.test(t("mail", "set", "--host", "x",
		"--from", "nobody")));
	const set = t("mail", "set", "--host", "127.0.0.1", "--port", String(sink.port), "--security",
		"none", "--from", "office@tilth.example", "--from-name", "Văn phòng Tilth", "--address", SITE);

	ok("the mail server is set in the terminal", set === "", set);
	const tried = await slow("mail", "try", "linh@example.org");
	const mail = await sink.wait((m) => m.envelope.to[0] === "linh@example.org", 1000);

	ok("and tried from there", tried.code === 0 && /^Sent\./.test(tried.said) && mail, tried.said);
	t("mail", "set", "--from-name", ".Office");
	await slow("mail", "try", "dot@example.org");
	const dot = await sink.wait((m) => m.envelope.to[0] === "dot@example.org", 1000);

	ok("a line that begins with a dot arrives as it was", dot?.text.includes("\n.Office\n"), dot?.text);
	t("mail", "set", "--from-name", "Văn phòng Tilth");
	ok("the sender's Vietnamese name arrives", mail?.from.name === "Văn phòng Tilth" &&
		mail?.from.address === "office@tilth.example", JSON.stringify(mail?.from));
}

async function trials(awa, bilal)
{
	ok("only an administrator sees the outbox", (await get(bilal, "/outbox")).status === 403 &&
		(await get(awa, "/outbox")).status === 200);
	const his = await trial(bilal, "b@example.org");

	ok("and sends trials", his.status === 403, `${his.status} ${await his.text()}`);
	ok("what is no address is refused beside its field", await (async () => {
		const r = await trial(awa, "a@example.org\r\nBcc: all@example.org");

		return r.status === 422 && /id="email-e"/.test(await r.text());
	})());
	const sent = await trial(awa, "trial@example.org");
	const mail = await sink.wait((m) => m.envelope.to[0] === "trial@example.org");

	ok("a trial mail arrives", sent.status === 303 && mail?.subject === "A trial mail",
		`${sent.status} ${mail?.subject}`);
	ok("its text is there, and no link to stop it", /Tilth can send mails/.test(mail?.text) &&
		!mail?.header("list-unsubscribe"));
	const line = await row(awa, (m) => m.address === "trial@example.org" && m.state === "sent");

	ok("the outbox says so, with what the mail server said", /^250/.test(line?.answer), JSON.stringify(line));
	ok("and shows no text to anybody", !("text" in (line ?? { text: 1 })) &&
		!/Tilth can send/.test(await text(awa, `/mail/${line?.id}/history`)));
}

async function refused(awa)
{
	sink.refuse = (to) => to.startsWith("never") ? 550 : to.startsWith("later") ? 451 : null;
	await trial(awa, "never@example.org");
	await trial(awa, "later@example.org");
	const never = await row(awa, (m) => m.address === "never@example.org" && m.state === "failed");
	const later = await row(awa, (m) => m.address === "later@example.org" && m.answer);

	ok("a recipient that is refused is not tried again", never?.tries === 1 && /^550/.test(never.answer),
		JSON.stringify(never));
	ok("one that is put off is", later?.state === "queued" && later.tries === 1 &&
		/^451/.test(later.answer) && Date.parse(later.next_at) > Date.now(), JSON.stringify(later));
	sink.refuse = () => null;
	ok("and at once when somebody says so", (await post(awa, `/outbox/${later?.id}/again`)).status === 303 &&
		await sink.wait((m) => m.envelope.to[0] === "later@example.org"));
	ok("what failed can be given up", (await post(awa, `/outbox/${never?.id}/drop`)).status === 303 &&
		(await row(awa, (m) => m.id === never.id)).state === "dropped");
	ok("and then cannot be sent any more", (await post(awa, `/outbox/${never?.id}/again`)).status === 422);
}

async function down(awa)
{
	await sink.close();
	await trial(awa, "wait@example.org");
	const waits = await row(awa, (m) => m.address === "wait@example.org" && m.tries === 1 && m.answer);

	ok("while the mail server is down mails wait", waits?.state === "queued", JSON.stringify(waits));
	const again = new Sink();

	again.mails = sink.mails;
	again.raw = sink.raw;
	await again.open(sink.port);
	await post(awa, `/outbox/${waits?.id}/again`);
	ok("and go when it is back", await again.wait((m) => m.envelope.to[0] === "wait@example.org"));
	return again;
}

async function protects(awa)
{
	if (!existsSync(`${dir}/cert.pem`)) {
		console.log("skipped: no certificate to try TLS with");
		return;
	}
	const safe = new Sink({ auth: { user: "tilth", password: "ruộng bậc thang" },
		tls: { key: readFileSync(`${dir}/key.pem`), cert: readFileSync(`${dir}/cert.pem`) } });
	const file = `${dir}/pw.smtp`;
	const server_is = (fields) => post(awa, "/outbox/server", { host: "localhost", port: String(safe.port),
		security: "starttls", from: "office@tilth.example", user: "tilth", password_file: file,
		ca_file: `${dir}/cert.pem`, address: SITE, per_hour: "500", per_address: "20", ...fields });

	await safe.open();
	writeFileSync(file, "ruộng bậc thang\n");
	chmodSync(file, 0o644);
	ok("a password that everybody may read is refused beside its field",
		/id="pw-e"/.test(await (await server_is({})).text()));
	chmodSync(file, 0o600);
	ok("another file than one of a mail server is refused",
		(await server_is({ password_file: `${dir}/password` })).status === 422);
	ok("a mail server with STARTTLS and a password is taken", (await server_is({})).status === 303);
	await trial(awa, "safe@example.org");
	const mail = await safe.wait((m) => m.envelope.to[0] === "safe@example.org");

	ok("the mail goes over TLS and somebody signed in", mail?.envelope.secure === true &&
		mail.envelope.user === "tilth", JSON.stringify(mail?.envelope));
	writeFileSync(file, "wrong\n");
	await trial(awa, "wrong@example.org");
	const wrong = await row(awa, (m) => m.address === "wrong@example.org" && m.answer);

	ok("with a wrong password it waits and says why", wrong?.state === "queued" &&
		/535|denied|login/i.test(wrong.answer), JSON.stringify(wrong));
	ok("a certificate of nobody known is not trusted", await (async () => {
		writeFileSync(file, "ruộng bậc thang\n");
		await server_is({ ca_file: "" });
		await trial(awa, "trust@example.org");
		const line = await row(awa, (m) => m.address === "trust@example.org" && m.answer);

		return line?.state === "queued" && /certificate/i.test(line.answer);
	})());
	await safe.close();
}

const write = async (who, path, body, method = "POST") => {
	const r = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body),
		headers: { Cookie: who.cookie, "X-CSRF": who.csrf, "Content-Type": "application/json",
			Accept: "application/json" } });

	return { status: r.status, body: await r.json().catch(() => null) };
};

// A list of what is due, in Vietnamese, and the one click that stops it.
async function lists(awa, to)
{
	const me = (await json(awa, "/user.json")).rows.find((u) => u.login === "awa");
	const day = new Date().toISOString().slice(0, 10);

	for (const [key, value] of [["digest_hour", "0"], ["time_zone", "UTC"]])
		ok(`the setting ${key} is taken`, (await write(awa, "/setting", { key, value })).status === 201);
	ok("somebody's language is Vietnamese",
		(await write(awa, `/user/${me.id}`, { ...me, language: "vi" }, "PUT")).status === 200);
	ok("a task of one's own is noted down", (await post(awa, "/day", { title: ".Gọi cho tỉnh\u200b, chấm đầu dòng",
		due_on: day })).status === 303);
	ok("a daily list is asked for", (await post(awa, "/wishes",
		{ digest: "weekly", weekday: "1", want: "notice" })).status === 303 &&
		(await post(awa, "/wishes/now")).headers.get("location") === "/wishes?done=sent");
	const mail = await to.wait((m) => m.envelope.to[0] === "awa@example.org");

	ok("it arrives with a Vietnamese subject", mail?.subject === "Việc đến hạn: 1 hôm nay, 0 quá hạn", mail?.subject);
	ok("and the task in it, its dots and marks whole",
		mail?.text.includes(".Gọi cho tỉnh\u200b, chấm đầu dòng (Nhiệm vụ)"), mail?.text);
	ok("links lead to the site", mail?.text.includes(`${SITE}/day`));
	const raw = to.raw[to.mails.indexOf(mail)] ?? "";

	ok("no line is longer than 78, all of it is ASCII",
		raw.split("\r\n").every((l) => l.length <= 78) && /^[\x00-\x7f]*$/.test(raw),
		raw.split("\r\n").find((l) => l.length > 78));
	const stop = /^<(http:.*)>$/.exec(mail?.header("list-unsubscribe") ?? "")?.[1];

	ok("its header has the link to stop it", stop?.startsWith(`${SITE}/mail/stop/`) &&
		mail.header("list-unsubscribe-post") === "List-Unsubscribe=One-Click");
	const path = new URL(stop ?? SITE).pathname;

	ok("which opens without signing in", /Stop these mails/.test(await text(null, path)));
	const click = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", redirect: "manual",
		body: "List-Unsubscribe=One-Click", headers: { "Content-Type": "application/x-www-form-urlencoded" } });

	ok("one click without an account stops it", click.status === 303 &&
		/You get no more mails/.test(await text(null, path)), click.status);
	ok("a link that was never given leads nowhere", (await get(null, "/mail/stop/AAAA/digest")).status === 404 &&
		(await get(null, path.replace("digest", "everything"))).status === 404);
	ok("and can be begun again", (await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST",
		body: new URLSearchParams({ do: "again" }), redirect: "manual" })).status === 303 &&
		/Stop these mails/.test(await text(null, path)));
	ok("it is stopped for all kinds that are not ticked",
		/name="want" value="notice" checked/.test(await text(awa, "/wishes")) &&
		!/name="want" value="reminder" checked/.test(await text(awa, "/wishes")));
	const done = /action="(\/day\/[0-9a-f-]+\/done)"/.exec(await text(awa, "/day"))?.[1];
	const ticked = await post(awa, done);

	ok("a task is ticked off with one click", ticked.status === 303 &&
		!(await text(awa, "/day")).includes(done));
	ok("and taken back with another", (await post(awa, done.replace("done", "open"))).status === 303 &&
		(await text(awa, "/day")).includes(done));
}

const entries = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")
	.map((v) => new ICAL.Event(v));

// An event of two sessions in Viet Nam, with somebody who has an address.
async function event(awa)
{
	const add = async (path, fields) => {
		const r = await write(awa, path, fields);

		ok(`${path} is added`, r.status === 201, JSON.stringify(r.body));
		return r.body?.id;
	};
	const programme = await add("/programme", { code: "LICH", title: { en: "Calendars" }, kind: "project",
		country: "VN", currency: "VND", start_planned: "2026-01-01", end_planned: "2031-12-31" });
	const is = await add("/event", { programme, code: "EV1", title: { en: "Budgets",
		vi: "Lập ngân sách; phần 1, cơ bản" }, type: "workshop", start: "2030-03-04", end: "2030-03-05", venue: "Hội trường tỉnh" });

	for (const [seq, date, topic] of [[1, "2030-03-04", "Mở đầu"], [2, "2030-03-05", "Thực hành"]])
		await add("/event_session", { event: is, seq, date, starts: "08:00", ends: "11:30", topic, room: "A, 2" });
	const person = await add("/person", { programme, code: "P1", name: "Trần Thị B", email: "tran@example.org" });

	await add("/enrolment", { event: is, person });
	return { programme, id: is };
}

async function calendars(awa, to)
{
	const of = await event(awa);
	const file = await text(awa, `/event/${of.id}/calendar.ics`);
	const read = entries(file);

	ok("an outside parser reads two sessions", read.length === 2, file);
	ok("with their Vietnamese titles whole",
		read[0].summary === "Lập ngân sách; phần 1, cơ bản: Mở đầu" &&
		read[0].location === "A, 2, Hội trường tỉnh", read[0]?.summary);
	ok("eight o'clock in Viet Nam is one o'clock in UTC",
		read[0].startDate.toJSDate().toISOString() === "2030-03-04T01:00:00.000Z" &&
		read[0].endDate.toJSDate().toISOString() === "2030-03-04T04:30:00.000Z");
	ok("no line is longer than 75 bytes",
		file.split("\r\n").every((l) => Buffer.byteLength(l) <= 75));
	ok("the programme's has them too",
		entries(await text(awa, `/programme/${of.programme}/calendar.ics`)).length === 2);

	const page = await (await post(awa, "/wishes/calendar")).text();
	const feed = /value="(http[^"]*mine\.ics)"/.exec(page)?.[1] ?? "";
	const path = new URL(feed || SITE).pathname;
	const mine = await get(null, path);
	const tree = new ICAL.Component(ICAL.parse(await mine.text()));

	ok("a secret address opens one's calendar without signing in", mine.status === 200 &&
		/text\/calendar/.test(mine.headers.get("content-type")), `${feed} ${mine.status}`);
	ok("with the own task as a task", tree.getAllSubcomponents("vtodo")
		.some((v) => v.getFirstPropertyValue("summary").startsWith(".Gọi cho tỉnh")));
	ok("it is shown once", !(await text(awa, "/wishes")).includes("mine.ics"));
	ok("and nothing else opens by it", (await get(null, path.replace("mine.ics",
		"programme/nothing/feed.ics"))).status === 404);
	await post(awa, "/wishes/calendar");
	ok("a new address ends the old one", (await get(null, path)).status === 404);

	const at = `/programme/LICH/event/EV1/calendar`;
	const sent = await post(awa, at);
	const is_first = (m) => m.envelope.to[0] === "tran@example.org" && m.subject.includes("Mở đầu");
	const first = await to.wait(is_first);
	const ics = (m) => m.attachments.find((a) => a.mimeType === "text/calendar");
	const of_mail = (m) => new ICAL.Component(ICAL.parse(new TextDecoder().decode(ics(m).content)));

	ok("entries go by mail to who is enrolled", sent.headers.get("location") === `${at}?sent=2` && first,
		sent.headers.get("location"));
	const request = of_mail(first), was = entries(request.toString())[0];

	ok("as a request of the office to that person", request.getFirstPropertyValue("method") === "REQUEST" &&
		ics(first).method === "REQUEST" && was.organizer === "mailto:office@tilth.example" &&
		was.attendees[0].getFirstValue() === "mailto:tran@example.org" &&
		was.attendees[0].getParameter("cn") === "Trần Thị B", request.toString());
	ok("named in the language of who gets it", was.summary ===
		"Lập ngân sách; phần 1, cơ bản: Mở đầu", was.summary);
	ok("with the UID of the feed", was.uid === read[0].uid);
	ok("who has the newest gets none again",
		(await post(awa, at)).headers.get("location") === `${at}?sent=0`);
	const sessions = (await json(awa, `/event_session.json?event=${of.id}`)).rows;
	const moved = sessions.find((s) => s.topic === "Mở đầu");

	to.mails.splice(to.mails.indexOf(first), 1);
	ok("a session is moved", (await write(awa, `/event_session/${moved.id}`, { ...moved, starts: "09:00" },
		"PUT")).status === 200);
	const again = await to.wait(is_first, 40000);
	const now = again && entries(of_mail(again).toString())[0];

	ok("and who had the entry is told by himself", now?.uid === was.uid && now.sequence > was.sequence &&
		now.startDate.toJSDate().toISOString() === "2030-03-04T02:00:00.000Z", String(now?.sequence));
	const enrolled = (await json(awa, `/enrolment.json?event=${of.id}`)).rows[0];

	ok("who is not enrolled any more", (await fetch(`http://127.0.0.1:${port}/enrolment/${enrolled.id}`,
		{ method: "DELETE", headers: { Cookie: awa.cookie, "X-CSRF": awa.csrf } })).status < 300);
	const end_of = await to.wait((m) => ics(m)?.method === "CANCEL", 40000);

	ok("is told that the entry has ended", end_of && of_mail(end_of).getFirstPropertyValue("method") === "CANCEL" &&
		entries(of_mail(end_of).toString())[0].component.getFirstPropertyValue("status") === "CANCELLED");
}

// What an event writes to its people: by a step, and by the clock, which
// looks round when the server begins.
async function trainings(awa, to)
{
	const add = async (path, fields) => {
		const r = await write(awa, path, fields);

		ok(`${path} is added to it`, r.status === 201, JSON.stringify(r.body));
		return r.body?.id;
	};
	const near = (days) => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" })
		.format(new Date(Date.now() + days * 86400000));
	const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString().slice(0, 19) + "Z";
	const programme = await add("/programme", { code: "LOP", title: { vi: "Lớp học", en: "Classes" },
		kind: "project", country: "VN", currency: "VND", start_planned: "2026-01-01", end_planned: "2031-12-31" });
	const course = await add("/course", { programme, code: "K1", title: "Khoá 1" });
	const organisation = await add("/organisation", { programme, code: "O1", name: "Hợp tác xã Lúa" });
	const event = (code, start, end) => add("/event", { programme, course, code, title: { vi: `Ruộng ${code}`,
		en: `Terraces ${code}` }, type: "workshop", start, end, language: "vi", capacity: 1 });
	const person = (code, more) => add("/person", { programme, code, name: `Lê Văn ${code}`,
		email: `${code.toLowerCase()}@lop.example`, ...more });
	const soon = await event("E1", near(1), near(2)), over = await event("E2", near(-2), near(-1)),
		far = await event("E3", near(30), near(31));
	const [anh, ba] = [await person("ANH"), await person("BA")];

	await person("CHI", { organisation });
	await person("DU", { organisation });
	await person("EM", { organisation, email: null });
	await add("/test_item", { course, code: "C1", seq: 1, kind: "short", stem: "Vì sao?" });
	await add("/event_session", { event: soon, seq: 1, date: near(1), starts: "08:00", ends: "11:30", topic: "Mở đầu" });
	await add("/event_test", { event: soon, phase: "pre", opens_at: at(-1), closes_at: at(60),
		draw: [{ topic: "", number: "1" }] });
	for (const e of [soon, over])
		for (const p of [anh, ba])
			await add("/enrolment", { event: e, person: p });

	// by a step
	const seats = "/programme/LOP/event/E3/seats";
	const invited = await post(awa, seats, { organisation, go: "organisation", mail: "yes" });
	const of = (who, words) => (m) => m.envelope.to[0] === `${who}@lop.example` && m.subject.includes(words);
	const chi = await to.wait(of("chi", "Lời mời")), du = await to.wait(of("du", "Lời mời"));

	ok("who has an address is invited by mail", invited.headers.get("location") ===
		`${seats}?sent=2&without=1&stopped=0` && chi?.subject === "Lời mời: Ruộng E3",
		`${invited.status} ${invited.headers.get("location")} ${chi?.subject}`);
	ok("the mail has a text and the same with layout", chi?.html?.includes("<a href=") &&
		/^multipart\/alternative/.test(chi.header("content-type")), chi?.header("content-type"));
	const link = (m) => new RegExp(`${SITE}(/mine/[\\w/-]+)`).exec(m?.text ?? "")?.[1];
	const door = await text(null, link(chi));

	ok("its link asks whether one comes, in the person's language", door.includes('value="take"') &&
		door.includes("Bạn được mời"), link(chi));
	const answer = (m, go) => fetch(`http://127.0.0.1:${port}${link(m)}`, { method: "POST",
		body: new URLSearchParams({ go }), redirect: "manual" });

	ok("the first takes the seat, the second waits", (await answer(chi, "take")).status === 303 &&
		(await answer(du, "take")).status === 303 && /danh sách chờ/.test(await text(null, link(du))));
	await answer(chi, "decline");
	const up = await to.wait(of("du", "Bạn đã có chỗ"));

	ok("and is told at once when it moves up", up && /Bạn có chỗ/.test(await text(null, link(up))),
		up?.text);
	ok("the outbox shows these mails", (await text(awa, "/outbox?state=sent")).includes("Bạn đã có chỗ: Ruộng E3"));

	// by the clock
	const stop = /^<http:.*?(\/mail\/stop\/.*)>$/.exec(chi?.header("list-unsubscribe") ?? "")?.[1] ?? "";

	await end();
	await start();
	for (const [what, words, has] of [["a session tomorrow", "Nhắc nhở: Ruộng E1", "08:00–11:30 Mở đầu"],
		["an open test", "Bài kiểm tra đã mở", "/test/pre"], ["feedback and plan", "Bạn thấy thế nào", "/mine/"]]) {
		const mail = await to.wait(of("anh", words), 30000);

		ok(`${what} is told by itself`, mail?.text.includes(has) && await to.wait(of("ba", words)),
			mail?.text);
		if (has.startsWith("/"))
			ok(`its link opens: ${what}`, (await get(null, link(mail))).status === 200, link(mail));
	}
	const n = to.mails.filter(of("anh", "")).length;

	// CHI stops invitations; a second round reaches DU no more, who has a seat
	ok("one click stops them", (await fetch(`http://127.0.0.1:${port}${stop}`, { method: "POST",
		body: "List-Unsubscribe=One-Click", redirect: "manual",
		headers: { "Content-Type": "application/x-www-form-urlencoded" } })).status === 303);
	const again = await sign("awa");
	const links = await (await post(again, "/programme/LOP/event/E3/links", { all: "yes", go: "mail" })).text();

	ok("a page of links says how many mails went", /(đang gửi|on their way): 1/.test(links),
		links.slice(links.indexOf("role=\"status\""), links.indexOf("role=\"status\"") + 300));
	await end();
	await start();
	await sleep(3000);
	ok("nobody is told twice", to.mails.filter(of("anh", "")).length === n);
	return sign("awa");
}

await sink.open();
await terminal();
t("user", "role", "awa", "--role", "MEL");
t("user", "role", "awa", "--role", "SEC");
await start();
const awa = await sign("awa"), bilal = await sign("bilal");

await trials(awa, bilal);
await refused(awa);
const back = await down(awa);

await lists(awa, back);
await calendars(awa, back);
const anew = await trainings(awa, back);

await protects(anew);
ok("the server ends by itself, cleanly", (await end()) === 0, server.said);
await back.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
