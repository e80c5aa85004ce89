import { detectPort } from 'detect-port';

const HOST = '127.0.0.1';

/** Whether nothing listens on a loopback port. */
export const isFree = async (port: number): Promise<boolean> => (await freePort(port)) === port;

/** The usual port, or the next free one after it; any free one for 0, and where ten in a row are taken. */
export const freePort = (usual: number): Promise<number> => detectPort({ port: usual, hostname: HOST });
