// SPDX-License-Identifier: AGPL-3.0-or-later
//
// sink.mjs - a mail server for tests: it takes mails on a port of this
// machine, refuses whom it is told to, and has them read by a parser that
// knows nothing of us.
import { SMTPServer } from "smtp-server";
import PostalMime from "postal-mime";

export class Sink {
	constructor(options = {})
	{
		this.mails = [];
		this.raw = [];
		this.connections = 0;
		this.refuse = () => null;       // an address: a code, or null
		this.server = new SMTPServer({
			disabledCommands: options.auth ? [] : ["AUTH"],
			hideSTARTTLS: !options.tls,
			allowInsecureAuth: false,
			authOptional: !options.auth,
			...(options.tls ?? {}),
			onConnect: (session, done) => {
				this.connections++;
				done();
			},
			onAuth: (auth, session, done) => auth.username === options.auth?.user &&
				auth.password === options.auth?.password
				? done(null, { user: auth.username })
				: done(Object.assign(new Error("No such user or password"), { responseCode: 535 })),
			onRcptTo: (to, session, done) => {
				const code = this.refuse(to.address);
				done(code ? Object.assign(new Error("Not here"), { responseCode: code }) : null);
			},
			onData: (stream, session, done) => this.#take(stream, session, done),
		});
		this.server.on("error", () => {});
	}

	async #take(stream, session, done)
	{
		const pieces = [];

		for await (const piece of stream)
			pieces.push(piece);
		const raw = Buffer.concat(pieces);
		const mail = await PostalMime.parse(raw);

		mail.envelope = { from: session.envelope.mailFrom.address,
			to: session.envelope.rcptTo.map((r) => r.address), secure: session.secure,
			user: session.user };
		mail.header = (name) => mail.headers.find((h) => h.key === name.toLowerCase())?.value;
		this.raw.push(raw.toString("latin1"));
		this.mails.push(mail);
		done();
	}

	async open(port = 0)
	{
		await new Promise((up, lost) => {
			this.server.once("error", lost);
			this.server.listen(port, "127.0.0.1", up);
		});
		this.port = this.server.server.address().port;
		return this.port;
	}

	close()
	{
		return new Promise((down) => this.server.close(down));
	}

	// The first mail for which it holds; null after that many ms.
	async wait(holds, ms = 20000)
	{
		for (const late = Date.now() + ms; Date.now() < late;
		    await new Promise((d) => setTimeout(d, 50))) {
			const found = this.mails.find(holds);

			if (found)
				return found;
		}
		return null;
	}
}
