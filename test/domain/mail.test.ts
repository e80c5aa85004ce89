/**
 * Which mails people have, and when.
 *
 * @source L132, L138, L140, D20, D23
 */
import { describe, expect, test } from '@jest/globals';
import type { Calendar } from '../../domain/calendar.ts';
import type { Day } from '../../domain/day.ts';
import { DEFAULT_PREFERENCES, digestDayAt, mailChoice, mayHaveDigest, nextAttemptAt } from '../../domain/mail.ts';
import { mailEvent, mailGroupsFor } from '../../domain/mail-event.ts';
import { NOTICES } from '../../domain/notice.ts';
import type { NoticeEvent } from '../../domain/notice.ts';
import type { Role } from '../../domain/role.ts';

const NOW = '2026-11-24T02:00:00.000Z';
const chen = { email: 'chen@example.com', active: true };
const choice = (
  who: { email: string | null; active: boolean } = chen,
  wanted: Partial<typeof DEFAULT_PREFERENCES> = {},
  at = NOW,
) => mailChoice({ event: 'order.paid', at }, who, { ...DEFAULT_PREFERENCES, ...wanted }, NOW);

describe('a mail', () => {
  test('goes out unless its reader says otherwise', () => expect(choice()).toBe('mailed'));
  test('is not wanted of an event they have switched off', () =>
    expect(choice(chen, { unwanted: ['order.paid'] })).toBe('unwanted'));
  test('of another event still goes out', () => expect(choice(chen, { unwanted: ['order.closed'] })).toBe('mailed'));
  test('becomes a line of the digest for those who have one', () =>
    expect(choice(chen, { digest: true })).toBe('digest'));
  test('of an event they have switched off is no line of the digest either', () =>
    expect(choice(chen, { digest: true, unwanted: ['order.paid'] })).toBe('unwanted'));
  test('has nowhere to go without an address', () => expect(choice({ email: null, active: true })).toBe('unwanted'));
  test('does not go to someone who may not sign in', () => expect(choice({ ...chen, active: false })).toBe('unwanted'));
  test.each([
    ['2026-11-17T00:00:00.000Z', 'mailed'],
    ['2026-11-16T15:00:00.000Z', 'unwanted'], // the 16th in Shanghai
  ])('of %s is %s on the 24th: after a week it is no news', (at, expected) =>
    expect(choice(chen, {}, at)).toBe(expected),
  );
});

test.each([
  [1, '2026-11-24T02:01:00.000Z'],
  [2, '2026-11-24T02:02:00.000Z'],
  [3, '2026-11-24T02:04:00.000Z'],
  [8, '2026-11-24T04:08:00.000Z'],
  [9, '2026-11-24T06:00:00.000Z'],
  [10, null],
])('after attempt %d the next is at %s', (attempts, expected) => expect(nextAttemptAt(attempts, NOW)).toBe(expected));

const calendar: Calendar = {
  exceptions: { '2026-10-01': false, '2026-10-10': true },
  knownUntil: '2026-12-31' as Day,
};
test.each([
  ['2026-11-24T00:29:59.999Z', null],
  ['2026-11-24T00:30:00.000Z', '2026-11-24'],
  ['2026-11-24T15:59:59.999Z', '2026-11-24'],
  ['2026-11-24T16:00:00.000Z', null], // Wednesday has begun in Shanghai
  ['2026-11-28T02:00:00.000Z', null], // Saturday
  ['2026-10-01T02:00:00.000Z', null], // a holiday
  ['2026-10-10T02:00:00.000Z', '2026-10-10'], // a Saturday that is worked
])('at %s the digest due is that of %s', (now, expected) => expect(digestDayAt(calendar, now)).toBe(expected));

test.each<[Role[], boolean]>([
  [['institution'], false],
  [['enterprise'], false],
  [['park'], true],
  [['center', 'finance'], true],
  [['admin'], true],
])('%j may have a digest: %s', (roles, expected) => expect(mayHaveDigest(roles)).toBe(expected));

describe('the preferences list', () => {
  const events = (...roles: Role[]): string[] =>
    mailGroupsFor(roles).flatMap((group) => group.events.map(({ event }) => event));

  test('every event once, with its words in both languages', () => {
    const all = events('institution', 'enterprise', 'park', 'center', 'finance', 'admin');
    expect(new Set(all)).toEqual(new Set(Object.keys(NOTICES)));
    expect(all).toHaveLength(Object.keys(NOTICES).length);
    for (const event of all)
      expect(mailEvent(event)).toMatchObject({
        zh: expect.stringMatching(/\p{Script=Han}/u),
        en: expect.stringMatching(/^[\x20-\x7E]+$/),
      });
  });
  test('everyone an event is for by their role', () => {
    for (const [event, { to }] of Object.entries(NOTICES))
      for (const role of ['institution', 'enterprise', 'center', 'admin'] as const)
        if ((to as readonly string[]).includes(role))
          expect([event, mailEvent(event as NoticeEvent)?.told]).toEqual([event, expect.arrayContaining([role])]);
  });
  test('finance, what finance is told', () =>
    expect(events('finance')).toEqual([
      'order.preRedeemed',
      'task.reminder',
      'task.overdue',
      'passwordReset.linkIssued',
      'passwordReset.done',
      'passwordReset.expired',
    ]));
  test('the enterprise, nothing that only reviewers are told', () => {
    expect(events('enterprise')).toContain('order.paid');
    expect(events('enterprise')).not.toContain('order.secondApprovalNeeded');
  });
});
