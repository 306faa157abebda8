// SPDX-License-Identifier: MIT
// A server with a token: nothing before it, everything after it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectAccessible, launch, open } from "../support/browser.mjs";
import { Program } from "../support/program.mjs";

const token = "a-token-long-enough-for-a-server";
let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), Program.serve({ CALLTRACKER_TOKEN: token })]); });
after(async () => { await browser?.close(); await server?.end(); });

test("a wrong token is refused in words, the right one opens the page that was asked for", async () => {
  const page = await open(browser, server.address, undefined, /status of 401/);
  await page.goto("/history");
  await page.getByRole("heading", { name: "Sign in to Call Tracker" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Token" }).fill("not the token at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This is not the server's token.").waitFor();
  await page.getByRole("textbox", { name: "Token" }).fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "History" }).waitFor();
  assert.ok(page.url().endsWith("/history"));
  const cookies = await page.context().cookies();
  assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === "Strict"), JSON.stringify(cookies));
  await page.reload();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Call Tracker" }).waitFor();
  await page.context().close();
});
