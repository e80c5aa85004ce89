// Ours, because no package we know runs a call again whose first answer was 202 or never came, and lets it find its own outcome.

import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import type { KeyClaim } from '../actions/click.ts';
import type { Portal } from '../actions/portal.ts';
import { keepAnswer, releaseKey, takeKey } from '../../db/writes/portal/idempotency.ts';
import type { Answer } from './answer.ts';
import { Refused } from '../actions/errors.ts';

interface KeyedCall {
  readonly accountId: string;
  readonly key: string;
  /** Method, path with query, and the body as it came (files by hash). */
  readonly parts: readonly (string | Uint8Array)[];
  /** What the call is answered with when it is done is not kept: its repeats run again and find their own outcome. */
  readonly secret: boolean;
}

/** What an Idempotency-Key is: 1–128 visible ASCII characters. */
export const KEY = /^[\x21-\x7E]{1,128}$/;

/** @throws Refused `idempotency.key-invalid` unless it has 1–128 visible ASCII characters */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Refused('idempotency.key-invalid');
  return key;
}

/**
 * Runs a call once: its repeats get the first answer, byte for byte, for a day. Kept are 2xx but 202, and 4xx but 401 and
 * 429; after a 202, or an answer that is secret, the call runs again and finds its own outcome.
 *
 * @param run always answers; it does not throw
 * @throws Refused `idempotency.key-reused`, `idempotency.in-progress`
 */
export async function once(
  { db, log }: Pick<Portal, 'db' | 'log'>,
  { accountId, key, parts, secret }: KeyedCall,
  run: (claim: KeyClaim) => Promise<Answer>,
): Promise<Answer> {
  const call = { accountId, key, fingerprint: fingerprint(parts), holder: randomUUID() };
  const row = await takeKey(db, call);
  if (row.fingerprint !== call.fingerprint) throw new Refused('idempotency.key-reused');
  if (row.state === 'answered') return { status: row.status ?? 200, headers: row.headers ?? {}, body: row.body };
  if (row.holder !== call.holder) throw new Refused('idempotency.in-progress', { 'retry-after': '1' });

  const answer = await run({
    key,
    since: row.createdAt,
    before: row.before === 'running' ? 'interrupted' : row.before === 'accepted' ? 'accepted' : null,
  });
  await keep(db, call, answer, secret).catch((error: unknown) => log.warn({ err: error }, 'an answer was not kept')); // what was done is done: a repeat after the lease finds its outcome
  return answer;
}

async function keep(
  db: Database,
  call: Parameters<typeof keepAnswer>[1],
  { status, headers, body }: Answer,
  secret: boolean,
): Promise<void> {
  if (status === 202 || (secret && status < 300))
    await keepAnswer(db, call, { state: 'accepted', status, headers, body: null });
  else if (isKept(status) && !(body instanceof Uint8Array))
    await keepAnswer(db, call, { state: 'answered', status, headers, body });
  else await releaseKey(db, call);
}

const isKept = (status: number): boolean =>
  (status < 300 || status >= 400) && status < 500 && status !== 401 && status !== 429;

function fingerprint(parts: KeyedCall['parts']): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? Buffer.from(part) : part).update('\0');
  return hash.digest('base64url');
}
