// SPDX-License-Identifier: MIT
// What a manager does with results: finds calls, reads one and corrects it, calls leads back, looks at reps and sources.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { expectAccessible, expectFits, expectNoFaults, launch, open, phone } from "../support/browser.mjs";
import { Program } from "../support/program.mjs";

const sample = new URL("../../../samples/nwh-week.xlsx", import.meta.url).pathname;
let browser;
let server;
let job;
let cantu;
before(async () => {
  [browser, server] = await Promise.all([launch(), Program.serve()]);
  job = (await server.analyse(sample, { provider: "offline" })).id;
  await server.waitFor(job, "complete");
  const found = await server.get(`/api/calls?job=${job}&q=${encodeURIComponent("Luis Cantu")}&sort=row`);
  cantu = found.calls.find((call) => call.callerName === "Luis Cantu");
});
after(async () => { await browser?.close(); await server?.end(); });

async function see(path, view) {
  const page = await open(browser, server.address, view);
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}
async function done(page) {
  expectNoFaults(page);
  await page.context().close();
}

test("calls: words are found and marked, a view and a range narrow them, the address keeps it all", async () => {
  const page = await see(`/calls?job=${job}`);
  await page.getByText("118 calls").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("reefer");
  await page.waitForURL(/q=reefer/);
  await page.locator("mark", { hasText: /reefer/i }).first().waitFor();
  await page.getByRole("button", { name: /^Follow up in 24 h/ }).click();
  await page.waitForURL(/action=follow-24hr/);
  await page.getByRole("button", { name: "Status and scores" }).click();
  const least = page.getByRole("slider", { name: "Lead score, at least" });
  await least.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowRight");
  await page.waitForURL(/minLead=7/);
  await page.keyboard.press("Escape");
  const asked = await server.get(`/api/calls?job=${job}&q=reefer&action=follow-24hr&minLead=7`);
  await page.reload();
  await page.getByText(`${asked.total} calls with “reefer”`).waitFor();
  const shown = await page.locator("[data-row]").count();
  assert.ok(shown > 0 && asked.total >= shown, `${shown} rows of ${asked.total} calls`);
  await page.getByRole("button", { name: "Remove the filter Lead score 7–10" }).click();
  await page.waitForURL((url) => !url.search.includes("minLead"));
  await done(page);
});

test("calls: sorted by a click on the heading, told to screen readers", async () => {
  const page = await see(`/calls?job=${job}`);
  await page.getByRole("columnheader", { name: "Lead" }).getByRole("button").click();
  await page.waitForURL(/sort=-leadScore/);
  await page.locator('[role="columnheader"][aria-sort="descending"]', { hasText: "Lead" }).waitFor();
  const best = (await server.get(`/api/calls?job=${job}&sort=-leadScore&limit=1`)).calls[0];
  await page.locator('[data-row="0"]', { hasText: best.callerName ?? best.company }).waitFor();
  await done(page);
});

test("calls: keys move, Enter opens, j goes on, and back is where one was", async () => {
  const page = await see(`/calls?job=${job}&sort=row&classification=valid_sales`);
  await page.locator('[data-row="3"]').waitFor();
  for (const key of ["j", "j", "ArrowDown", "k"]) await page.keyboard.press(key);
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-row") === "1");
  await page.keyboard.press("Enter");
  await page.getByText(/^2 of \d+$/).waitFor();
  await page.keyboard.press("j");
  await page.getByText(/^3 of \d+$/).waitFor();
  await page.getByRole("link", { name: "Previous call (k)" }).click();
  await page.getByText(/^2 of \d+$/).waitFor();
  await page.getByRole("main").getByRole("link", { name: "Calls", exact: true }).click();
  await page.waitForURL(/\/calls\?.*classification=valid_sales/);
  await page.locator('[data-active="true"] [data-row="1"]').waitFor();
  await done(page);
});

test("a call: a category lights its turns, a turn leads to what cites it", async () => {
  const page = await see(`/calls/${cantu.id}`);
  await page.getByRole("button", { name: /^Next steps/ }).click();
  const lit = await page.locator('[data-lit="true"]').evaluateAll((turns) => turns.map((turn) => Number(turn.id.replace("turn-", ""))));
  const call = await server.get(`/api/calls/${cantu.id}`);
  assert.deepEqual(lit, call.score.categories.nextSteps.turns);
  await page.getByText(/confirmed by the caller/).waitFor();
  await page.locator(`#turn-${call.caller.turns.phone}`).getByRole("button", { name: /is cited/ }).click();
  await page.getByRole("button", { name: "Phone", exact: true }).click();
  await page.locator('[data-selected="true"]', { hasText: call.caller.phone }).waitFor();
  assert.equal(await page.getByRole("tab", { name: "Lead and facts" }).getAttribute("aria-selected"), "true");
  await done(page);
});

test("a call: the lead score shows parts that add up to it", async () => {
  const page = await see(`/calls/${cantu.id}`);
  await page.getByRole("tab", { name: "Lead and facts" }).click();
  const adds = await page.getByRole("table", { name: "How the lead score came about" }).locator("tbody tr td:last-child").allInnerTexts();
  const call = await server.get(`/api/calls/${cantu.id}`);
  assert.equal(adds.length, 5);
  assert.ok(Math.abs(adds.reduce((sum, text) => sum + Number(text), 0) - call.lead.score) <= 0.75);
  await done(page);
});

test("a call: a level is overridden with a reason, the analysis's own stays visible, and it is taken back", async () => {
  const page = await see(`/calls/${cantu.id}`);
  const before = await server.get(`/api/calls/${cantu.id}`);
  const rubric = (await server.get("/api/settings")).workspace.rubric;
  const weakest = rubric.filter(({ key }) => before.score.categories[key].applicable)
    .reduce((low, next) => (before.score.categories[next.key].level < before.score.categories[low.key].level ? next : low));
  assert.ok(before.score.categories[weakest.key].level < 4, "the sample call has something to improve");
  await page.getByRole("button", { name: new RegExp(`^${weakest.title}`) }).click();
  await page.getByRole("button", { name: "Override this level" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^4/ }).check();
  assert.equal(await dialog.getByRole("button", { name: "Override", exact: true }).isDisabled(), true);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("He was thanked after the recording ended.");
  await expectAccessible(page, "[role=dialog]");
  await dialog.getByRole("button", { name: "Override", exact: true }).click();
  await page.getByText("Changed by hand").waitFor();
  await page.locator("del").first().waitFor();
  await page.getByText("He was thanked after the recording ended.").waitFor();
  const changed = await server.get(`/api/calls/${cantu.id}`);
  assert.equal(changed.score.categories[weakest.key].level, 4);
  assert.equal(changed.score.categories[weakest.key].override.aiLevel, before.score.categories[weakest.key].level);
  assert.equal(changed.score.aiOverall, before.score.overall);
  assert.ok(changed.score.overall > before.score.overall);
  await page.getByRole("button", { name: "Change again or take back" }).click();
  await page.getByRole("button", { name: "Take the override back" }).click();
  await page.getByText("Changed by hand").waitFor({ state: "detached" });
  assert.equal((await server.get(`/api/calls/${cantu.id}`)).score.overall, before.score.overall);
  await done(page);
});

test("a call: the speakers are swapped and the call is analysed again", async () => {
  const other = (await server.get(`/api/calls?job=${job}&classification=valid_sales&sort=row`)).calls[2];
  const before = await server.get(`/api/calls/${other.id}`);
  const page = await see(`/calls/${other.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Swap the speakers…" }).click();
  await page.getByRole("button", { name: "Swap and analyse again" }).click();
  await page.getByText("The speakers are exchanged").waitFor();
  await server.waitFor(job, "complete");
  await page.getByText("Being analysed", { exact: true }).first().waitFor({ state: "detached" });
  const after = await server.get(`/api/calls/${other.id}`);
  assert.notEqual(after.transcriptTurns[0].speaker, before.transcriptTurns[0].speaker);
  await page.locator(`#turn-1[data-speaker="${after.transcriptTurns[0].speaker}"]`).waitFor();
  await done(page);
});

test("a call: analysed again on request, the timeline keeps both runs", async () => {
  const other = (await server.get(`/api/calls?job=${job}&classification=valid_sales&sort=row`)).calls[4];
  const page = await see(`/calls/${other.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Analyse again…" }).click();
  await page.getByRole("button", { name: "Analyse again", exact: true }).click();
  await page.getByText("The call is being analysed again.").waitFor();
  await server.waitFor(job, "complete");
  await page.getByText("Being analysed", { exact: true }).first().waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "How it ran" }).click();
  await page.getByRole("heading", { name: /^Run 2/ }).waitFor();
  await page.getByRole("heading", { name: /^Run 1/ }).waitFor();
  await done(page);
});

test("a call: what does not exist is said, with a way on", async () => {
  const page = await open(browser, server.address, undefined, /status of 404/);
  await page.goto("/calls/no-such-call");
  await page.getByRole("alert").waitFor();
  await page.getByRole("main").getByRole("link", { name: "Calls", exact: true }).waitFor();
  await done(page);
});

test("a call on a phone: from a score to its turn and back", async () => {
  const page = await see(`/calls/${cantu.id}`, phone);
  await page.getByRole("button", { name: /^Next steps/ }).click();
  await page.getByRole("button", { name: "Show turn 17" }).first().click();
  await page.locator('#turn-17[data-lit="true"]').waitFor();
  await page.getByRole("button", { name: "Back to scores" }).click();
  await page.getByRole("button", { name: /^Next steps/ }).waitFor();
  await expectFits(page);
  await done(page);
});

test("leads: a number to tap, contacted at once and undone, the same on the call's page", async () => {
  const page = await see(`/leads?job=${job}`);
  const first = page.locator("main li").filter({ has: page.getByRole("button", { name: "Mark as contacted" }) }).first();
  assert.match(await first.locator('a[href^="tel:"]').getAttribute("href"), /^tel:\+?\d{10,}$/);
  const name = await first.getByRole("link").first().innerText();
  await first.getByRole("button", { name: "Mark as contacted" }).click();
  await page.getByText(`${name} is marked as contacted.`).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator("main li").filter({ hasText: name }).getByRole("button", { name: "Mark as contacted" }).first().waitFor();
  await page.locator("main li").filter({ hasText: name }).getByRole("button", { name: "Mark as contacted" }).first().click();
  await page.getByText("Contacted", { exact: true }).first().click();
  await page.waitForURL(/show=contacted/);
  await page.locator("main li").filter({ hasText: name }).getByRole("link", { name, exact: true }).click();
  await page.waitForURL(/\/calls\//);
  await page.getByRole("tab", { name: "Scores" }).waitFor();
  await page.getByRole("button", { name: "Contacted", pressed: true }).waitFor();
  await done(page);
});

test("leads: found by words, downloaded as CSV", async () => {
  const page = await see(`/leads?job=${job}&show=all`);
  const other = page.getByRole("link", { name: "Ramiro Treviño" });
  await other.first().waitFor();
  await page.getByRole("searchbox", { name: "Find a lead" }).fill("cantu reefer");
  await other.first().waitFor({ state: "detached" });
  const names = await page.locator("main li").filter({ has: page.getByRole("button", { name: /ontacted$/ }) }).getByRole("link").first().allInnerTexts();
  assert.deepEqual([...new Set(names)], ["Luis Cantu"]);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download CSV" }).click()]);
  const text = readFileSync(await csv.path(), "utf8");
  assert.match(text, /Luis Cantu/);
  assert.ok(text.trim().split("\n").length > 50);
  await done(page);
});

test("reps: ranked with their interval, too few calls are said, one page to hand over", async () => {
  const page = await see(`/reps?job=${job}`);
  await page.getByRole("heading", { name: "Coach first" }).waitFor();
  await page.getByText("Too few calls").first().waitFor();
  await page.getByRole("img", { name: /Average [\d.]+, between [\d.]+ and [\d.]+ with 95% certainty/ }).first().waitFor();
  await page.getByRole("link", { name: "Marcus Ibarra" }).first().click();
  await page.getByRole("heading", { name: "Categories beside the team" }).waitFor();
  const [pdf] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "One-page report" }).click()]);
  assert.equal(readFileSync(await pdf.path()).subarray(0, 5).toString(), "%PDF-");
  await page.getByRole("link", { name: "All calls of Marcus Ibarra" }).click();
  await page.waitForURL(/\/calls\?.*rep=Marcus/);
  await page.locator('[data-row="0"]').waitFor();
  await done(page);
});

test("sources: every count leads to its calls", async () => {
  const page = await see(`/sources?job=${job}`);
  const row = page.getByRole("row", { name: /^Google Ads/ });
  const qualified = await row.getByRole("link").last().innerText();
  await row.getByRole("link").last().click();
  await page.waitForURL(/source=Google\+Ads.*minLead=7/);
  await page.getByText(`${qualified} calls`, { exact: true }).waitFor();
  await done(page);
});

test("sources: calls whose row names no source are a click away too", async () => {
  const rows = ["Start Time,Duration (seconds),Source,Full Transcription", '2026-11-16 09:00:00,90,,"Agent: Nationwide Haul, this is Gail. Caller: I need two dry vans by Friday."', '2026-11-16 10:00:00,95,Radio,"Agent: Nationwide Haul, this is Gail. Caller: I need one reefer by Monday."'];
  const file = join(mkdtempSync(join(tmpdir(), "calltracker-sources-")), "sources.csv");
  writeFileSync(file, `${rows.join("\n")}\n`);
  const { id } = await server.analyse(file, { provider: "offline" });
  await server.waitFor(id, "complete");
  const page = await see(`/sources?job=${id}`);
  await page.getByRole("row", { name: /^No source given/ }).getByRole("link").first().click();
  await page.waitForURL(/noSource=true/);
  await page.getByText("1 call", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove the filter No source given" }).click();
  await page.getByText("2 calls", { exact: true }).waitFor();
  await done(page);
  rmSync(dirname(file), { recursive: true });
});

test("leads: fetched page by page as one scrolls, only those in sight exist, and the last can be reached", async () => {
  const page = await see("/history");
  const { leads } = await server.get(`/api/leads?job=${job}`);
  const kAll = 1_050;
  const made = (at) => ({ ...leads[at % leads.length], callId: `call-${at}`, name: `Lead ${at}`, contactedAt: null, recommendedAction: "follow-24hr", followUpBy: new Date(Date.UTC(2026, 0, 1) + 60_000 * at).toISOString() });
  const totals = [{ group: "follow-24hr", n: kAll, overdue: kAll, dueWithinHour: 0, isExact: true }];
  let asked = 0;
  await page.route(/\/api\/leads(\?|$)/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const start = Number(query.get("cursor") ?? 0);
    const end = Math.min(kAll, start + Number(query.get("limit")));
    asked += query.get("limit") === "1" ? 0 : 1;
    return route.fulfill({ json: { leads: Array.from({ length: end - start }, (_, at) => made(start + at)), nextCursor: end < kAll ? String(end) : null, totals: start === 0 ? totals : null, isSorted: true } });
  });
  await page.goto(`/leads?job=${job}`);
  await page.getByRole("link", { name: "Lead 0", exact: true }).waitFor();
  await page.getByRole("heading", { name: "Follow up in 24 h 1,050" }).waitFor();
  assert.ok(asked <= 3, `${asked} pages before anybody scrolled`);
  assert.ok(await page.locator("main li[aria-setsize]").count() < 40);
  await page.locator('main li[aria-setsize="1050"]').first().waitFor();
  const last = page.getByRole("link", { name: `Lead ${kAll - 1}`, exact: true });
  while (await last.count() === 0) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  }
  assert.equal(asked, Math.ceil(kAll / 100));
  assert.ok(await page.locator("main li[aria-setsize]").count() < 40);
  await done(page);
});

test("red flags: the newest on the dashboard, all of them among the calls, each with its words", async () => {
  const page = await see(`/dashboard?job=${job}`);
  const { team } = await server.get(`/api/dashboard?job=${job}`);
  await page.getByText(new RegExp(`^The newest \\d+ of ${team.redFlags}$`)).waitFor();
  await page.getByRole("link", { name: "All calls with red flags" }).click();
  await page.waitForURL(/\/calls\?.*redFlags=true/);
  const { calls, total } = await server.get(`/api/calls?job=${job}&redFlags=true&limit=500`);
  await page.getByText(`${total} calls`, { exact: true }).waitFor();
  const words = calls[0].redFlags[0];
  await page.getByText(words.slice(1), { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "Remove the filter Red flags" }).click();
  await page.getByText("118 calls").waitFor();
  await done(page);
});

test("a call on paper: what was said stands beside scores, facts and coaching, and nothing waits for a click", async () => {
  const page = await see(`/calls/${cantu.id}`);
  await page.getByRole("tab", { name: "Scores" }).waitFor();
  await page.setViewportSize({ width: 700, height: 980 });
  await page.emulateMedia({ media: "print" });
  const transcript = page.locator("section").filter({ has: page.getByRole("heading", { name: "Transcript" }) });
  const scores = page.locator("section").filter({ has: page.getByRole("heading", { name: "Scores" }) });
  await page.getByRole("heading", { name: "Coaching" }).waitFor();
  const [left, right] = [await transcript.boundingBox(), await scores.boundingBox()];
  assert.ok(left.x + left.width <= right.x && Math.abs(left.y - right.y) < 4, JSON.stringify([left, right]));
  assert.equal(await page.getByRole("tab").count(), 0);
  assert.equal(await page.getByRole("button", { name: /Override this level/ }).count(), 0);
  await page.getByText("Shown in turns").first().waitFor();
  await expectFits(page);
  assert.equal((await page.pdf({ format: "Letter" })).subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("tab", { name: "Scores" }).waitFor();
  await done(page);
});
