// SPDX-License-Identifier: MIT
// Packs a folder of built files into one archive that the program reads in place:
//   <length of the index>\n<index: JSON, an array of files><contents>
// A file: {path, content, gzip, brotli, tag, isImmutable}; each content is [offset behind the index, bytes] or null.
// usage: node pack_page.mjs <folder> <archive>
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, archive] = process.argv.slice(2);
const kWorthIt = 0.95;
const contents = [];
let offset = 0;

function append(content) {
  contents.push(content);
  offset += content.length;
  return [offset - content.length, content.length];
}

const appendIfSmaller = (packed, content) => (packed.length < content.length * kWorthIt ? append(packed) : null);

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length).replaceAll("\\", "/"))
  .filter((path) => !path.endsWith(".map"))
  .sort();
if (!paths.includes("/index.html")) throw new Error(`${folder} has no index.html`);

const index = paths.map((path) => {
  const content = readFileSync(join(folder, path));
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
  return {
    path,
    content: append(content),
    gzip: appendIfSmaller(gzipSync(content, { level: 9 }), content),
    brotli: appendIfSmaller(brotli, content),
    tag: createHash("sha256").update(content).digest("hex").slice(0, 32),
    isImmutable: path.startsWith("/assets/"),
  };
});
const text = Buffer.from(JSON.stringify(index));
writeFileSync(archive, Buffer.concat([Buffer.from(`${text.length}\n`), text, ...contents]));
