#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a C file that holds the templates and the static files.

usage: embed.py OUT.c VIEWS STATIC [STATIC ...]

Every file below VIEWS becomes an entry of view_files[], every file below
the STATIC folders one of static_files[], named by its path there.  A
static file gets a hashed name (tilth.css: tilth.1f0c....css), and each
"/static/NAME" written in a template, a style sheet or a script is
replaced by the hashed one, so that browsers may keep it for a year.
Beside OUT.c goes OUT.c.d, by which ninja knows what to watch.
"""
import gzip
import hashlib
import os
import re
import sys

TYPES = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml", "woff2": "font/woff2", "png": "image/png",
    "ico": "image/x-icon", "webp": "image/webp", "txt": "text/plain; charset=utf-8",
    "json": "application/json", "webmanifest": "application/manifest+json",
}
TEXT = ("css", "js", "svg", "txt", "json", "webmanifest")
seen = []


def walk(folder):
    """The files below a folder: {path below it: bytes}."""
    found = {}
    for at, folders, names in os.walk(folder):
        folders.sort()
        seen.append(at)
        for name in sorted(names):
            path = os.path.join(at, name)
            if name.startswith(".") or name == "README.md":
                continue
            seen.append(path)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def ending(name):
    return name.rsplit(".", 1)[-1]


def hashed(name, data):
    stem, dot, end = name.rpartition(".")
    return stem + dot + hashlib.blake2b(data, digest_size=6).hexdigest() + "." + end


def refer(data, names):
    """Replace /static/NAME by /static/HASHED where the name is known."""
    def one(m):
        name = m.group(1).decode()
        return b"/static/" + names.get(name, name).encode()
    return re.sub(rb"/static/([A-Za-z0-9_./-]*[A-Za-z0-9])", one, data)


def numbers(data):
    out = []
    for i in range(0, len(data), 24):
        out.append(",".join(map(str, data[i:i + 24])))
    return ",\n".join(out)


def array(out, name, data):
    out.append("static const unsigned char %s[] = {\n%s%s0\n};\n"
               % (name, numbers(data), "," if data else ""))


def views(out, found, names):
    rows = []
    for i, (name, data) in enumerate(found.items()):
        data = refer(data, names)
        array(out, "view_%d" % i, data)
        rows.append('\t{ "%s", NULL, "text/html; charset=utf-8", view_%d, %d, NULL, 0 },'
                    % (name, i, len(data)))
    out.append("const struct file view_files[] = {\n%s\n\t{ 0 }\n};\n"
               % "\n".join(rows))


def statics(out, found):
    """Files that refer to others are hashed after them."""
    names, rows = {}, []
    order = sorted(found, key=lambda n: ({"css": 1, "js": 2, "webmanifest": 3}
                                         .get(ending(n), 0), n))
    for i, name in enumerate(order):
        data = found[name]
        if ending(name) in TEXT:
            data = refer(data, names)
        names[name] = hashed(name, data)
        array(out, "static_%d" % i, data)
        zipped, size = "NULL", 0
        if ending(name) in TEXT and len(data) > 600:
            packed = gzip.compress(data, 9, mtime=0)
            array(out, "static_%d_gz" % i, packed)
            zipped, size = "static_%d_gz" % i, len(packed)
        rows.append('\t{ "%s", "%s", "%s", static_%d, %d, %s, %d },'
                    % (name, names[name],
                       TYPES.get(ending(name), "application/octet-stream"),
                       i, len(data), zipped, size))
    out.append("const struct file static_files[] = {\n%s\n\t{ 0 }\n};\n"
               % "\n".join(rows))
    return names


def main():
    target, view_folder, folders = sys.argv[1], sys.argv[2], sys.argv[3:]
    out = ["/* Made by tool/embed.py; do not edit. */\n",
           '#include "web/file.h"\n']
    found = {}
    for folder in folders:
        found.update(walk(folder))
    names = statics(out, found)
    views(out, walk(view_folder), names)
    with open(target, "w") as f:
        f.write("\n".join(out))
    with open(target + ".d", "w") as f:
        f.write("%s: %s\n" % (target, " ".join(p.replace(" ", "\\ ") for p in seen)))


main()
