import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chromium } from '../../scripts/servers/chromium.ts';

const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quanliu-chain-'));
  process.env['PATH'] = join(folder, 'path');
  delete process.env['CHROMIUM_PATH'];
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

test('CHROMIUM_PATH comes first, then PATH, Chromium before Chrome', async () => {
  const chrome = program('path', 'google-chrome');
  expect(await chromium()).toBe(chrome);
  const onPath = program('path', 'chromium');
  expect(await chromium()).toBe(onPath);
  const chosen = program('mine');
  process.env['CHROMIUM_PATH'] = chosen;
  expect(await chromium()).toBe(chosen);
});

test('a CHROMIUM_PATH that is no program is an error that names it, not a reason to look on', async () => {
  program('path', 'chromium');
  process.env['CHROMIUM_PATH'] = join(folder, 'nowhere');
  await expect(chromium()).rejects.toThrow(join(folder, 'nowhere'));
});
