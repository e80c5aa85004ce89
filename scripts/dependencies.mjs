// Plain JavaScript without packages: this runs before there are any.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MIN_NODE = [20, 19];

/** Ends the process with a clear message on a Node that is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  console.error(`Node ${MIN_NODE.join('.')} or newer is needed; this is ${version}.`);
  process.exit(1);
}

/**
 * Why the installed packages are not those of the lock file; undefined when they are.
 *
 * npm keeps a lock file of what it installed; optional packages of other platforms are missing there by right.
 */
export function staleness(root) {
  const wanted = packages(join(root, 'package-lock.json'));
  const installed = packages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted) return 'package-lock.json cannot be read';
  if (!installed) return 'node_modules is missing';
  for (const [path, { version, optional, devOptional, link }] of Object.entries(wanted)) {
    if (path === '' || link) continue;
    const found = installed[path];
    if (!found && !optional && !devOptional) return `${path} is missing`;
    if (found && found.version !== version) return `${path} is ${found.version}, ${version} is wanted`;
  }
  const extra = Object.keys(installed).find((path) => !(path in wanted));
  return extra && `${extra} is no longer wanted`;
}

/** Runs `npm ci` when the installed packages are not those of the lock file, and says so. */
export async function installWhenStale(root) {
  const reason = staleness(root);
  if (!reason) return;
  console.log(`Dependencies: ${reason}; running npm ci …`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const beat = setInterval(() => console.log(`Dependencies: still installing, ${seconds()} s …`), 10_000);
  const code = await npmCi(root);
  clearInterval(beat);
  if (code !== 0) {
    console.error(`npm ci failed (${code}); its messages are above.`);
    process.exit(1);
  }
  console.log(`Dependencies: installed in ${seconds()} s.`);
}

/** npm's own script when started by npm, so that the same npm is used; else the one on PATH. */
function npmCi(root) {
  const cli = process.env.npm_execpath;
  const [command, args] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const child = spawn(command, [...args, 'ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
