// SPDX-License-Identifier: MIT
// What holds for every page: axe finds nothing, nothing is wider than the window, the console is silent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { dark, desktop, expectAccessible, expectFits, expectNoFaults, launch, open, phone } from "../support/browser.mjs";
import { Program } from "../support/program.mjs";

const sample = new URL("../../../samples/nwh-week.xlsx", import.meta.url).pathname;
const kScriptBytesMax = 350 * 1024;
let browser;
let server;
let job;
let call;
let rep;
before(async () => {
  [browser, server] = await Promise.all([launch(), Program.serve()]);
  job = (await server.analyse(sample)).id;
  await server.waitFor(job, "complete");
  call = (await server.get("/api/calls?status=complete&sort=-leadScore&limit=1")).calls[0].id;
  rep = (await server.get("/api/reps")).reps[0].name;
});
after(async () => { await browser?.close(); await server?.end(); });

const pages = () => ({
  "new analysis": "/new", "live job": `/jobs/${job}`, dashboard: `/dashboard?job=${job}`, history: "/history", comparison: `/history/compare?left=${job}&right=${job}`,
  calls: `/calls?job=${job}`, "calls with words": `/calls?job=${job}&q=reefer`, "no calls": `/calls?job=${job}&q=zzzz`, call: `/calls/${call}?turn=2`, leads: `/leads?job=${job}`,
  reps: `/reps?job=${job}`, rep: `/reps/${encodeURIComponent(rep)}?job=${job}`, sources: `/sources?job=${job}`, runs: "/runs", providers: "/settings", models: "/settings?tab=models", scoring: "/settings?tab=scoring", questions: "/settings?tab=questions", team: "/settings?tab=team", privacy: "/settings?tab=privacy",
  server: "/settings?tab=server", "no such page": "/nowhere",
});

async function visit(page, path) {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByLabel("Loading").first().waitFor({ state: "detached" });
}

for (const [view, settings] of Object.entries({ desktop, dark, phone })) {
  test(`every page is accessible and fits: ${view}`, async () => {
    const page = await open(browser, server.address, settings);
    for (const path of Object.values(pages())) {
      await visit(page, path);
      await expectFits(page);
      await expectAccessible(page);
    }
    expectNoFaults(page);
    await page.context().close();
  });
}

test("the first page needs at most 350 KB of compressed script", async () => {
  const page = await open(browser, server.address);
  let bytes = 0;
  const sizes = [];
  page.on("response", (response) => { if (response.request().resourceType() === "script") sizes.push(response.request().sizes().then((size) => { bytes += size.responseBodySize; })); });
  await visit(page, `/dashboard?job=${job}`);
  await page.waitForLoadState("networkidle");
  await Promise.all(sizes);
  assert.ok(bytes > 50_000 && bytes <= kScriptBytesMax, `${bytes} bytes of script`);
  await page.context().close();
});

test("the keyboard goes everywhere: skip link, g and a letter, search, help", async () => {
  const page = await open(browser, server.address);
  await visit(page, `/history?job=${job}`);
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL(`**/dashboard?job=${job}`);
  await page.getByRole("heading", { name: "Dashboard" }).waitFor();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Search calls");
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("This list").waitFor();
  await page.keyboard.press("Escape");
  await visit(page, "/history");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.context().close();
});

test("the colours are switched and stay switched", async () => {
  const page = await open(browser, server.address);
  await visit(page, "/history");
  await page.getByRole("button", { name: "Switch to dark colours" }).first().click();
  await page.reload();
  await page.getByRole("button", { name: "Switch to light colours" }).first().waitFor();
  await page.context().close();
});

test("filters live in the address: a reload shows the same, a link carries them on", async () => {
  const page = await open(browser, server.address);
  await visit(page, `/dashboard?job=${job}`);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("textbox", { name: "Division" }).click();
  await page.getByRole("option", { name: /^NH Sales/ }).click();
  await page.waitForURL(/division=NH\+Sales/);
  await page.reload();
  await page.getByRole("button", { name: "Remove the filter Division" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await page.waitForURL(/runs\?.*division=NH\+Sales/);
  await page.context().close();
});

test("on paper a page is light and without its frame, whatever the screen shows", async () => {
  const page = await open(browser, server.address, dark);
  await visit(page, `/dashboard?job=${job}`);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(await background(), "rgb(255, 255, 255)");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await visit(page, `/dashboard?job=${job}`);
  assert.equal(await background(), "rgb(255, 255, 255)");
  assert.equal(await page.getByRole("navigation", { name: "Pages" }).isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "Filters" }).isVisible(), false);
  assert.equal(await page.getByRole("heading", { name: "Top performers" }).isVisible(), true);
  expectNoFaults(page);
  await page.context().close();
});
