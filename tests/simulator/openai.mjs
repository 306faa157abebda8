// SPDX-License-Identifier: MIT
// The official OpenAI SDK against the simulator: usage: node openai.mjs URL KEY
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import { apiKey, baseUrl, check, collect, rejection, until } from './checks.mjs';

const client = new OpenAI({ baseURL: `${baseUrl}/openai/v1`, apiKey, maxRetries: 0 });
const question = {
  model: 'gpt-6-luna',
  reasoning_effort: 'none',
  max_completion_tokens: 1000,
  messages: [{ role: 'user', content: 'Was this a good call?' }],
};
const verdict = z.object({ verdict: z.enum(['good', 'bad']) });
const failing = (how, more = {}) => ({ headers: { 'x-simulate-failure': how }, ...more });

await check('a completion has the fields of the SDK\'s type', async () => {
  const completion = await client.chat.completions.create(question);
  assert.equal(completion.object, 'chat.completion');
  assert.equal(completion.choices[0].finish_reason, 'stop');
  assert.equal(completion.choices[0].message.role, 'assistant');
  assert.equal(completion.usage.total_tokens, completion.usage.prompt_tokens + completion.usage.completion_tokens);
  assert.ok('cached_tokens' in completion.usage.prompt_tokens_details);
  assert.ok('reasoning_tokens' in completion.usage.completion_tokens_details);
  assert.ok(completion._request_id);
});

await check('structured output is parsed, a refusal is told', async () => {
  const asked = { ...question, response_format: zodResponseFormat(verdict, 'verdict') };
  const completion = await client.chat.completions.parse(asked);
  assert.deepEqual(completion.choices[0].message.parsed, { verdict: 'good' });
  const refused = await client.chat.completions.parse(asked, failing('refusal'));
  assert.equal(refused.choices[0].message.parsed, null);
  assert.ok(refused.choices[0].message.refusal);
});

await check('errors become the SDK\'s classes', async () => {
  const classes = [
    ['request-malformed', OpenAI.BadRequestError, 400],
    ['key-revoked', OpenAI.AuthenticationError, 401],
    ['forbidden', OpenAI.PermissionDeniedError, 403],
    ['model-retired', OpenAI.NotFoundError, 404],
    ['rate-limit', OpenAI.RateLimitError, 429],
    ['internal', OpenAI.InternalServerError, 500],
  ];
  for (const [how, type, status] of classes) {
    const error = await rejection(client.chat.completions.create(question, failing(how)));
    assert.ok(error instanceof type, `${how}: ${error.constructor.name}`);
    assert.equal(error.status, status);
  }
  const quota = await rejection(client.chat.completions.create(question, failing('spend-cap')));
  assert.equal(quota.code, 'insufficient_quota');
  const parameter = await rejection(client.chat.completions.create({ ...question, max_tokens: 5 }));
  assert.equal(parameter.param, 'max_tokens');
});

await check('retries happen as the SDK sees fit', async () => {
  let attempts = 0;
  const counting = new OpenAI({
    baseURL: `${baseUrl}/openai/v1`, apiKey, maxRetries: 2,
    fetch: (url, init) => {
      attempts += 1;
      return fetch(url, init);
    },
  });
  await rejection(counting.chat.completions.create(question, failing('unavailable; retryAfterMs=1')));
  assert.equal(attempts, 3);
});

await check('models are listed', async () => {
  const models = await collect(client.models.list());
  assert.ok(models.some((model) => model.id === 'gpt-6-luna'));
  assert.equal((await client.models.retrieve('gpt-6-luna')).object, 'model');
});

await check('a batch runs from file to files', async () => {
  const line = (id, body) => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body });
  const lines = [line('one', question), line('two', { ...question, max_tokens: 5 })].join('\n');
  const file = await client.files.create({ file: await toFile(Buffer.from(lines), 'in.jsonl'), purpose: 'batch' });
  assert.equal(file.purpose, 'batch');
  const batch = await client.batches.create({
    input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h', metadata: { job: 'a' },
  });
  const done = await until(() => client.batches.retrieve(batch.id), (seen) => seen.status === 'completed');
  assert.deepEqual(done.request_counts, { total: 2, completed: 1, failed: 1 });
  const read = async (id) => JSON.parse((await (await client.files.content(id)).text()).trim());
  assert.equal((await read(done.output_file_id)).response.body.object, 'chat.completion');
  assert.equal((await read(done.error_file_id)).response.body.error.code, 'unsupported_parameter');
  assert.ok((await collect(client.batches.list())).some((listed) => listed.id === batch.id));
  await client.files.delete(file.id);
});

await check('the local servers answer the same call', async () => {
  for (const path of ['llama', 'vllm', 'ollama']) {
    const local = new OpenAI({ baseURL: `${baseUrl}/${path}/v1`, apiKey: 'none', maxRetries: 0 });
    const completion = await local.chat.completions.parse({
      model: 'local-model', max_tokens: 100, messages: question.messages,
      response_format: zodResponseFormat(verdict, 'verdict'),
    });
    assert.deepEqual(completion.choices[0].message.parsed, { verdict: 'good' });
  }
});
