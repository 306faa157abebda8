// SPDX-License-Identifier: MIT
// What a manager may set, and what the page never learns.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectNoFaults, launch, open } from "../support/browser.mjs";
import { Program } from "../support/program.mjs";

const sample = new URL("../../../samples/nwh-week.xlsx", import.meta.url).pathname;
let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), Program.serve()]); });
after(async () => { await browser?.close(); await server?.end(); });

test("a provider's key goes in and never comes out", async () => {
  const key = "sk-ant-a-key-nobody-may-see";
  const page = await open(browser, server.address);
  const seen = [];
  page.on("response", (response) => { if (response.url().includes("/api/")) seen.push(response.text().catch(() => "")); });
  await page.goto("/settings");
  await page.getByLabel("Key", { exact: true }).first().fill(key);
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("The key is stored, encrypted.").waitFor();
  await page.getByText("Set", { exact: true }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Remove" }).waitFor();
  assert.ok(!(await page.content()).includes(key));
  for (const text of await Promise.all(seen)) assert.ok(!text.includes(key));
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The key is removed.").waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("weights are saved as shares of one, and can be taken back", async () => {
  const page = await open(browser, server.address);
  await page.goto("/settings?tab=scoring");
  await page.getByRole("button", { name: /Objective clarity/ }).click();
  await page.getByRole("textbox", { name: "Weight" }).fill("30");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Changed here").waitFor();
  const { workspace } = await server.get("/api/settings");
  const weights = workspace.rubric.map((category) => category.weight);
  assert.ok(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-6);
  assert.ok(Math.abs(workspace.rubric.find((category) => category.key === "objectiveClarity").weight - 0.25) < 1e-6);
  await page.getByRole("button", { name: "Back to the original workspace" }).click();
  await page.getByRole("button", { name: "Go back" }).click();
  await page.getByText("The built-in rubric").waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("a name heard on calls is adopted", async () => {
  const job = await server.analyse(sample);
  await server.waitFor(job.id, "complete");
  const page = await open(browser, server.address);
  await page.goto("/settings?tab=team");
  const { unknownReps } = await server.get("/api/settings");
  assert.ok(unknownReps.length > 0);
  await page.getByText("Heard on calls, but not on the roster").waitFor();
  await page.getByRole("button", { name: "Adopt" }).first().click();
  await page.getByText(/is on the roster/).waitFor();
  const { workspace } = await server.get("/api/settings");
  assert.ok(workspace.reps.some((rep) => rep.name === unknownReps[0].name));
  expectNoFaults(page);
  await page.context().close();
});

test("redaction and retention are kept", async () => {
  const page = await open(browser, server.address);
  await page.goto("/settings?tab=privacy");
  await page.getByRole("switch", { name: /Phone numbers/ }).click({ force: true });
  await page.getByRole("textbox", { name: "Days" }).fill("90");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  const { privacy } = await server.get("/api/settings");
  assert.equal(privacy.redact.phone, true);
  assert.equal(privacy.retentionDays, 90);
  expectNoFaults(page);
  await page.context().close();
});
