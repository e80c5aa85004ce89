import type { RequestHandler } from 'express';
import { Refused } from '../actions/errors.ts';

interface Limits {
  /** Calls of one account, or of one address without an account, that may be under way. */
  readonly byAccount: number;
  readonly inAll: number;
}

/** Seconds after which a call that found no room may be sent again. */
const RETRY_AFTER = '5';

/**
 * Lets so many calls at once through to a handler. A call counts from the moment it comes, before anything is awaited, until its
 * answer has gone out or its client is gone.
 *
 * @throws Refused `request.too-many-uploads` by way of `next`
 */
export function admitted({ byAccount, inAll }: Limits, handler: RequestHandler): RequestHandler {
  const underWay = new Map<string, number>();
  let all = 0;
  return (request, response, next) => {
    const who = request.account?.id ?? request.ip ?? '';
    const own = underWay.get(who) ?? 0;
    if (own >= byAccount || all >= inAll)
      return next(new Refused('request.too-many-uploads', { 'retry-after': RETRY_AFTER }));
    underWay.set(who, own + 1);
    all += 1;
    response.once('close', () => {
      const left = (underWay.get(who) ?? 1) - 1;
      if (left > 0) underWay.set(who, left);
      else underWay.delete(who);
      all -= 1;
    });
    return handler(request, response, next);
  };
}
