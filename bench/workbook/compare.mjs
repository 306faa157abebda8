// SPDX-License-Identifier: MIT

// Says how many times as fast our reader is, by user CPU time, which other work on the machine does not change.

import { readFileSync } from "node:fs";

const [ours, theirs] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const times = theirs.failed
  ? `cannot be compared, SheetJS gave up: ${theirs.failed}`
  : `${(theirs.cpu_milliseconds / ours.cpu_milliseconds).toFixed(1)} times as fast as SheetJS`;
console.log(`figure ${times} target 8 times`);
