import type { Request } from 'express';
import { Unavailable } from '../actions/errors.ts';
import { isUnsafe } from './origin.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Of a call that changes something: whether its work has begun, or it was given up before. */
    work?: 'begun' | 'givenUp';
  }
}

/**
 * Begins the work of a call that changes something. From here on it is answered by what becomes of it, however long that takes.
 *
 * @throws Unavailable when it was given up before: it was answered that nothing was done, and nothing is
 */
export function beginWork(request: Request): void {
  if (!isUnsafe(request.method)) return;
  if (request.work === 'givenUp') throw new Unavailable('unavailable.database', new Error('given up before it began'));
  request.work = 'begun';
}

/** Gives a call up that has waited too long, unless its work has begun; answers whether it is given up. */
export function giveUpWork(request: Request): boolean {
  if (request.work === 'begun') return false;
  request.work = 'givenUp';
  return true;
}
