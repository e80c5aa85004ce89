import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { expandConditions } from '../../scripts/styles.ts';

const RULE = '.a {\n    gap: 1px;\n  }\n';

test('what holds on a narrow window holds in large text on one as many times wider', () => {
  const expanded = expandConditions(`@media (max-width: 767.98px) {\n  ${RULE}}\n`, 1.5);
  expect(expanded).toContain(`@media (max-width: 767.98px) {\n  ${RULE}}`);
  expect(expanded).toContain(`@media (max-width: 1152px) {\n:where([data-size='large']) {\n  ${RULE}}\n}`);
});

test('what asks for a wide window asks for a wider one in large text', () => {
  const expanded = expandConditions(`@media (min-width: 1000px) {\n  ${RULE}}\n`, 1.5);
  expect(expanded).toContain("@media (min-width: 1000px) {\n:where(:root:not([data-size='large'])) {");
  expect(expanded).toContain("@media (min-width: 1500px) {\n:where([data-size='large']) {");
});

test('cards are drawn on a phone, and in large text at any width', () => {
  const expanded = expandConditions(`@media (--cards) {\n  ${RULE}}\n.b {\n  gap: 0;\n}\n`, 1.5);
  expect(expanded).toBe(
    `@media (max-width: 767px) {\n  ${RULE}}\n:where([data-size='large']) {\n  ${RULE}}\n.b {\n  gap: 0;\n}\n`,
  );
});

test('conditions of print, of contrast and of scripts are left as they are', () => {
  const sheet = `@media print {\n  ${RULE}}\n@media (forced-colors: active) {\n  ${RULE}}\n`;
  expect(expandConditions(sheet, 1.5)).toBe(sheet);
});

test('the brand is a ground and no colour of text, for which it is too dark in the dark theme', () => {
  const sheets = readdirSync('templates/styles', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(`templates/styles/${name}`, 'utf8'));
  expect(sheets.length).toBeGreaterThan(20);
  expect(sheets.flatMap((sheet) => sheet.match(/[^-]color: var\(--app-brand\)/g) ?? [])).toEqual([]);
});
