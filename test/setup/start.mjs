import { register } from 'tsx/esm/api';

/** Jest loads this file as it is; what it starts is TypeScript. */
export default async function start() {
  const unregister = register();
  const { startServers } = await import('./servers.ts');
  globalThis.quanliuServers = await startServers();
  await unregister();
}
