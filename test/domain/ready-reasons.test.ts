import { expect, test } from '@jest/globals';
import { fullReason, readyReasons } from '../../domain/ready-reasons.ts';

test('the first ready reason of a rejected payment is the guide’s own (L149)', () => {
  expect(readyReasons('rejectPayment')[0]?.zh).toBe('订单金额与合同金额不一致');
  expect(readyReasons('pay')).toEqual([]);
});

test.each([
  ['理由一', '', '理由一'],
  ['', ' 自己写的 ', '自己写的'],
  ['理由一', '第四条为 52,000.00', '理由一：第四条为 52,000.00'],
  ['理由一', '理由一，见第四条', '理由一，见第四条'],
  ['', '', ''],
])('of %j and %j the reason is %j (L149)', (ready, text, whole) => {
  expect(fullReason(ready, text)).toBe(whole);
});
