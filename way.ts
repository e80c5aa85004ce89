import { channel } from 'node:diagnostics_channel';

/** Where a command can be on its way; all but those of the worker are the portal's. */
export type WayPoint =
  /** The rule has let the click pass. */
  | 'asked'
  /** The command's row is committed. */
  | 'accepted'
  /** Temporal has the signal. */
  | 'acknowledged'
  /** The worker has begun to record. The answer that a signal is there may come after that. */
  | 'begun'
  /** In the worker: the rows that the recording goes by are read. */
  | 'read'
  /** In the worker: the recording is committed. */
  | 'recorded'
  /** The portal knows the outcome. */
  | 'heard';

/** A command has come to a point of its way. */
export interface Mark {
  readonly point: WayPoint;
  readonly commandId: string;
}

/** The channel of `node:diagnostics_channel` on which marks are said, in each process. */
export const WAY = 'quanliu.way';

const way = channel(WAY);

/** Says that a command has come to a point of its way, to whoever measures. Where nobody listens it costs a comparison. */
export function mark(point: WayPoint, commandId: string): void {
  if (way.hasSubscribers) way.publish({ point, commandId } satisfies Mark);
}
