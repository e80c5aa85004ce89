import type { Request, Response } from 'express';
import { Refused } from '../actions/errors.ts';
import { networkOf } from '../session/network.ts';

interface Limits {
  /** Calls of one account, or of one network without an account, that may be under way. */
  readonly byAccount: number;
  readonly inAll: number;
}

/** Seconds after which a call that found no room may be sent again. */
const RETRY_AFTER = '5';

/** Whether a call finds room among those under way; if so it counts until its answer has gone out or its client is gone. */
export type Admit = (request: Request, response: Response) => boolean;

/** Lets so many calls at once be under way. A call counts from the moment it comes, before anything is awaited. */
export function createAdmission({ byAccount, inAll }: Limits): Admit {
  const underWay = new Map<string, number>();
  let all = 0;
  return (request, response) => {
    const who = request.account?.id ?? networkOf(request.ip ?? '');
    const own = underWay.get(who) ?? 0;
    if (own >= byAccount || all >= inAll) return false;
    underWay.set(who, own + 1);
    all += 1;
    response.once('close', () => {
      const left = (underWay.get(who) ?? 1) - 1;
      if (left > 0) underWay.set(who, left);
      else underWay.delete(who);
      all -= 1;
    });
    return true;
  };
}

/** What a call is told that finds no room. */
export const noRoom = (): Refused => new Refused('request.too-many-uploads', { 'retry-after': RETRY_AFTER });
