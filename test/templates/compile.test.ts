import { expect, test } from '@jest/globals';
import { pageHandlebars } from '../../templates/compile.ts';

const drawn = (template: string, view: object, strict = true): string =>
  pageHandlebars({ strict }).compile(template)(view);

test('how a template is laid out in lines does not show', () => {
  const template = `
    <p
        class="a"
        {{#if late}} title="late"{{/if}}>
      {{text}}
      <b>已</b>
      <i>付</i> 3
    </p>`;
  expect(drawn(template, { late: true, text: '金额' })).toBe('<p class="a" title="late">金额<b>已</b><i>付</i> 3 </p>');
});

test('in tests a name that a view lacks is an error, also where it is only asked for', () => {
  expect(() => drawn('{{amount}}', { amuont: '1.00' })).toThrow('"amount" not defined');
  expect(() => drawn('{{#if amount}}x{{/if}}', {})).toThrow('"amount" not defined');
  expect(() => drawn('{{#if said.amount}}x{{/if}}', { said: {} })).toThrow('"amount" not defined');
  expect(() => drawn('{{#each rows}}{{#if ../amount}}x{{/if}}{{/each}}', { rows: [1] })).toThrow(
    '"amount" not defined',
  );
  expect(() => drawn('{{> part label=amount}}', {})).toThrow('"amount" not defined');
  expect(() => drawn('{{#each rows}}{{name}}{{/each}}', { rows: [{}] })).toThrow('"name" not defined');
  expect(drawn('{{#if amount}}x{{else}}-{{/if}}', { amount: undefined })).toBe('-');
  expect(drawn('[{{amount}}]', {}, false)).toBe('[]');
});

test('an optional name may be asked for and not drawn', () => {
  const optional = '{{!-- optional: hint --}}';
  const asked = `${optional}{{#if hint}}{{hint}}{{else if said.hint}}{{said.hint}}{{else}}-{{/if}}`;
  expect(drawn(asked, { said: {} })).toBe('-');
  expect(drawn(asked, { said: { hint: 'so' } })).toBe('so');
  expect(() => drawn(`${optional}{{#if other}}{{hint}}{{/if}}`, { other: 1 })).toThrow(
    'optional, but not asked for: hint',
  );
  expect(() => drawn(`${optional}{{hint}}{{#if hint}}x{{/if}}`, {})).toThrow('"hint" not defined');
});
