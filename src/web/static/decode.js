// SPDX-License-Identifier: AGPL-3.0-or-later
//
// decode.js - reads a QR code in a picture, for browsers that cannot.
import { decodeQR } from "qr/decode.js";

export function decode(image)
{
	try {
		return decodeQR(image);
	} catch {
		return "";              // no code in it
	}
}
