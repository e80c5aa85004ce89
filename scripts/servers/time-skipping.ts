import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { installedFromDebian } from './debian.ts';
import { isExecutable, onPath } from './on-path.ts';

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
 * in this order; Java and Maven come from PATH, else as Debian packages when root. For `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`.
 *
 * @throws Error that says what to install, when there is none and none can be had
 */
export async function timeSkippingServer(say: (line: string) => void = () => undefined): Promise<string> {
  const { TEMPORAL_TEST_SERVER } = process.env;
  if (TEMPORAL_TEST_SERVER) return TEMPORAL_TEST_SERVER;
  const folder = cacheFolder('time-skipping');
  const program = join(folder, 'temporal-test-server');
  const jar = join(folder, 'lib', JAR);
  if (isExecutable(program) && existsSync(jar)) return program;
  if (!existsSync(jar)) {
    const downloaded = downloadedBefore() ?? (await downloadedNow(say));
    if (downloaded) return downloaded;
    fetchedByMaven(folder, say);
  }
  const java = onPathOrDebian('java', 'default-jre-headless', say);
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

function onPathOrDebian(name: string, packaged: string, say: (line: string) => void): string | undefined {
  return onPath(name) ?? (installedFromDebian([packaged], say) ? onPath(name) : undefined);
}

/** The SDK fetches the server when it starts one; started and stopped here to have it. */
async function downloadedNow(say: (line: string) => void): Promise<string | undefined> {
  say('Time-skipping server: trying the download …');
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'cached-download', downloadDir: cacheFolder('download') } },
    });
    await environment.teardown();
    return downloadedBefore();
  } catch {
    return undefined; // no way to the download from here: Maven is asked, which says so
  }
}

function downloadedBefore(): string | undefined {
  const folder = cacheFolder('download');
  return readdirSync(folder)
    .filter((name) => name.includes('test-server'))
    .map((name) => join(folder, name))
    .find(isExecutable);
}

/** Two at once do no harm: each fetches aside and renames. */
function fetchedByMaven(folder: string, say: (line: string) => void): void {
  const maven = onPathOrDebian('mvn', 'maven', say);
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
