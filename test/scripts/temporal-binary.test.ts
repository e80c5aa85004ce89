import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporalBinary } from '../../scripts/servers/temporal-binary.ts';

const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quanliu-chain-'));
  process.env['QUANLIU_CACHE'] = join(folder, 'cache');
  process.env['PATH'] = join(folder, 'path');
  delete process.env['TEMPORAL_CLI'];
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

function program(...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

test('TEMPORAL_CLI comes first, then PATH, then the cache folder', async () => {
  const cached = program('cache', 'bin', 'temporal');
  expect(await temporalBinary()).toBe(cached);
  const onPath = program('path', 'temporal');
  expect(await temporalBinary()).toBe(onPath);
  const chosen = program('mine');
  process.env['TEMPORAL_CLI'] = chosen;
  expect(await temporalBinary()).toBe(chosen);
});

test('a TEMPORAL_CLI that is no program is an error that names it, not a reason to look on', async () => {
  program('path', 'temporal');
  process.env['TEMPORAL_CLI'] = join(folder, 'nowhere');
  await expect(temporalBinary()).rejects.toThrow(join(folder, 'nowhere'));
});

test('a folder of that name on PATH is passed over', async () => {
  mkdirSync(join(folder, 'path', 'temporal'), { recursive: true });
  const cached = program('cache', 'bin', 'temporal');
  expect(await temporalBinary()).toBe(cached);
});
