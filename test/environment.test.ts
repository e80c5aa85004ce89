import { expect, test } from '@jest/globals';
import { readEnvironment } from '../environment.ts';

test.each([
  '券流 <no-reply@example.com>',
  'no-reply@example.com',
  '"券流, 高新区" <no-reply@mail.example.com>',
  '券流（测试） <no-reply@localhost>',
])('%s is a sender', (from) => {
  expect(readEnvironment({ MAIL_FROM: from }).mailFrom).toBe(from);
});

test.each([
  '券流(测试） <no-reply@example.cn>', // half a bracket of each width: all of it is a comment, and the mail has no sender
  '券流',
  '券流 <no-reply>',
  '<>',
  'a@example.cn, b@example.cn',
  '各位: a@example.cn;',
  'a@b@example.cn',
  '券流 <a@example.cn> 测试',
  '券流 <no reply@example.cn>',
  '券流 <a@example..cn>',
  'a@example.cn\nBcc: b@example.cn',
])('%j as MAIL_FROM is refused at start, which says what one is', (from) => {
  expect(() => readEnvironment({ MAIL_FROM: from })).toThrow(/one mail address[^]*MAIL_FROM/);
});

test('an empty MAIL_FROM is one that is not set', () => {
  expect(readEnvironment({ MAIL_FROM: '' }).mailFrom).toContain('@');
});
