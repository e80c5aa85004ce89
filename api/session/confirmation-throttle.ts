import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, retryAfter, takeEach } from './counter.ts';

const DAY = 86_400;
/** A person mistypes, or looks among the spam and asks again. */
const ACCOUNT = { points: 5, duration: DAY };
/** Whoever enters it: nobody's address is flooded by many accounts. */
const ADDRESS = { points: 3, duration: DAY };

/**
 * Takes the points of a confirmation mail, of the account that asks and of the address it goes to, or neither.
 *
 * @throws Refused `mailAddress.throttled` with Retry-After
 */
export async function admitConfirmation(db: Database, accountId: string, address: string): Promise<void> {
  const points = [
    { counter: createCounter(db, 'confirm-account', ACCOUNT), key: accountId },
    { counter: createCounter(db, 'confirm-address', ADDRESS), key: address.toLowerCase() },
  ];
  const waitMs = await takeEach(points);
  if (waitMs !== undefined) throw new Refused('mailAddress.throttled', retryAfter(waitMs));
}
