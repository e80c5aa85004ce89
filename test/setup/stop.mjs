export default async function stop() {
  await globalThis.quanliuServers?.stop();
}
