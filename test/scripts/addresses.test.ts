import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { resolveDatabaseUrl, resolveTemporalAddress } from '../../scripts/start/addresses.ts';
import { readRunning, removeRunning, writeRunning } from '../../scripts/start/running.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'quanliu-running-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const INSTANCE = {
  portal: 'http://localhost:8080',
  temporal: '127.0.0.1:7233',
  temporalWeb: null,
  database: 'postgres://quanliu:secret@127.0.0.1:54320/quanliu',
  metrics: [],
  pids: { api: [1], worker: [2], reader: [4], postgres: null, temporal: 3 },
};

test('running.json is read as it was written, by its owner alone, and is gone after a clean stop', () => {
  expect(readRunning(folder)).toBeUndefined();
  writeRunning(folder, INSTANCE);
  expect(readRunning(folder)).toEqual(INSTANCE);
  expect(statSync(join(folder, 'running.json')).mode & 0o777).toBe(0o600);
  removeRunning(folder);
  expect(readRunning(folder)).toBeUndefined();
});

test('a command line works on the instance that runs, unless the environment names a server', () => {
  writeRunning(folder, INSTANCE);
  expect(resolveDatabaseUrl({ DATA_DIR: folder })).toBe(INSTANCE.database);
  expect(resolveTemporalAddress({ DATA_DIR: folder, TEMPORAL_ADDRESS: '' })).toBe(INSTANCE.temporal);
  expect(resolveDatabaseUrl({ DATA_DIR: folder, DATABASE_URL: 'postgres://elsewhere/quanliu' })).toMatch('elsewhere');
  expect(resolveTemporalAddress({ DATA_DIR: folder, TEMPORAL_ADDRESS: 'elsewhere:7233' })).toBe('elsewhere:7233');
});

test('where nothing runs and nothing is named, the error says which variable would name it', () => {
  expect(() => resolveDatabaseUrl({ DATA_DIR: folder })).toThrow(/Nothing runs on .+ set DATABASE_URL/);
  expect(() => resolveTemporalAddress({ DATA_DIR: folder })).toThrow(/Nothing runs on .+ set TEMPORAL_ADDRESS/);
});
