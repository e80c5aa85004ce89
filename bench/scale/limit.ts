import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GROUPS = '/sys/fs/cgroup';
const PERIOD_US = 100_000;

/** A bound on the processor time of one process. */
export interface Limit {
  /** Once the process has ended. */
  readonly remove: () => void;
}

/**
 * Bounds a process to a share of one core, by a control group of its own.
 *
 * @throws Error when this machine's groups cannot be written to: they are the administrator's
 */
export function limitCores(pid: number, cores: number): Limit {
  const isUnified = existsSync(join(GROUPS, 'cgroup.controllers'));
  const group = join(GROUPS, isUnified ? '' : 'cpu', `quanliu-bench-${pid}`);
  const quota = Math.round(cores * PERIOD_US);
  try {
    if (isUnified) writeFileSync(join(GROUPS, 'cgroup.subtree_control'), '+cpu');
    mkdirSync(group);
    if (isUnified) writeFileSync(join(group, 'cpu.max'), `${quota} ${PERIOD_US}`);
    else {
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quota));
    }
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
  } catch (error) {
    throw new Error(`control groups cannot be written here (root is needed, and ${GROUPS} writable): ${String(error)}`);
  }
  return { remove: () => rmdirSync(group) };
}
