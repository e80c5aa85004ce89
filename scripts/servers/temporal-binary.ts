import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { isExecutable, onPath } from './on-path.ts';

/** The newest Temporal command line that `go install` can build. */
const CLI = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/**
 * The `temporal` program: `TEMPORAL_CLI`, PATH, the cache folder, the SDK's download, `go install`, in this order.
 *
 * @throws Error that says what to install, when there is none and none can be had
 */
export async function temporalBinary(say: (line: string) => void = () => undefined): Promise<string> {
  const { TEMPORAL_CLI } = process.env;
  if (TEMPORAL_CLI) {
    if (!isExecutable(TEMPORAL_CLI)) throw new Error(`TEMPORAL_CLI names no program: ${TEMPORAL_CLI}`);
    return TEMPORAL_CLI;
  }
  const found = onPath('temporal') ?? cachedBinary('temporal');
  if (found) return found;
  return (await downloaded(say)) ?? goInstalled(CLI, 'temporal', say);
}

/** A program built or fetched before. */
export function cachedBinary(name: string): string | undefined {
  const path = join(cacheFolder('bin'), name);
  return isExecutable(path) ? path : undefined;
}

/** The SDK knows how to fetch the development server; it has no call that only fetches, so one is started and stopped. */
async function downloaded(say: (line: string) => void): Promise<string | undefined> {
  say('Temporal: trying the download …');
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: cacheFolder('download') } },
    });
    await environment.teardown();
  } catch {
    return undefined; // no way to the download from here: built from source instead, which says so
  }
  const name = readdirSync(cacheFolder('download')).find((file) => file.startsWith('temporal'));
  if (!name) return undefined;
  const target = join(cacheFolder('bin'), 'temporal');
  copyFileSync(join(cacheFolder('download'), name), `${target}.${process.pid}`);
  renameSync(`${target}.${process.pid}`, target);
  return target;
}

/**
 * Builds a Go program into the cache. Two builders at once do no harm: each builds aside and renames.
 *
 * @throws Error when Go is missing or the build fails
 */
export function goInstalled(
  module: string,
  name: string,
  say: (line: string) => void,
  flags: readonly string[] = [],
): string {
  const go = onPath('go');
  if (!go)
    throw new Error(
      `${name} is needed: install the Temporal CLI (set TEMPORAL_CLI to it), or Go ≥ 1.24 so that it can be built`,
    );
  say(`Temporal: building ${name} from ${module} (about 3 minutes, once a machine) …`);
  const aside = mkdtempSync(join(cacheFolder(), 'build-'));
  try {
    execFileSync(go, ['install', '-v', '-ldflags', '-s -w', ...flags, module], {
      env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOBIN: aside },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const target = join(cacheFolder('bin'), name);
    renameSync(join(aside, name), target);
    return target;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
