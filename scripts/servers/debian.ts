import { execFileSync } from 'node:child_process';
import { onPath } from './on-path.ts';

/**
 * Installs Debian packages, where there is `apt-get` and we are root. Its output is shown.
 *
 * @returns whether they are installed; that they are not is no error yet, the next way is tried
 */
export function installedFromDebian(packages: readonly string[], say: (line: string) => void): boolean {
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) return false;
  say(`Installing the Debian packages ${packages.join(', ')} …`);
  return (
    attempted(apt, ['update', '-q']) && attempted(apt, ['install', '-y', '-q', '--no-install-recommends', ...packages])
  );
}

/** Runs a program with its output shown; false when it fails. */
export function attempted(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    return true;
  } catch {
    return false;
  }
}
