import { lockDataFolder } from './start/port-lock.ts';
import { startInstance } from './start/instance.ts';
import type { Supervised } from './start/supervise.ts';
import { openProcessRegistry } from './start/process-registry.ts';
import type { ProcessRegistry } from './start/process-registry.ts';
import { removeRunning } from './start/running.ts';
import { checkPort, readSettings } from './start/settings.ts';

const say = (line: string): void => console.log(line);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What was brought up, the last first: the order in which it is taken down. */
const running: Supervised[] = [];
let registry: ProcessRegistry | undefined;
let stopping = false;
/** A terminal's Ctrl-C comes twice, from the terminal and from npm; what comes later than this was meant. */
const SAME_CTRL_C_MS = 1_000;
let askedAt = 0;
let hurried = false;
let askedToStop: () => void = () => undefined;
const asked = new Promise<void>((resolve) => (askedToStop = resolve));

/** Drains; asked again, it drains no longer. */
function stop(): void {
  if (stopping) {
    if (Date.now() - askedAt > SAME_CTRL_C_MS) hurry();
    return;
  }
  say('Stopping: portal, reader, worker, Temporal, PostgreSQL, each drained; once more ends them at once …');
  stopping = true;
  askedAt = Date.now();
  askedToStop();
}

function hurry(): void {
  if (hurried) return;
  hurried = true;
  say('Ending everything at once …');
  for (const part of running) part.stopRestarting();
  registry?.killAll();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

// npm that is killed takes no leave of what it started.
const starter = process.ppid;
if (process.env['npm_lifecycle_event']) setInterval(() => process.ppid !== starter && !stopping && stop(), 500).unref();
// Nor does a terminal that is closed: what is said to it then is lost, and is no reason to leave everything running.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** @returns the exit code */
async function main(): Promise<number> {
  const settings = await readSettings();
  const { release } = lockDataFolder(settings.dataDir);
  try {
    registry = await openProcessRegistry(settings.dataDir, say);
    removeRunning(settings.dataDir); // one that a kill left behind
    await checkPort(settings);
    const checkStop = (): void => {
      if (stopping) throw new Error('asked to stop');
    };
    await startInstance({ settings, registry, say, onUp: (part) => running.unshift(part), checkStop });
    const folder = process.env['DATA_DIR'] === undefined ? '' : `DATA_DIR=${settings.dataDir} `; // each command looks where it is told
    say(
      `\nPortal  ${settings.portalUrl}\nLogs    ${settings.dataDir}/logs\nWhat runs where: ${folder}npm run status. Ctrl-C stops everything.\n`,
    );
    await asked;
    return 0;
  } catch (error) {
    if (!stopping) throw error;
    return 0; // cut off on purpose
  } finally {
    for (const part of running) await part.stop().catch((error: unknown) => say(messageOf(error)));
    registry?.clear();
    release();
  }
}

const code = await main().catch((error: unknown) => {
  console.error(`\n${messageOf(error)}`);
  return 1;
});
if (stopping) say('Stopped.');
process.exit(code);
