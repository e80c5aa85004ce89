import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A server's line on which what callers say arrives late, or not before it is told to. */
export interface SlowLine {
  readonly address: string;
  /** From now on each piece arrives so much later, in order. */
  readonly delay: (ms: () => number) => void;
  /** From now on nothing arrives. */
  readonly hold: () => void;
  /** All that was held arrives, and what comes afterwards at once. */
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

/** A line to a server on this machine. */
export async function aSlowLine(to: string): Promise<SlowLine> {
  const port = Number(new URL(`http://${to}`).port);
  const open = new Set<Socket>();
  let delayMs = (): number => 0;
  let gate: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((caller) => {
    keep(caller);
    const called = keep(connect(port, '127.0.0.1'));
    called.pipe(caller);
    let last: Promise<unknown> = Promise.resolve();
    caller.on('data', (piece) => {
      const arrival = Promise.all([gate, pause(delayMs())]);
      last = Promise.all([last, arrival]).then(() => called.destroyed || called.write(piece));
    });
    caller.once('close', () => void last.then(() => called.end()));
    called.once('close', () => caller.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    delay: (ms) => (delayMs = ms),
    hold: () => {
      gate = new Promise((resolve) => (release = resolve));
    },
    release: () => release(),
    close: async () => {
      release();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
