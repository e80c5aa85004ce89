import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A server's line, which can be cut and joined again: what stands behind it is down for those who call here, and for nobody else. */
export interface Switch {
  readonly port: number;
  readonly cut: () => void;
  readonly join: () => void;
  readonly close: () => Promise<void>;
}

/** A line to a server on this machine. */
export async function aSwitch(port: number): Promise<Switch> {
  const open = new Set<Socket>();
  let joined = true;
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((caller) => {
    keep(caller);
    if (!joined) return caller.destroy();
    const called = keep(connect(port, '127.0.0.1'));
    caller.pipe(called).pipe(caller);
    caller.once('close', () => called.destroy());
    return called.once('close', () => caller.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    joined = false;
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    join: () => void (joined = true),
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
