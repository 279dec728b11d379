// SPDX-License-Identifier: AGPL-3.0-or-later
//
// badge.mjs - credentials checked by libraries that know nothing of us:
// the proof by Digital Bazaar's, the token by jose.
import { readFile } from "node:fs/promises";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import * as jose from "jose";

const shared = process.env.TILTH_SHARED ?? "../shared";
const MULTIKEY = "https://w3id.org/security/multikey/v1";

// A key that names itself needs no network to be found (did:key).
function key_document(url)
{
	const did = url.split("#")[0], key = did.slice("did:key:".length);
	const method = { "@context": MULTIKEY, id: `${did}#${key}`,
		type: "Multikey", controller: did, publicKeyMultibase: key };

	if (url.includes("#"))
		return method;
	return { "@context": ["https://www.w3.org/ns/did/v1", MULTIKEY], id: did,
		verificationMethod: [method], assertionMethod: [method.id] };
}

async function load(url)
{
	if (url.startsWith("did:key:"))
		return { documentUrl: url, document: key_document(url) };
	if (url.includes("context-3.0.3.json"))
		return { documentUrl: url, document: JSON.parse(await readFile(
		    `${shared}/theirs/openbadges/context/context-3.0.3.json`, "utf8")) };
	return vc.defaultDocumentLoader(url);
}

// Whether the proof inside the credential holds; why not, if it does not.
export async function proof_holds(credential)
{
	const found = await vc.verifyCredential({ credential,
		suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }),
		documentLoader: load, checkStatus: async () => ({ verified: true }) });

	return found.verified ? "" : String(found.error?.errors?.[0] ?? found.error);
}

// The claims of the token, checked with the key that it carries and is
// issued by.
export async function token_claims(token)
{
	const { jwk } = jose.decodeProtectedHeader(token);

	return (await jose.jwtVerify(token, await jose.importJWK(jwk, "EdDSA"))).payload;
}
