// SPDX-License-Identifier: MIT
// What a manager may set, and what the page never learns.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectAccessible, expectNoFaults, launch, open } from "../support/browser.mjs";
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

test("a question of the company's own: asked in the settings, answered on the call's page with its turns", async () => {
  const page = await open(browser, server.address);
  await page.goto("/settings?tab=questions");
  await page.getByRole("button", { name: "Did the rep offer financing?" }).click();
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.keyboard.type("Did the caller mention a reefer?");
  await page.getByRole("textbox", { name: "Types of call that question 2 is for" }).click();
  await page.getByRole("option", { name: "Inbound" }).click();
  await page.getByRole("option", { name: "Follow-up" }).click();
  await page.keyboard.press("Escape");
  await expectAccessible(page, "main");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved. It holds for analyses from now on.").waitFor();
  assert.deepEqual((await server.get("/api/settings")).workspace.questions, [
    { id: "offer-financing", text: "Did the rep offer financing?" },
    { id: "caller-mention-reefer", text: "Did the caller mention a reefer?", callTypes: ["inbound", "follow-up"] },
  ]);

  const job = await server.analyse(sample);
  await server.waitFor(job.id, "complete");
  const { calls } = await server.get(`/api/jobs/${job.id}/calls?limit=500`);
  const isYes = (call, id) => call.questions.some((question) => question.id === id && question.answer === "yes");
  const call = calls.find((each) => isYes(each, "caller-mention-reefer"));
  assert.ok(call, "no call mentions a reefer");
  await page.goto(`/calls/${call.id}`);
  await page.getByRole("tab", { name: "Your questions" }).click();
  const answer = page.getByRole("listitem").filter({ hasText: "Did the caller mention a reefer?" });
  await answer.getByText("Yes", { exact: true }).waitFor();
  await page.getByText("Offline rules, no AI: a “yes”").waitFor();
  const turn = call.questions.find((question) => question.id === "caller-mention-reefer").turns[0];
  await answer.getByRole("button", { name: `Show turn ${turn}`, exact: true }).click();
  await page.locator(`#turn-${turn}[data-lit="true"]`).waitFor();
  assert.match(await page.locator(`#turn-${turn}`).innerText(), /reefer/i);
  await expectAccessible(page, "main");

  await page.goto(`/dashboard?job=${job.id}`);
  await page.getByRole("heading", { name: "Your questions" }).waitFor();
  const { team } = await server.get(`/api/dashboard?job=${job.id}`);
  const asked = team.questions.find((question) => question.id === "offer-financing").yes;
  assert.equal(asked.total, calls.filter((each) => each.questions.length > 0 && each.questions.some((question) => question.id === "offer-financing")).length);
  await page.getByText(`yes of ${asked.total} calls`).first().waitFor();
  await page.getByRole("link", { name: `Yes ${asked.count}`, exact: true }).first().click();
  await page.waitForURL(/\/calls\?.*question=offer-financing&answer=yes/);
  await page.getByText(`${asked.count} call${asked.count === 1 ? "" : "s"}`, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Status and scores" }).click();
  await page.getByRole("radiogroup", { name: "Answer" }).getByText("Unclear").click();
  await page.waitForURL(/answer=unclear/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove the filter Did the rep offer financing? Unclear" }).click();
  await page.waitForURL((url) => !url.search.includes("question"));
  await page.goto(`/dashboard?job=${job.id}`);
  await page.getByText("By rep").first().click();
  await page.locator("details li").getByRole("link").first().click();
  await page.getByRole("heading", { name: "Your questions" }).waitFor();
  expectNoFaults(page);
  await page.context().close();
});

test("a question can be changed and taken away; what it was answered before stays with its call", async () => {
  const page = await open(browser, server.address);
  await page.goto("/settings?tab=questions");
  await page.getByRole("textbox", { name: "Question 1", exact: true }).fill("Did the rep bring up financing?");
  await page.getByRole("button", { name: "Remove the question Did the caller mention a reefer?" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved. It holds for analyses from now on.").waitFor();
  assert.deepEqual((await server.get("/api/settings")).workspace.questions, [{ id: "offer-financing", text: "Did the rep bring up financing?" }]);
  const { jobs } = await server.get("/api/jobs");
  const { calls } = await server.get(`/api/jobs/${jobs[0].id}/calls?limit=500`);
  assert.ok(calls.some((call) => call.questions.some((question) => question.id === "caller-mention-reefer")));
  expectNoFaults(page);
  await page.context().close();
});
