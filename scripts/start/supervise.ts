import { setTimeout as pause } from 'node:timers/promises';
import { ended } from '../servers/process.ts';
import type { Server } from '../servers/process.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** One that ran this long did not fail because of how it was started. */
const SOUND_MS = 30_000;

interface Supervision<S extends Server> {
  readonly name: string;
  /** Starts it anew, on the same port. */
  readonly start: () => Promise<S>;
  readonly onStart: (server: S) => void;
  readonly say: (line: string) => void;
}

export interface Supervised {
  readonly stop: () => Promise<void>;
  /** From now on it is not started again when it ends. */
  readonly stopRestarting: () => void;
}

/**
 * Starts a server and starts it again whenever it ends by itself, each time a little later, until `stop`.
 *
 * @throws what the first start throws
 */
export async function supervise<S extends Server>({ name, start, onStart, say }: Supervision<S>): Promise<Supervised> {
  const stopping = new AbortController();
  let server = await start();
  onStart(server);
  const kept = (async (): Promise<void> => {
    let failures = 0;
    for (;;) {
      const since = Date.now();
      const how = await ended(server.child);
      if (stopping.signal.aborted) return;
      failures = Date.now() - since > SOUND_MS ? 0 : failures + 1;
      say(`${name} ended (${how}): starting it again …`);
      const next = await again(failures);
      if (!next) return;
      server = next;
      if (stopping.signal.aborted) return;
      onStart(server);
      say(`${name} is up again (pid ${server.pid}).`);
    }
  })();

  async function again(failures: number): Promise<S | undefined> {
    for (let tried = failures; !stopping.signal.aborted; tried += 1) {
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LONGEST_PAUSE_MS), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      try {
        return await start();
      } catch (error) {
        say(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return undefined;
  }

  return {
    stopRestarting: () => stopping.abort(),
    stop: async () => {
      stopping.abort();
      await server.stop();
      await kept; // a start that was under way
      await server.stop();
    },
  };
}
