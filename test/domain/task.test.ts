/**
 * Who sees, claims and releases a task.
 *
 * @source D5, D6
 */
import { describe, expect, test } from '@jest/globals';
import { mayClaimTask, mayReleaseTask } from '../../domain/task-claim.ts';
import type { ClaimableTask } from '../../domain/task-claim.ts';
import { groupsOf } from '../../domain/task.ts';
import { being, chen, ENTERPRISE_CODE, zheng, li, wu, sun, wang, zhao, zhou } from '../cast.ts';
import { word } from '../makers.ts';

const aHeldTask = (more: Partial<ClaimableTask> = {}): ClaimableTask => ({
  kind: 'redemptionReview',
  state: 'open',
  claimedBy: null,
  creditCodes: [ENTERPRISE_CODE],
  approvedBy: [],
  ...more,
});

describe('claiming a task', () => {
  test.each<[string, Partial<ClaimableTask>, string]>([
    ['that is open', {}, 'allowed'],
    ['that is one’s own', { state: 'claimed', claimedBy: 'zhao' }, 'allowed'],
    ['that another holds', { state: 'claimed', claimedBy: 'zhou' }, 'task.claimed-by-another'],
    ['that is done', { state: 'done' }, 'task.not-open'],
    ['that was withdrawn', { state: 'withdrawn' }, 'task.not-open'],
    ['of a supplement', { kind: 'supplement' }, 'task.no-claim'],
    ['one has approved already', { approvedBy: ['zhao'] }, 'redemption.second-person-needed'],
    ['another has approved already', { approvedBy: ['zhou'] }, 'allowed'],
    ['of a payout one has approved', { kind: 'payout', approvedBy: ['zhao'] }, 'allowed'],
  ])('%s', (_, task, answer) => {
    expect(word(mayClaimTask(aHeldTask(task), zhao))).toBe(answer);
  });

  test('about a company one has declared is refused', () => {
    expect(word(mayClaimTask(aHeldTask(), being(zhao, { declaredCreditCodes: [ENTERPRISE_CODE] })))).toBe(
      'order.declared-company',
    );
  });
});

describe('releasing a task', () => {
  test.each<[string, Partial<ClaimableTask>, string]>([
    ['one holds', { state: 'claimed', claimedBy: 'zhou' }, 'allowed'],
    ['another holds', { state: 'claimed', claimedBy: 'zhao' }, 'task.not-claimed-by-you'],
    ['nobody holds', {}, 'task.not-claimed-by-you'],
    ['that is done', { state: 'done', claimedBy: 'zhou' }, 'task.not-open'],
    ['of a supplement', { kind: 'supplement' }, 'task.no-claim'],
  ])('%s', (_, task, answer) => {
    expect(word(mayReleaseTask(aHeldTask(task), zhou))).toBe(answer);
  });
});

test('each sees the tasks of their own groups, and no others', () => {
  expect([chen, wang, li, wu, zhao, sun, zheng].map((actor) => groupsOf(actor))).toEqual([
    ['institution:institution-1'],
    [],
    ['park:park-1'],
    ['park:park-2'],
    ['center'],
    ['finance'],
    ['admin'],
  ]);
  expect(groupsOf(being(li, { roles: ['center', 'park', 'finance'] }))).toEqual(['center', 'finance', 'park:park-1']);
  expect(groupsOf(being(li, { parkId: null }))).toEqual([]);
});
