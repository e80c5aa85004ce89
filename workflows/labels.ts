import { inShanghai } from '../domain/day.ts';
import type { Instant } from '../domain/day.ts';
import { isClockStep } from '../domain/process/steps.ts';
import type { ClockStep, StateRow, StepRow } from '../domain/process/steps.ts';
import { isRole, listRoles, roleName } from '../domain/role.ts';
import { TASK_KINDS } from '../domain/task.ts';
import type { Command, Position } from './messages/process.ts';

/** How a case reads in Temporal Web: in the guide's words, without names of people. */

/** What a process is called, and its tables. */
export interface Labelled {
  readonly label: { readonly zh: string };
  readonly states: Readonly<Record<string, StateRow>>;
  readonly steps: Readonly<Record<string, StepRow>>;
}

const CLOCK_LABELS: Readonly<Record<ClockStep, string>> = {
  remind: '提醒',
  overdue: '到期提醒主管',
  escalate: '逾期上报',
  expire: '到期关闭',
  endTurn: '期限已过',
};

const stepLabel = ({ steps }: Labelled, step: string): string =>
  isClockStep(step) ? CLOCK_LABELS[step] : (steps[step]?.zh ?? step);

const stateLabel = ({ states }: Labelled, state: string): string => states[state]?.zh ?? state;

/** The line beside a recorded step: what was done, in which role, by which account. */
export const stepSummary = (process: Labelled, command: Command): string =>
  [stepLabel(process, command.step), ...actorLabels(process, command)].join(' · ');

/** The role and the end of the account's id, by which an administrator finds it; never a name. */
function actorLabels({ steps }: Labelled, { step, actorId, role }: Command): string[] {
  if (actorId === null) return [isClockStep(step) ? '系统' : '申请人'];
  const by = steps[step]?.by ?? [];
  const own = role !== undefined && isRole(role) ? role : by.length === 1 ? by[0] : undefined;
  return [...(own ? [roleName(own, 'zh')] : []), `账号 ${actorId.slice(-8)}`];
}

/** Whom a signal is for, and what it does. */
export const signalDescription = ({ zh, by, visitor }: StepRow): string =>
  `${zh} · ${visitor ? roleName('visitor', 'zh') : listRoles(by, 'zh')}`;

/** What a timer will do, in words: 提醒：支付审核 12-01 17:30. The year is said where it is another than `now`'s. */
export function timerSummary(process: Labelled, { due, waiting }: Position, now: Instant): string {
  if (!due) return '';
  const at = inShanghai(due.at);
  const when = at.slice(at.slice(0, 4) === inShanghai(now).slice(0, 4) ? 5 : 0, 16).replace('T', ' ');
  return `${CLOCK_LABELS[due.step]}${waiting ? `：${waitLabel(process, waiting)}` : ''} ${when}`;
}

const waitLabel = (process: Labelled, { task, step }: NonNullable<Position['waiting']>): string =>
  task ? TASK_KINDS[task].zh : stepLabel(process, step);

/** The state of the case as Markdown: state, who must act, until when. */
export function caseDetails(process: Labelled, { state, waiting, facts, due, version }: Position): string {
  if (state === null || !facts) return '尚未立案';
  const lines = [`**${stateLabel(process, state)}** · ${process.label.zh} ${facts.number} · 第 ${version} 版`];
  if (waiting) {
    const sides = [waiting.role, ...(waiting.also ? [waiting.also] : [])].map((role) => roleName(role, 'zh'));
    const until = waiting.until ? `，截止 ${inShanghai(waiting.until).slice(0, 16).replace('T', ' ')}` : '';
    lines.push(`等待 **${sides.join('、')}**：${waitLabel(process, waiting)}${until}`);
  }
  if (due) lines.push(`下一次${stepLabel(process, due.step)}：${inShanghai(due.at).slice(0, 16).replace('T', ' ')}`);
  return lines.join('\n\n');
}

/** What an execution is found by and does not change: its number and its companies. An empty list unsets one. */
export const identityAttributes = ({ facts }: Position) => ({
  CaseNumber: facts ? [facts.number] : [],
  InstitutionId: facts?.institutionId ? [facts.institutionId] : [],
  EnterpriseId: facts?.enterpriseId ? [facts.enterpriseId] : [],
});

/** Where the case stands. An empty list unsets one. */
export const standingAttributes = (process: Labelled, { state, waiting }: Position) => ({
  CaseState: state === null ? [] : [stateLabel(process, state)],
  WaitingFor: waiting ? [roleName(waiting.role, 'zh')] : [], // a keyword is one; who else must act is in the details
  DueAt: waiting?.until ? [new Date(waiting.until)] : [],
});
