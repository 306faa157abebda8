// SPDX-License-Identifier: MIT
// Runs named checks one after the other; the process ends with 1 when one fails.
import assert from 'node:assert/strict';

export const baseUrl = process.argv[2];
export const apiKey = process.argv[3];

export async function check(name, work) {
  try {
    await work();
    console.log(`ok      ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}

export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail('the request should have been refused');
}

export async function until(ask, isDone) {
  for (;;) {
    const seen = await ask();
    if (isDone(seen)) return seen;
  }
}

export async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}
