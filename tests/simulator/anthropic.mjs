// SPDX-License-Identifier: MIT
// The official Anthropic SDK against the simulator: usage: node anthropic.mjs URL KEY
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';

import { apiKey, baseUrl, check, collect, rejection, until } from './checks.mjs';

const client = new Anthropic({ baseURL: baseUrl, apiKey, maxRetries: 0 });
const question = {
  model: 'claude-haiku-5-5',
  max_tokens: 1000,
  thinking: { type: 'disabled' },
  messages: [{ role: 'user', content: 'Was this a good call?' }],
};
const failing = (how, more = {}) => ({ headers: { 'x-simulate-failure': how }, ...more });

await check('a message has every field of the SDK\'s type', async () => {
  const message = await client.messages.create(question);
  assert.equal(message.type, 'message');
  assert.equal(message.role, 'assistant');
  assert.equal(message.content[0].type, 'text');
  assert.equal(message.stop_reason, 'end_turn');
  for (const field of ['id', 'model', 'stop_sequence', 'stop_details', 'container']) assert.ok(field in message, field);
  for (const field of ['input_tokens', 'output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens',
    'cache_creation', 'output_tokens_details', 'server_tool_use', 'service_tier', 'inference_geo']) {
    assert.ok(field in message.usage, field);
  }
  assert.match(message._request_id, /^req_/);
});

await check('structured output is parsed', async () => {
  const verdict = z.object({ verdict: z.enum(['good', 'bad']), score: z.number().min(0).max(5) });
  const message = await client.messages.parse({ ...question, output_config: { format: zodOutputFormat(verdict) } });
  assert.deepEqual(message.parsed_output, { verdict: 'good', score: 0 });
});

await check('errors become the SDK\'s classes', async () => {
  const classes = [
    ['request-malformed', Anthropic.BadRequestError, 400],
    ['key-revoked', Anthropic.AuthenticationError, 401],
    ['forbidden', Anthropic.PermissionDeniedError, 403],
    ['model-retired', Anthropic.NotFoundError, 404],
    ['conflict', Anthropic.ConflictError, 409],
    ['rate-limit', Anthropic.RateLimitError, 429],
    ['overloaded', Anthropic.InternalServerError, 529],
  ];
  for (const [how, type, status] of classes) {
    const error = await rejection(client.messages.create(question, failing(how)));
    assert.ok(error instanceof type, `${how}: ${error.constructor.name}`);
    assert.equal(error.status, status);
    assert.equal(error.requestID, error.error.request_id);
  }
  const broken = await rejection(client.messages.create(question, failing('reset')));
  assert.ok(broken instanceof Anthropic.APIConnectionError);
});

await check('a wrong key, an unknown field and an old model are refused', async () => {
  const stranger = new Anthropic({ baseURL: baseUrl, apiKey: 'wrong', maxRetries: 0 });
  assert.equal((await rejection(stranger.messages.create(question))).status, 401);
  assert.equal((await rejection(client.messages.create({ ...question, seed: 1 }))).status, 400);
  assert.equal((await rejection(client.messages.create({ ...question, model: 'claude-3-haiku-20240307' }))).status, 404);
});

await check('retries happen as the SDK sees fit', async () => {
  const attempts = [];
  const counting = new Anthropic({
    baseURL: baseUrl, apiKey, maxRetries: 2,
    fetch: (url, init) => {
      attempts.push(new Headers(init.headers).get('x-stainless-retry-count'));
      return fetch(url, init);
    },
  });
  await rejection(counting.messages.create(question, failing('internal; retryAfterMs=1')));
  assert.deepEqual(attempts, ['0', '1', '2']);
  attempts.length = 0;
  await rejection(counting.messages.create(question, failing('internal; shouldRetry=false')));
  assert.equal(attempts.length, 1);
});

await check('models are listed over pages, and retiring ones say when', async () => {
  const models = await collect(client.models.list({ limit: 3 }));
  assert.ok(models.length > 5);
  assert.ok(models.some((model) => model.id === 'claude-haiku-5-5'));
  const model = await client.models.retrieve('claude-sonnet-4-5');
  assert.equal(model.type, 'model');
});

await check('tokens are counted as they are billed', async () => {
  const { max_tokens: ignored, ...counted } = question;
  const { input_tokens: tokens } = await client.messages.countTokens(counted);
  const message = await client.messages.create(question);
  assert.equal(tokens, message.usage.input_tokens);
});

await check('a batch runs from start to results', async () => {
  const batch = await client.messages.batches.create({
    requests: [
      { custom_id: 'one', params: question },
      { custom_id: 'two', params: { ...question, max_tokens: 0 } },
    ],
  });
  assert.equal(batch.processing_status, 'in_progress');
  const ended = await until(() => client.messages.batches.retrieve(batch.id), (seen) => seen.processing_status === 'ended');
  assert.equal(ended.request_counts.succeeded, 1);
  assert.equal(ended.request_counts.errored, 1);
  const results = await collect(await client.messages.batches.results(batch.id));
  const byId = Object.fromEntries(results.map((result) => [result.custom_id, result.result]));
  assert.equal(byId.one.message.content[0].type, 'text');
  assert.equal(byId.two.error.error.type, 'invalid_request_error');
  assert.ok((await collect(client.messages.batches.list())).some((listed) => listed.id === batch.id));
  assert.equal((await client.messages.batches.delete(batch.id)).type, 'message_batch_deleted');
  const cancelled = await client.messages.batches.create({ requests: [{ custom_id: 'a', params: question }] });
  await client.messages.batches.cancel(cancelled.id);
});
