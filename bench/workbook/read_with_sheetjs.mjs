// SPDX-License-Identifier: MIT

// Reads a workbook with SheetJS and prints the figures that bench_workbook prints for our reader, one JSON line.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as XLSX from "xlsx";

const path = process.argv[2];
if (!path) {
  console.error(`usage: node --max-old-space-size=8000 ${fileURLToPath(import.meta.url)} FILE`);
  process.exit(2);
}

const figures = { reader: "sheetjs", version: XLSX.version };
const start = performance.now();
try {
  const workbook = XLSX.read(readFileSync(path), { dense: true, cellDates: false, cellText: false });
  if (!workbook.Sheets[workbook.SheetNames[0]]) throw new Error("the sheet is missing from what it read");
  figures.rows = 0;
  figures.cells = 0;
  figures.text_bytes = 0;
  for (const name of workbook.SheetNames) {
    for (const row of workbook.Sheets[name]["!data"] ?? workbook.Sheets[name]) {
      if (!row) continue;
      figures.rows += 1;
      for (const cell of row) {
        if (!cell) continue;
        figures.cells += 1;
        if (cell.t === "s") figures.text_bytes += Buffer.byteLength(cell.v);
      }
    }
  }
} catch (failure) {
  figures.failed = String(failure.message ?? failure);
}
figures.milliseconds = Math.round(performance.now() - start);
figures.cpu_milliseconds = Math.round(process.resourceUsage().userCPUTime / 1000);
figures.peak_megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify(figures));
