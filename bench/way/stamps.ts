import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { WAY } from '../../way.ts';
import type { Mark, WayPoint } from '../../way.ts';

/** The points of a command's way, and the ends of the call that brought it. */
export type Point = 'called' | WayPoint | 'answered';

/** When a command was at a point: milliseconds of the machine's clock that only goes forward, which its processes share. */
export interface Stamp {
  readonly commandId: string;
  readonly point: Point;
  readonly ms: number;
  /** What was called, where it is. */
  readonly path?: string;
}

/** A call that is being answered. */
interface Call {
  readonly ms: number;
  readonly path: string;
  commandId?: string;
}

/** What Node says when a call comes in, and when its answer has gone out. */
const CALLED = 'http.server.request.start';
const ANSWERED = 'http.server.response.finish';

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Begins to stamp the commands of this process. @returns ends it, and gives what was stamped */
export function stampCommands(): () => Stamp[] {
  const stamps: Stamp[] = [];
  const calls = new AsyncLocalStorage<Call>();
  const open = new WeakMap<IncomingMessage, Call>();

  const called = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    const call = { ms: now(), path: request.url ?? '' };
    open.set(request, call);
    calls.enterWith(call);
  };
  const marked = (message: unknown): void => {
    const { point, commandId } = message as Mark;
    stamps.push({ commandId, point, ms: now() });
    const call = calls.getStore();
    if (call) call.commandId ??= commandId;
  };
  const answered = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage };
    const { commandId, ms, path } = open.get(request) ?? {};
    if (commandId === undefined || ms === undefined || path === undefined) return; // a call without a command
    stamps.push({ commandId, point: 'called', ms, path }, { commandId, point: 'answered', ms: now() });
  };

  subscribe(CALLED, called);
  subscribe(WAY, marked);
  subscribe(ANSWERED, answered);
  return () => {
    unsubscribe(CALLED, called);
    unsubscribe(WAY, marked);
    unsubscribe(ANSWERED, answered);
    calls.disable();
    return stamps;
  };
}
