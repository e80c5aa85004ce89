import { Unavailable } from '../errors.ts';
import type { PressJob } from './press.ts';
import type { Sheet } from './sheet.ts';
import { sideProcess, SideProcessFailed } from './side-process.ts';

/** What sets and reads documents beside the portal. */
export interface Documents {
  /** An order sheet as a PDF. @throws Unavailable when it has no room or no time for it */
  readonly print: (sheet: Sheet) => Promise<Buffer>;
  readonly stop: () => void;
}

/** Prepares the side processes; each starts when it is first needed. */
export function createDocuments(): Documents {
  const press = sideProcess<PressJob, Uint8Array>({
    program: new URL('./press', import.meta.url),
    jobMs: 12_000,
    memoryMiB: 384,
    waitingAtMost: 20,
  });
  return {
    print: async (sheet) => Buffer.from(await press.ask({ sheet }).catch(unavailable)),
    stop: () => press.stop(),
  };
}

/** A job that found no room or no time can be asked for again; one that the program could not do is a fault. */
function unavailable(error: unknown): never {
  if (error instanceof SideProcessFailed && error.failure !== 'threw')
    throw new Unavailable('unavailable.documents', error);
  throw error;
}
