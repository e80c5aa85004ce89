import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { isExecutable } from './postgres-binaries.ts';
import { onPath } from './temporal-binary.ts';

const VERSION = '1.38.0';
const JAR = `temporal-test-server-${VERSION}.jar`;

/** Takes the library's jars from wherever Maven is set up to find them. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>quanliu</groupId><artifactId>time-skipping</artifactId><version>1</version><dependencies><dependency>
<groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version>
</dependency></dependencies></project>
`;

/** Small heap, quick start: it lives for one test file. */
const JAVA = '-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1';

/**
 * The time-skipping test server as a program to start: `TEMPORAL_TEST_SERVER`, the cache folder, the SDK's download, Maven,
 * in this order. For `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`.
 *
 * @throws Error that says what to install, when there is none and none can be had
 */
export async function timeSkippingServer(say: (line: string) => void = () => undefined): Promise<string> {
  const { TEMPORAL_TEST_SERVER } = process.env;
  if (TEMPORAL_TEST_SERVER) return TEMPORAL_TEST_SERVER;
  const folder = cacheFolder('time-skipping');
  const program = join(folder, 'temporal-test-server');
  if (isExecutable(program) && existsSync(join(folder, 'lib', JAR))) return program;
  if (!existsSync(join(folder, 'lib', JAR))) {
    if (await downloadable(say)) return downloadedProgram();
    fetchedByMaven(folder, say);
  }
  const java = onPath('java');
  if (!java)
    throw new Error('Java ≥ 17 is needed by the time-skipping test server: install it, or set TEMPORAL_TEST_SERVER');
  writeFileSync(
    `${program}.${process.pid}`,
    `#!/bin/sh\nexec ${java} ${JAVA} -cp "${folder}/lib/*" io.temporal.testserver.TestServer "$@"\n`,
  );
  chmodSync(`${program}.${process.pid}`, 0o755);
  renameSync(`${program}.${process.pid}`, program);
  return program;
}

/** The SDK fetches the server when it starts one; started and stopped here to have it. */
async function downloadable(say: (line: string) => void): Promise<boolean> {
  say('Time-skipping server: trying the download …');
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'cached-download', downloadDir: cacheFolder('download') } },
    });
    await environment.teardown();
    return true;
  } catch {
    return false; // no way to the download from here: Maven is asked, which says so
  }
}

async function downloadedProgram(): Promise<string> {
  const { readdirSync } = await import('node:fs');
  const name = readdirSync(cacheFolder('download')).find((file) => file.includes('test-server'));
  if (!name) throw new Error('the SDK downloaded a test server but it is not in the cache folder');
  return join(cacheFolder('download'), name);
}

/** Two at once do no harm: each fetches aside and renames. */
function fetchedByMaven(folder: string, say: (line: string) => void): void {
  const maven = onPath('mvn');
  if (!maven)
    throw new Error(
      'Maven is needed once to fetch the time-skipping test server: install it, or set TEMPORAL_TEST_SERVER',
    );
  say(`Time-skipping server: fetching ${JAR} and what it needs (38 MB, once a machine) …`);
  const aside = mkdtempSync(join(folder, 'fetch-'));
  try {
    writeFileSync(join(aside, 'pom.xml'), POM);
    const args = [
      '-q',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(aside, 'lib')}`,
    ];
    execFileSync(maven, args, { cwd: aside, stdio: ['ignore', 'inherit', 'inherit'] });
    rmSync(join(folder, 'lib'), { recursive: true, force: true });
    renameSync(join(aside, 'lib'), join(folder, 'lib'));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
