// SPDX-License-Identifier: MIT
// Runs the page's tests and counts them the way doctest does.
// usage: run.mjs --program <calltracker> [--npm npm] [--only flows|units] [spec…]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../../web");
const options = { npm: "npm", only: "", specs: [] };
for (let at = 2; at < process.argv.length; at += 1) {
  const word = process.argv[at];
  if (["--program", "--npm", "--only"].includes(word)) options[word.slice(2)] = process.argv[(at += 1)];
  else options.specs.push(word);
}

/** `npm ci`, unless the packages of this very lock file are there. */
function install(folder) {
  const key = createHash("sha256").update(readFileSync(join(folder, "package-lock.json"))).digest("hex");
  const stamp = join(folder, "node_modules/.installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const done = spawnSync(options.npm, ["ci", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`npm ci in ${folder} failed\n${done.stdout}${done.stderr}`);
  writeFileSync(stamp, key);
}

function runUnits() {
  install(web);
  const done = spawnSync(process.execPath, [join(web, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json"], { cwd: web, encoding: "utf8", maxBuffer: 1 << 26 });
  const start = done.stdout.indexOf("{");
  if (start < 0) return { passed: 0, failed: 1, text: `Vitest said nothing it was asked for\n${done.stdout}${done.stderr}` };
  const report = JSON.parse(done.stdout.slice(start));
  const failures = report.testResults.flatMap((file) => [
    ...(file.assertionResults.length === 0 ? [`${file.name}: ${file.message}`] : []),
    ...file.assertionResults.filter((test) => test.status === "failed").map((test) => `${file.name}: ${test.fullName}\n${test.failureMessages.join("\n")}`),
  ]);
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, failures.length), text: failures.join("\n") };
}

function runFlows() {
  install(here);
  const specs = readdirSync(join(here, "specs")).filter((name) => name.endsWith(".spec.mjs") && (options.specs.length === 0 || options.specs.some((part) => name.startsWith(part))));
  const done = spawnSync(process.execPath, ["--test", "--test-reporter=tap", ...specs.map((name) => join(here, "specs", name))],
    { cwd: here, encoding: "utf8", maxBuffer: 1 << 26, env: { ...process.env, CALLTRACKER_PROGRAM: options.program } });
  // TAP, per test: "    ok 1 - name"; a line without the indent is a whole file.
  const lines = done.stdout.split("\n").filter((line) => /^\s*(not )?ok \d+ - /.test(line));
  const tests = lines.filter((line) => !line.includes(".spec.mjs") && !line.includes("# SKIP"));
  const failed = tests.filter((line) => line.trim().startsWith("not ok")).length;
  const crashed = lines.filter((line) => line.includes(".spec.mjs") && line.trim().startsWith("not ok")).length;
  return { passed: tests.length - failed, failed: failed || crashed || (tests.length === 0 ? 1 : 0), text: done.status === 0 ? "" : done.stdout + done.stderr };
}

let passed = 0;
let failed = 0;
for (const [name, run] of [["units", runUnits], ["flows", runFlows]]) {
  if (options.only && options.only !== name) continue;
  const result = run();
  passed += result.passed;
  failed += result.failed;
  console.log(`${name}: ${result.passed} passed, ${result.failed} failed`);
  if (result.failed > 0) console.log(result.text);
}
console.log(`[doctest] test cases: ${passed + failed} | ${passed} passed | ${failed} failed | 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
