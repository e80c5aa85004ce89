import { expect, test } from '@jest/globals';
import { InvalidInput, Refused, Unavailable } from '../../../api/actions/errors.ts';
import { errorAt, fileErrorOf, formErrorsOf, invalidForm, summarizeErrors } from '../../../api/pages/form-errors.ts';

const labels: Readonly<Record<string, string>> = { orderAmount: '订单金额', contract: '服务合同' };
const labelOf = (field: string): string | undefined => labels[field];

test('what a field lacks stands under its label, and leads to it', () => {
  const error = new InvalidInput([
    { pointer: '/orderAmount', code: 'form.required' },
    { pointer: '/invoices/0/amount', code: 'form.amount' },
  ]);
  const formErrors = formErrorsOf(error, 'zh');
  expect(formErrors).toMatchObject({ status: 422, lines: [{ from: 'field' }, { from: 'field' }] });
  expect(formErrors.code).toBeUndefined();
  expect(errorAt(formErrors, 'orderAmount')).toBe('必须填写。');
  expect(summarizeErrors(formErrors, 'zh', { labelOf })).toMatchObject([
    { text: '订单金额：必须填写。', href: '#field-orderAmount' },
    { text: expect.stringMatching(/^金额请填数字/), href: '#field-invoices-0-amount' },
  ]);
});

test('a rule’s sentence names its subject itself, unless the page says otherwise', () => {
  const formErrors = formErrorsOf(new Refused('order.above-list-price'), 'en', {
    'order.above-list-price': 'orderAmount',
  });
  expect(formErrors).toMatchObject({ status: 422, code: 'order.above-list-price', lines: [{ from: 'rule' }] });
  const said = errorAt(formErrors, 'orderAmount') ?? '';
  expect(summarizeErrors(formErrors, 'en', { labelOf })).toEqual([{ text: said, href: '#field-orderAmount' }]);
  expect(summarizeErrors(formErrors, 'en', { labelOf, labelled: ['rule'] })).toEqual([
    { text: `订单金额: ${said}`, href: '#field-orderAmount' },
  ]);
});

test('what is wrong with a file stands under the file’s name', () => {
  const problem = { field: 'contract', name: '合同.png', code: 'attachment.type-not-allowed' } as const;
  const formErrors = invalidForm([fileErrorOf(problem, 'zh')]);
  const hrefOf = (field: string): string => `#upload-${field}`;
  expect(summarizeErrors(formErrors, 'zh', { labelOf, hrefOf })).toEqual([
    { text: expect.stringMatching(/^合同\.png：文件类型不符合要求/), href: '#upload-contract' },
  ]);
});

test('what cannot be reached asks for another try, and what does not exist is no error of the form', () => {
  const formErrors = formErrorsOf(new Unavailable('unavailable.temporal', undefined), 'en');
  expect(formErrors).toMatchObject({ status: 503, lines: [{ from: 'rule', field: undefined }] });
  expect(summarizeErrors(undefined, 'en')).toBeUndefined();
  expect(() => formErrorsOf(new Refused('order.not-found'), 'en')).toThrow(Refused);
  expect(() => formErrorsOf(new Error('a fault'), 'en')).toThrow('a fault');
});
