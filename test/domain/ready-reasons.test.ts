import { expect, test } from '@jest/globals';
import { reasonIn } from '../../domain/order/ready-reasons.ts';
import { ORDER_STEPS } from '../../domain/order/steps.ts';
import { fullReason, readyReasons } from '../../domain/process/ready-reasons.ts';

test('the first ready reason of a rejected payment is the guide’s own (L149)', () => {
  expect(readyReasons(ORDER_STEPS.rejectPayment)[0]?.zh).toBe('订单金额与合同金额不一致');
  expect(readyReasons(ORDER_STEPS.pay)).toEqual([]);
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

test.each([
  ['订单金额与合同金额不一致', 'The order amount differs from the contract amount'],
  ['订单金额与合同金额不一致：合同为 52,000.00', 'The order amount differs from the contract amount: 合同为 52,000.00'],
  ['订单金额与合同金额不一致吗', '订单金额与合同金额不一致吗'],
  ['盖章不清', '盖章不清'],
])('the reason %j reads %j in English', (reason, english) => {
  expect([reasonIn(reason, 'en'), reasonIn(reason, 'zh')]).toEqual([english, reason]);
});
