// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ticket.js - a person's code told true from forged, without a connection:
// the digits of flow/ticket.h and their signature (Ed25519).
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";

const DIGITS = 250, SIGNED = 36, DAY_MS = 86400000;

hashes.sha512 = sha512;

const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const id = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function bytes_of(digits)
{
	const bytes = new Uint8Array(DIGITS / 5 * 2);

	for (let i = 0; i < DIGITS / 5; i++) {
		const pair = Number(digits.slice(5 * i, 5 * i + 5));

		if (pair > 0xffff)
			return null;
		bytes[2 * i] = pair >> 8;
		bytes[2 * i + 1] = pair & 255;
	}
	return bytes;
}

export const key_of = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")),
	(c) => c.charCodeAt(0));

// { place, serial } of a true code; else { fault }: none, cut, other,
// forged or over.
export function read_ticket(text, event, key)
{
	const digits = text.replace(/\s/g, "");

	if (!/^[0-9]+$/.test(digits) || digits.length > DIGITS)
		return { fault: "none" };
	if (digits.length < DIGITS)
		return { fault: "cut" };
	const bytes = bytes_of(digits);

	if (bytes === null || bytes[0] !== 1)
		return { fault: "none" };
	if (id(bytes.slice(2, 18)) !== event)
		return { fault: "other" };
	if (!verify(bytes.slice(SIGNED), bytes.slice(0, SIGNED), key))
		return { fault: "forged" };
	// The device's clock may be wrong by a day; the site looks again.
	if ((bytes[34] << 8 | bytes[35]) + 1 < Math.floor(Date.now() / DAY_MS))
		return { fault: "over" };
	return { place: id(bytes.slice(18, 34)), serial: bytes[1] };
}
