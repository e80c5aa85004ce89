import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { staleness } from '../../scripts/dependencies.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quanliu-deps-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lock = (packages: object): void =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': { name: 'x' }, ...packages } }));
const installed = (packages: object): void =>
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));

test('no node_modules is stale', () => {
  lock({});
  expect(staleness(root)).toMatch('missing');
});

test('what the lock file asks for is current', () => {
  lock({ 'node_modules/a': { version: '1.0.0' } });
  installed({ 'node_modules/a': { version: '1.0.0' } });
  expect(staleness(root)).toBeUndefined();
});

test('an optional package of another platform may be missing', () => {
  lock({ 'node_modules/mac': { version: '1.0.0', optional: true } });
  installed({});
  expect(staleness(root)).toBeUndefined();
});

test.each([
  ['a package that is not installed', { 'node_modules/a': { version: '1.0.0' } }, {}],
  ['another version', { 'node_modules/a': { version: '2.0.0' } }, { 'node_modules/a': { version: '1.0.0' } }],
  [
    'another version of an optional one',
    { 'node_modules/a': { version: '2.0.0', optional: true } },
    { 'node_modules/a': { version: '1.0.0' } },
  ],
  ['one that is no longer wanted', {}, { 'node_modules/a': { version: '1.0.0' } }],
])('%s is stale, and named', (_case, wanted, found) => {
  lock(wanted);
  installed(found);
  expect(staleness(root)).toMatch('node_modules/a');
});

test('a lock file that npm was cut off in writing is stale, not an error', () => {
  lock({});
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages": {');
  expect(staleness(root)).toMatch('missing');
});
