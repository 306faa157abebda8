// SPDX-License-Identifier: MIT
// Debian's Chromium, and what every page is held to: no error in the console, no request to another host, no serious
// complaint of axe, nothing wider than the window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

export const desktop = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };
export const dark = { ...desktop, colorScheme: "dark" };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" };

/** A page whose console is watched; `allowed`: what the console may say in this test. */
export async function open(browser, address, view = desktop, allowed = /^$/) {
  const context = await browser.newContext({ ...view, baseURL: address, acceptDownloads: true });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !allowed.test(message.text())) page.faults.push(`${message.text()} ${message.location().url}`); });
  page.on("request", (request) => { if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) page.faults.push(`asked another host: ${request.url()}`); });
  page.setDefaultTimeout(30_000);
  return page;
}

export function expectNoFaults(page) {
  assert.deepEqual(page.faults, []);
}

/** `part`: a selector, where only what has opened is of interest. */
export async function expectAccessible(page, part) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (selector) => {
    const result = await window.axe.run(selector ?? document, { resultTypes: ["violations"] });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary}`).join(" | ")}`);
  }, part);
  assert.deepEqual(found, [], page.url());
}

export async function expectFits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${page.url()} is ${over} px wider than the window`);
}
