/**
 * Whoever asks for a new password learns nothing of whether there is such an account: not from the bytes of the answer, nor
 * from how long it takes.
 *
 * @source L14, D16
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { eventually } from '../setup/eventually.ts';
import { formOf } from './support/page-form.ts';
import { requestFor, requestForNobody, resetsOf, resetThrottles } from './support/password-reset.ts';
import { aPortal } from './support/portal.ts';
import type { TestPortal } from './support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await aPortal();
});

afterAll(() => portal.stop());

const REQUEST = '/password/forgotten';
const PAIRS = 100;
/** Taken in turns the medians differ by a few percent; machines that do other things as well, by more. */
const RATIO_AT_MOST = 1.5;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Everything a client gets to see of an answer, but for the time of day. */
function seen({ status, headers, text }: request.Response): string {
  const { date: _date, ...rest } = headers as Record<string, string>;
  return JSON.stringify([status, rest, text]);
}

test('200 requests, for an account that exists and for none, are answered alike in bytes and in time', async () => {
  const page = await request(portal.url).get(REQUEST).set({ accept: 'text/html' });
  const form = formOf(page.text, REQUEST);
  const ask = async (values: object) => {
    await resetThrottles(portal);
    const began = process.hrtime.bigint();
    const answer = await request(portal.url)
      .post(REQUEST)
      .set({ accept: 'text/html' })
      .type('form')
      .send({ ...form, ...values, click: randomUUID() });
    return { ms: Number(process.hrtime.bigint() - began) / 1e6, seen: seen(answer) };
  };
  const [known, unknown] = [requestFor('enterprise'), requestForNobody('demo-enterprisf')];
  for (const values of [known, unknown]) await ask(values); // what is loaded once is loaded
  const answers = { known: [await ask(known)], unknown: [await ask(unknown)] };
  for (let pair = 1; pair < PAIRS; pair += 1) {
    // whoever comes first comes second the next time
    const turns = pair % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const turn of turns) answers[turn].push(await ask(turn === 'known' ? known : unknown));
  }
  const all = [...answers.known, ...answers.unknown];
  expect(all).toHaveLength(2 * PAIRS);
  expect(new Set(all.map((answer) => answer.seen)).size).toBe(1);
  for (const { username } of [known, unknown])
    await eventually(
      async () => (await resetsOf(portal, username)).length,
      (count) => count === PAIRS + 1,
    );
  const ratio = median(answers.known.map(({ ms }) => ms)) / median(answers.unknown.map(({ ms }) => ms));
  console.info(`time for an account that exists, in times of one that does not: ${ratio.toFixed(3)}`);
  expect(ratio).toBeLessThan(RATIO_AT_MOST);
  expect(ratio).toBeGreaterThan(1 / RATIO_AT_MOST);
}, 120_000);

test('so are clients', async () => {
  const answers = [];
  for (const values of [requestFor('enterprise'), requestForNobody(), requestForNobody('demo-park')]) {
    await resetThrottles(portal);
    answers.push(seen(await request(portal.url).post('/api/password-resets').send(values)));
  }
  expect(new Set(answers).size).toBe(1);
});
