import { inShanghai } from '../domain/day.ts';
import { isClockStep } from '../domain/process/steps.ts';
import type { ClockStep, StateRow, StepRow } from '../domain/process/steps.ts';
import { roleName } from '../domain/role.ts';
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

/** The line beside a recorded step: what was done, by which account. */
export const stepSummary = (process: Labelled, { step, actorId }: Command): string =>
  `${stepLabel(process, step)} · ${actorId ?? (isClockStep(step) ? '系统' : '申请人')}`;

/** The state of the case as Markdown: state, who must act, until when. */
export function caseDetails(process: Labelled, { state, waiting, facts, due, version }: Position): string {
  if (state === null || !facts) return '尚未立案';
  const lines = [`**${stateLabel(process, state)}** · ${process.label.zh} ${facts.number} · 第 ${version} 版`];
  if (waiting)
    lines.push(
      `等待 **${roleName(waiting.role, 'zh')}**：${stepLabel(process, waiting.step)}${waiting.until ? `，截止 ${inShanghai(waiting.until)}` : ''}`,
    );
  if (due) lines.push(`下一次${stepLabel(process, due.step)}：${inShanghai(due.at)}`);
  return lines.join('\n\n');
}

/** The case's search attributes. An empty list unsets one; a process without companies sets neither. */
export const caseAttributes = (process: Labelled, { state, waiting, facts }: Position) => ({
  CaseState: state === null ? [] : [stateLabel(process, state)],
  WaitingFor: waiting ? [roleName(waiting.role, 'zh')] : [],
  InstitutionId: facts?.institutionId ? [facts.institutionId] : [],
  EnterpriseId: facts?.enterpriseId ? [facts.enterpriseId] : [],
  DueAt: waiting?.until ? [new Date(waiting.until)] : [],
});
