import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Which program a child runs, and what it may use. */
export interface ChildOptions {
  /** The program without its ending, which is `.ts` or `.js`: `new URL('./pdf-job', import.meta.url)`. */
  readonly program: URL;
  /** What it may write to memory; limited by the operating system where that is Linux. */
  readonly memoryMiB: number;
  /** What it may use of a processor in all before it is ended, so that an endless loop ends even without whoever started it. */
  readonly cpuSeconds?: number;
  /** How far it stands back behind other processes when processors are short: 0, as far as whoever starts it, to 19. */
  readonly niceness?: number;
}

const CPU_SECONDS = 600;
/** What stacks, arenas and buffers may take beside V8's heap. A library for pictures alone reserves a gigabyte. */
const BESIDE_HEAP_MIB = 2048;

/**
 * Starts the program: TypeScript from the sources, JavaScript once built. It has no input but the messages of whoever starts it. Memory
 * outside V8's heap, where files are unpacked, is limited by the system alone; when the machine's runs short, the kernel
 * ends this process first.
 */
export function startChild({ program, memoryMiB, cpuSeconds = CPU_SECONDS, niceness = 0 }: ChildOptions): ChildProcess {
  const isFromSources = import.meta.url.endsWith('.ts');
  const limits = [
    `ulimit -d ${(memoryMiB + BESIDE_HEAP_MIB) * 1024}`,
    `ulimit -t ${cpuSeconds}`,
    'echo 1000 2>/dev/null >/proc/self/oom_score_adj',
  ];
  const command = [
    process.execPath,
    `--max-old-space-size=${memoryMiB}`,
    ...(isFromSources
      ? [fileURLToPath(new URL('./from-sources.mjs', import.meta.url)), `${program}.ts`]
      : [fileURLToPath(`${program}.js`)]),
  ];
  const shell = `${platform() === 'linux' ? `${limits.join('; ')}; ` : ''}exec nice -n ${niceness} "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', shell, ...command], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { PATH: process.env['PATH'] },
  });
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  return child;
}
