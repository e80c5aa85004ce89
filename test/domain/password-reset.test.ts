/**
 * Who may take which step of a password reset in which state, and which links are good.
 *
 * @source L14, D16
 */
import { describe, expect, test } from '@jest/globals';
import { PASSWORD_RESET_STEPS } from '../../domain/password-reset/steps.ts';
import type { PasswordReset, PasswordResetBodies } from '../../domain/password-reset/password-reset.ts';
import type { PasswordResetState } from '../../domain/password-reset/states.ts';
import type { PasswordResetStep } from '../../domain/password-reset/steps.ts';
import { PASSWORD_RESET_PROCESS } from '../../domain/password-reset/process.ts';
import { nextDeadline } from '../../domain/process/deadlines.ts';
import { rowAfter } from '../../domain/process/effect.ts';
import { mayBegin, mayTake } from '../../domain/process/permissions.ts';
import { isOver } from '../../domain/process/steps.ts';
import type { StepRequest } from '../../domain/process/steps.ts';
import { startedAt } from '../../domain/process/wait.ts';
import { VISITOR } from '../../domain/role.ts';
import type { Actor } from '../../domain/role.ts';
import { being, chen, ENTERPRISE_CODE, li, sun, wang, zhao, zheng, zhou } from '../cast.ts';
import { at, NOW, RULES, TODAY } from '../makers.ts';

const PEOPLE: Readonly<Record<string, Actor>> = {
  visitor: VISITOR,
  institution: chen,
  enterprise: wang,
  park: li,
  center: zhao,
  finance: sun,
  admin: zheng,
};

/*
 * The five states in the order of a reset's life, after `none`, where there is no reset yet: none requested linkIssued done
 * refused expired.
 *
 * x may · . refused by the state · - not one's role · ? may not know of the reset
 */
const STATES = ['none', 'requested', 'linkIssued', 'done', 'refused', 'expired'] as const;

const GRID = `
  visitor      request        x . . . . .
  visitor      issueForStaff  - - - - - -
  visitor      issueLink      - - - - - -
  visitor      refuse         - - - - - -
  visitor      setPassword    . . x . . .

  institution  request        - - - - - -
  institution  issueForStaff  - - - - - -
  institution  issueLink      - - - - - -
  institution  refuse         - - - - - -
  institution  setPassword    - - - - - -

  enterprise   request        - - - - - -
  enterprise   issueForStaff  - - - - - -
  enterprise   issueLink      - - - - - -
  enterprise   refuse         - - - - - -
  enterprise   setPassword    - - - - - -

  park         request        - - - - - -
  park         issueForStaff  - - - - - -
  park         issueLink      - - - - - -
  park         refuse         - - - - - -
  park         setPassword    - - - - - -

  center       request        - - - - - -
  center       issueForStaff  - - - - - -
  center       issueLink      . x . . . .
  center       refuse         . x . . . .
  center       setPassword    - - - - - -

  finance      request        - - - - - -
  finance      issueForStaff  - - - - - -
  finance      issueLink      - - - - - -
  finance      refuse         - - - - - -
  finance      setPassword    - - - - - -

  admin        request        - - - - - -
  admin        issueForStaff  x . . . . .
  admin        issueLink      - - - - - -
  admin        refuse         - - - - - -
  admin        setPassword    - - - - - -`;

const HASH = 'a'.repeat(64);
const OTHER_HASH = 'b'.repeat(64);

const requested: PasswordReset['requested'] = {
  username: 'demo-enterprise',
  company: '创新协同中心测试',
  creditCode: ENTERPRISE_CODE,
  contact: '王晓燕',
  landline: '0371-12345678',
  reason: '离职交接时遗失',
};

const LINK = { identityCheck: '拨打登记电话核对', tokenHash: HASH, linkEndsAt: at('2026-11-25 10:00') };

function aReset(state: PasswordResetState, more: Partial<PasswordReset> = {}): PasswordReset {
  return {
    id: 'reset-1',
    number: 'MM20261124-000001',
    state,
    version: 1,
    seq: 1,
    creditCodes: [ENTERPRISE_CODE],
    clock: startedAt(NOW),
    rules: RULES,
    requested,
    account: { id: 'wang', isCompany: true, isActive: true, passwordChangedAt: null },
    identityCheck: null,
    tokenHash: null,
    linkEndsAt: null,
    remark: null,
    ...(state === 'linkIssued' && LINK),
    ...more,
  };
}

const BODIES: PasswordResetBodies = {
  request: requested,
  issueForStaff: { username: 'demo-park', identityCheck: '当面核验', tokenHash: HASH },
  issueLink: { identityCheck: '拨打登记电话核对', tokenHash: HASH },
  refuse: { reason: '未能核验' },
  setPassword: { tokenHash: HASH, passwordHash: '$argon2id$' },
};

const requestOf = (step: PasswordResetStep, body: object = BODIES[step]) =>
  ({ step, body }) as StepRequest<PasswordResetBodies>;

const openTask = { id: 'task-1', kind: 'passwordReset', claimedBy: null } as const;

function ask(reset: PasswordReset, actor: Actor, step: PasswordResetStep, body?: object) {
  const task = reset.state === 'requested' ? openTask : null;
  return mayTake(PASSWORD_RESET_PROCESS, { row: reset, task }, actor, requestOf(step, body), null, { today: TODAY });
}

const code = (ruling: ReturnType<typeof ask>): string => (ruling.allowed ? 'allowed' : ruling.code);

const rows = GRID.trim()
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [who = '', step = '', ...cells] = line.trim().split(/\s+/);
    return { who, step: step as PasswordResetStep, cells };
  });

test('the grid holds every step for everyone', () => {
  const named = rows.map(({ who, step }) => `${who} ${step}`);
  const all = Object.keys(PEOPLE).flatMap((who) => Object.keys(PASSWORD_RESET_STEPS).map((step) => `${who} ${step}`));
  expect(named.toSorted()).toEqual(all.toSorted());
  for (const { cells } of rows) expect(cells).toHaveLength(STATES.length);
});

describe.each(rows)('$who $step', ({ who, step, cells }) => {
  test.each(STATES.map((state, column) => ({ state, cell: cells[column] })))('$state: $cell', ({ state, cell }) => {
    const actor = PEOPLE[who] ?? VISITOR;
    if (state === 'none') {
      // What begins is ruled on by its role alone; what does not begin has nothing to be taken on.
      const begins = PASSWORD_RESET_STEPS[step].from.length === 0;
      const isTheirs = code(ask(aReset('requested'), actor, step)) !== 'passwordReset.not-your-step';
      expect(isTheirs ? (begins ? 'x' : '.') : '-').toBe(cell);
      return;
    }
    const codes = { x: 'allowed', '.': 'passwordReset.wrong-state', '-': 'passwordReset.not-your-step' };
    expect(code(ask(aReset(state), actor, step))).toBe(codes[cell as keyof typeof codes]);
  });
});

describe('a link is issued', () => {
  test('for the account of a company alone', () => {
    expect(code(ask(aReset('requested', { account: null, creditCodes: [] }), zhao, 'issueLink'))).toBe(
      'passwordReset.no-account',
    );
    const staffs = aReset('requested', {
      account: { id: 'li', isCompany: false, isActive: true, passwordChangedAt: null },
      creditCodes: [],
    });
    expect(code(ask(staffs, zhao, 'issueLink'))).toBe('passwordReset.staff-account');
    expect(code(ask(staffs, zhao, 'refuse'))).toBe('allowed');
    const disabled = aReset('requested', {
      account: { id: 'wang', isCompany: true, isActive: false, passwordChangedAt: null },
    });
    expect(code(ask(disabled, zhao, 'issueLink'))).toBe('passwordReset.account-disabled');
  });

  test('by nobody who has declared the company', () => {
    const declared = being(zhao, { declaredCreditCodes: [ENTERPRISE_CODE] });
    expect(code(ask(aReset('requested'), declared, 'issueLink'))).toBe('passwordReset.declared-company');
    expect(code(ask(aReset('requested'), declared, 'refuse'))).toBe('passwordReset.declared-company');
  });

  test('by nobody but the holder of its task', () => {
    const claimed = { row: aReset('requested'), task: { ...openTask, claimedBy: zhou.id } };
    const moment = { today: TODAY };
    expect(mayBegin(PASSWORD_RESET_PROCESS, claimed, zhao, 'issueLink', moment)).toMatchObject({
      code: 'task.claimed-by-another',
    });
    expect(mayBegin(PASSWORD_RESET_PROCESS, claimed, zhou, 'issueLink', moment)).toMatchObject({ allowed: true });
  });

  test('on the version that was seen', () => {
    const seen = (version: number) =>
      mayTake(
        PASSWORD_RESET_PROCESS,
        { row: aReset('requested'), task: openTask },
        zhao,
        requestOf('issueLink'),
        version,
        { today: TODAY },
      );
    expect(seen(1)).toMatchObject({ allowed: true });
    expect(seen(2)).toMatchObject({ code: 'passwordReset.content-changed' });
  });

  test('and is good for 24 hours', () => {
    const taking = { commandId: 'c', actor: zhao, now: NOW, today: TODAY };
    const effect = PASSWORD_RESET_PROCESS.effectOf(aReset('requested'), requestOf('issueLink'), taking);
    expect(effect.facts).toEqual({
      state: 'linkIssued',
      identityCheck: '拨打登记电话核对',
      tokenHash: HASH,
      linkEndsAt: at('2026-11-25 10:00'),
    });
    const after = rowAfter(aReset('requested'), effect);
    expect(nextDeadline(PASSWORD_RESET_PROCESS, after, { exceptions: {}, knownUntil: TODAY })).toEqual({
      name: 'linkEnds',
      step: 'expire',
      at: at('2026-11-25 10:00'),
      of: 'parties',
    });
  });
});

describe('a password is set', () => {
  test('by no link that was issued before another has set it', () => {
    const account = { id: 'wang', isCompany: true, isActive: true };
    const ofLink = (issuedAt: string, passwordChangedAt: string | null): string =>
      code(
        ask(
          aReset('linkIssued', {
            account: { ...account, passwordChangedAt },
            linkEndsAt: new Date(Date.parse(issuedAt) + 24 * 3_600_000).toISOString(),
          }),
          VISITOR,
          'setPassword',
        ),
      );
    const set = '2026-11-24T02:00:00.000Z';
    expect(ofLink('2026-11-24T01:59:59.999Z', set)).toBe('passwordReset.link-invalid');
    expect(ofLink('2026-11-24T02:00:00.001Z', set)).toBe('allowed');
    expect(ofLink('2026-11-24T02:00:00.001Z', null)).toBe('allowed');
  });

  test('before the link ends, though the clock has not ended it yet', () => {
    const ofMoment = (linkEndsAt: string): string =>
      code(
        PASSWORD_RESET_PROCESS.bodyRuling(aReset('linkIssued', { linkEndsAt }), VISITOR, requestOf('setPassword'), {
          today: TODAY,
          now: '2026-11-25T02:00:00.000Z',
        }),
      );
    expect(ofMoment('2026-11-25T02:00:00.001Z')).toBe('allowed');
    expect(ofMoment('2026-11-25T02:00:00.000Z')).toBe('passwordReset.link-invalid');
  });

  test('by the link that was issued last, and no other', () => {
    expect(code(ask(aReset('linkIssued'), VISITOR, 'setPassword'))).toBe('allowed');
    expect(
      code(ask(aReset('linkIssued'), VISITOR, 'setPassword', { tokenHash: OTHER_HASH, passwordHash: '$argon2id$' })),
    ).toBe('passwordReset.link-invalid');
    expect(code(ask(aReset('linkIssued', { tokenHash: null }), VISITOR, 'setPassword'))).toBe(
      'passwordReset.link-invalid',
    );
  });

  test('once: the link is gone afterwards, as it is when it expires', () => {
    const taking = { commandId: 'c', actor: VISITOR, now: NOW, today: TODAY };
    const { facts } = PASSWORD_RESET_PROCESS.effectOf(aReset('linkIssued'), requestOf('setPassword'), taking);
    expect(facts).toEqual({ state: 'done', tokenHash: null });
    expect(PASSWORD_RESET_PROCESS.expired(aReset('linkIssued'), taking).facts).toEqual({
      state: 'expired',
      tokenHash: null,
    });
  });
});

test.each([
  ['requested', { role: 'center', group: 'center', step: 'issueLink', task: 'passwordReset' }, false],
  ['linkIssued', { role: 'visitor', group: null, step: 'setPassword', task: null }, false],
  ['done', null, true],
  ['refused', null, true],
  ['expired', null, true],
] as const)('%s waits for whom it says, and is over or not', (state, waiting, over) => {
  expect(PASSWORD_RESET_PROCESS.waitingFor(aReset(state))).toEqual(waiting);
  expect(isOver(PASSWORD_RESET_PROCESS, state)).toBe(over);
});

test('only the center and administrators know of a reset', () => {
  const knows = Object.entries(PEOPLE).filter(([, actor]) =>
    actor.roles.some((role) => PASSWORD_RESET_PROCESS.concerns(role, aReset('requested'), actor)),
  );
  expect(knows.map(([who]) => who)).toEqual(['center', 'admin']);
});
