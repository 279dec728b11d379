// SPDX-License-Identifier: AGPL-3.0-or-later
// embed.mjs OUT.c VIEWS STATIC [STATIC ...] - writes a C file that holds
// the templates and the static files.
//
// Every file below VIEWS becomes an entry of view_files[], every file below
// the STATIC folders one of static_files[], named by its path there. A static
// file gets a hashed name (tilth.css: tilth.1f0c....css), and each
// "/static/NAME" written in a template, a style sheet or a script is replaced
// by the hashed one, so that browsers may keep it for a year. Beside OUT.c goes
// OUT.c.d, by which ninja knows what to watch.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml', woff2: 'font/woff2', png: 'image/png',
  ico: 'image/x-icon', webp: 'image/webp', txt: 'text/plain; charset=utf-8',
  json: 'application/json', webmanifest: 'application/manifest+json',
};
const TEXT = new Set(['css', 'js', 'svg', 'txt', 'json', 'webmanifest']);
const LAST = { css: 1, js: 2, webmanifest: 3 };     // refer to others
const seen = [];

// The files below a folder: [path below it, bytes], in order.
function walk(folder, below = '') {
  const found = [];
  seen.push(join(folder, below));
  const entries = readdirSync(join(folder, below), { withFileTypes: true })
    .filter((e) => !e.name.startsWith('.') && e.name !== 'README.md')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const e of entries) {
    const path = below === '' ? e.name : `${below}/${e.name}`;
    if (e.isDirectory()) {
      found.push(...walk(folder, path));
    } else {
      seen.push(join(folder, path));
      found.push([path, readFileSync(join(folder, path))]);
    }
  }
  return found;
}

const ending = (name) => name.slice(name.lastIndexOf('.') + 1);

function hashed(name, data) {
  const dot = name.lastIndexOf('.');
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}

const refer = (data, names) => Buffer.from(data.toString('utf8').replace(
  /\/static\/([A-Za-z0-9_./-]*[A-Za-z0-9])/g,
  (_, name) => `/static/${names.get(name) ?? name}`));

function array(name, data) {
  const lines = [];
  for (let i = 0; i < data.length; i += 24)
    lines.push(data.subarray(i, i + 24).join(','));
  return `static const unsigned char ${name}[] = {\n${lines.join(',\n')}${data.length > 0 ? ',' : ''}0\n};\n`;
}

function statics(out, found) {
  const names = new Map();
  const rows = found
    .sort(([a], [b]) => (LAST[ending(a)] ?? 0) - (LAST[ending(b)] ?? 0) || (a < b ? -1 : 1))
    .map(([name, raw], i) => {
      const data = TEXT.has(ending(name)) ? refer(raw, names) : raw;
      names.set(name, hashed(name, data));
      out.push(array(`static_${i}`, data));
      let zipped = 'NULL', size = 0;
      if (TEXT.has(ending(name)) && data.length > 600) {
        const packed = gzipSync(data, { level: 9 });
        out.push(array(`static_${i}_gz`, packed));
        [zipped, size] = [`static_${i}_gz`, packed.length];
      }
      const type = TYPES[ending(name)] ?? 'application/octet-stream';
      return `\t{ "${name}", "${names.get(name)}", "${type}", static_${i}, ${data.length}, ${zipped}, ${size} },`;
    });
  out.push(`const struct file static_files[] = {\n${rows.join('\n')}\n\t{ 0 }\n};\n`);
  return names;
}

function views(out, found, names) {
  const rows = found.map(([name, raw], i) => {
    const data = refer(raw, names);
    out.push(array(`view_${i}`, data));
    return `\t{ "${name}", NULL, "text/html; charset=utf-8", view_${i}, ${data.length}, NULL, 0 },`;
  });
  out.push(`const struct file view_files[] = {\n${rows.join('\n')}\n\t{ 0 }\n};\n`);
}

const [target, viewFolder, ...folders] = process.argv.slice(2);
const out = ['/* Made by tool/embed.mjs; do not edit. */\n', '#include "web/file.h"\n'];
const names = statics(out, folders.flatMap((f) => walk(f)));
views(out, walk(viewFolder), names);
writeFileSync(target, out.join('\n'));
writeFileSync(`${target}.d`, `${target}: ${seen.map((p) => p.replaceAll(' ', '\\ ')).join(' ')}\n`);
