// SPDX-License-Identifier: MIT
// A manager's first visit: an empty server, a file, a preview, a running job, results, reports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";

import { expectNoFaults, launch, open, phone } from "../support/browser.mjs";
import { Program } from "../support/program.mjs";

const sample = new URL("../../../samples/nwh-week.xlsx", import.meta.url).pathname;
const [browser, server] = await Promise.all([launch(), Program.serve()]);
// What a program does not document cannot be tried on it.
const { paths } = await server.get("/api/openapi.json");
const preview = { skip: "/api/jobs/estimate" in paths ? false : "this program has no preview" };
after(async () => { await browser.close(); await server.end(); });

test("an empty server leads to the first analysis and offers the sample week", async () => {
  const page = await open(browser, server.address);
  await page.goto("/");
  await page.waitForURL("**/new");
  await page.getByRole("button", { name: "Try the sample week" }).waitFor();
  await page.goto("/dashboard");
  await page.getByText("Nothing has been analysed yet").waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("upload, preview, start, results, reports: with nothing but the page", preview, async () => {
  const page = await open(browser, server.address);
  await page.goto("/new");
  await page.getByRole("button", { name: "Try the sample week" }).click();
  await page.getByRole("table").first().waitFor();
  assert.match(await page.getByText("Will be analysed").locator("..").innerText(), /103/);
  assert.match(await page.getByLabel("Start", { exact: true }).innerText(), /Free/);
  await page.getByRole("button", { name: "Analyse 103 calls" }).click();
  await page.waitForURL("**/jobs/*");
  await page.getByText("Complete", { exact: true }).waitFor();
  await page.getByRole("heading", { name: "Strongest leads" }).waitFor();
  const [pdf] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /PDF report/ }).click()]);
  assert.equal(readFileSync(await pdf.path()).subarray(0, 5).toString(), "%PDF-");
  const [xlsx] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Excel workbook/ }).click()]);
  assert.equal(readFileSync(await xlsx.path()).subarray(0, 2).toString(), "PK");
  await page.getByRole("link", { name: "Open the dashboard" }).click();
  await page.getByRole("heading", { name: "Call back first" }).waitFor();
  await page.getByText("offline rules, no AI").first().waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("a column that was read wrongly is corrected before anything is stored", preview, async () => {
  const page = await open(browser, server.address);
  await page.goto("/new");
  await page.getByLabel("Call log", { exact: true }).setInputFiles(sample);
  const field = page.getByRole("textbox", { name: "Read “Campaign” as" });
  await field.waitFor();
  const jobsBefore = (await server.get("/api/jobs")).jobs.length;
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith("/api/jobs/estimate") && response.ok()),
    field.click().then(() => page.getByRole("option", { name: /^Medium/ }).click()),
  ]);
  const estimate = await answer.json();
  assert.equal(estimate.columns.find((column) => column.header === "Campaign").field, "medium");
  assert.equal((await server.get("/api/jobs")).jobs.length, jobsBefore);
  expectNoFaults(page);
  await page.context().close();
});

test("a file that is no call log is refused with what to do", preview, async () => {
  const page = await open(browser, server.address, phone, /status of 4\d\d/);
  await page.goto("/new");
  await page.getByLabel("Call log", { exact: true }).setInputFiles({ name: "notes.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("this is not a workbook") });
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await page.getByRole("button", { name: "Choose a file" }).waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("history: two jobs compared, one deleted after a question", async () => {
  for (const job of [await server.analyse(sample), await server.analyse(sample)]) await server.waitFor(job.id, "complete");
  const page = await open(browser, server.address);
  await page.goto("/history");
  await page.getByRole("checkbox").nth(1).waitFor();
  await page.getByRole("checkbox").nth(0).check();
  await page.getByRole("checkbox").nth(1).check();
  await page.getByRole("button", { name: "Compare these two" }).click();
  await page.getByRole("heading", { name: "By category" }).waitFor();
  await page.goto("/history");
  const jobsBefore = (await server.get("/api/jobs")).jobs.length;
  await page.getByRole("button", { name: /^Actions for/ }).first().click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  assert.equal((await server.get("/api/jobs")).jobs.length, jobsBefore);
  await page.getByRole("button", { name: /^Actions for/ }).first().click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("The job and its calls are deleted.").waitFor();
  assert.equal((await server.get("/api/jobs")).jobs.length, jobsBefore - 1);
  expectNoFaults(page);
  await page.context().close();
});
