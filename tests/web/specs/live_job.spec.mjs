// SPDX-License-Identifier: MIT
// A job that takes its time, watched through everything that can happen to a page.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { expectNoFaults, launch, open } from "../support/browser.mjs";
import { faultyProvider } from "../support/faulty_provider.mjs";
import { aKey, Program, simulateProvider } from "../support/program.mjs";

const sample = new URL("../../../samples/nwh-week.xlsx", import.meta.url).pathname;
const kOutage = /Failed to load resource|ERR_|status of 50\d/;
let browser;
let provider;
let refusals = 0;
let front;
let server;

before(async () => {
  [browser, provider] = await Promise.all([launch(), simulateProvider("fixed:250ms")]);
  front = await faultyProvider(provider.address, () => refusals-- > 0);
});
// Calls already analysed take no time, so every test has a server that knows none.
beforeEach(async () => { server = await Program.serve({ ANTHROPIC_API_KEY: aKey, ANTHROPIC_BASE_URL: front.address }); });
afterEach(async () => { await server?.end(); });
after(async () => { await browser?.close(); front?.end(); provider?.end(); });

const slowJob = () => server.analyse(sample, { provider: "anthropic", concurrency: "6" });
const progressOf = async (page) => Number((await page.getByLabel("Progress", { exact: true }).innerText()).match(/([\d,]+) of/)?.[1] ?? 0);
async function untilProgress(page, least) {
  await page.getByLabel("Progress", { exact: true }).waitFor();
  while (await progressOf(page) < least) await page.getByLabel("Progress", { exact: true }).getByText(/ of /).waitFor();
}

test("a refresh in mid-job loses nothing, and a second tab sees and steers the same job", async () => {
  const job = await slowJob();
  const one = await open(browser, server.address);
  const two = await open(browser, server.address);
  await one.goto(`/jobs/${job.id}`);
  await untilProgress(one, 20);
  const seen = await progressOf(one);
  await one.reload();
  await untilProgress(one, seen);
  await one.getByRole("heading", { name: "Newest results" }).waitFor();
  await two.goto(`/jobs/${job.id}`);
  await two.getByRole("button", { name: "Pause" }).click();
  await one.getByRole("button", { name: "Resume" }).waitFor();
  await one.getByText("Resume goes on exactly where it stopped.").waitFor();
  await one.getByRole("button", { name: "Resume" }).click();
  await two.getByRole("button", { name: "Pause" }).waitFor();
  await Promise.all([one, two].map((page) => page.getByRole("link", { name: "Open the dashboard" }).waitFor()));
  for (const page of [one, two]) { expectNoFaults(page); await page.context().close(); }
});

test("a server killed in mid-job and started again goes on, and so does the page, untouched", async () => {
  const job = await slowJob();
  const page = await open(browser, server.address, undefined, kOutage);
  await page.goto(`/jobs/${job.id}`);
  await untilProgress(page, 25);
  await server.kill("SIGKILL");
  await page.getByText("The server does not answer").waitFor();
  await server.startAgain();
  await page.getByText("The server does not answer").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Open the dashboard" }).waitFor();
  assert.equal((await server.get(`/api/jobs/${job.id}`)).processedCalls, 118);
  expectNoFaults(page);
  await page.context().close();
});

test("failures are shown by kind and retried; nothing else is asked again", async () => {
  refusals = 5;
  const job = await slowJob();
  const page = await open(browser, server.address);
  await page.goto(`/jobs/${job.id}`);
  await page.getByRole("heading", { name: /^\d calls failed/ }).waitFor();
  await page.getByText(/refused for this test/i).waitFor();
  await page.getByText("Complete, some failed").waitFor();
  await page.getByRole("button", { name: "Retry all" }).click();
  await page.getByText("Complete", { exact: true }).waitFor();
  assert.equal((await server.get(`/api/jobs/${job.id}`)).failedCalls, 0);
  expectNoFaults(page);
  await page.context().close();
});

test("cancelling asks first and keeps what is done", async () => {
  const job = await slowJob();
  const page = await open(browser, server.address);
  await page.goto(`/jobs/${job.id}`);
  await untilProgress(page, 20);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel the job" }).click();
  await page.getByText("Cancelled. What was finished before is kept.").waitFor();
  assert.ok((await server.get(`/api/jobs/${job.id}`)).processedCalls >= 15);
  expectNoFaults(page);
  await page.context().close();
});

test("a job deleted elsewhere is said to be gone", async () => {
  const job = await server.analyse(sample);
  await server.waitFor(job.id, "complete");
  const page = await open(browser, server.address, undefined, /status of 404/);
  await page.goto(`/jobs/${job.id}`);
  await page.getByRole("link", { name: "Open the dashboard" }).waitFor();
  await fetch(`${server.address}/api/jobs/${job.id}`, { method: "DELETE" });
  await page.getByText("This job was deleted").waitFor();
  expectNoFaults(page);
  await page.context().close();
});
