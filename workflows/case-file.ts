import { CLOCK_STEPS } from '../domain/order/commands.ts';
import type { ClockStep } from '../domain/order/commands.ts';
import { inShanghai } from '../domain/day.ts';
import { ORDER_STATES } from '../domain/order/states.ts';
import { orderStep } from '../domain/order/steps.ts';
import type { OrderStep } from '../domain/order/steps.ts';
import { ROLES } from '../domain/role.ts';
import type { OrderCommand, OrderPosition } from './messages/order.ts';

/** How an order reads in Temporal Web: in the guide's words, without names of people. */

const CLOCK_LABELS: Readonly<Record<ClockStep, string>> = {
  remind: '提醒',
  overdue: '到期提醒主管',
  escalate: '逾期上报',
  expire: '到期关闭',
};

const isClockStep = (step: OrderCommand['step']): step is ClockStep =>
  CLOCK_STEPS.some((clockStep) => clockStep === step);

const stepLabel = (step: OrderStep | ClockStep): string =>
  isClockStep(step) ? CLOCK_LABELS[step] : orderStep(step).zh;

/** The line beside a recorded step: what was done, by which account. */
export const stepSummary = ({ step, actorId }: OrderCommand): string => `${stepLabel(step)} · ${actorId ?? '系统'}`;

/** The state of the case as Markdown: state, who must act, until when. */
export function orderDetails({ state, waiting, facts, due, version }: OrderPosition): string {
  if (state === null || !facts) return '尚未立案';
  const lines = [`**${ORDER_STATES[state].zh}** · 订单 ${facts.number} · 第 ${version} 版`];
  if (waiting)
    lines.push(
      `等待 **${ROLES[waiting.role].zh}**：${stepLabel(waiting.step)}${waiting.until ? `，截止 ${inShanghai(waiting.until)}` : ''}`,
    );
  if (due) lines.push(`下一次${stepLabel(due.step)}：${inShanghai(due.at)}`);
  return lines.join('\n\n');
}

/** The case's search attributes. An empty list unsets one. */
export const orderAttributes = ({ state, waiting, facts }: OrderPosition) => ({
  CaseState: state ? [ORDER_STATES[state].zh] : [],
  WaitingFor: waiting ? [ROLES[waiting.role].zh] : [],
  InstitutionId: facts ? [facts.institutionId] : [],
  EnterpriseId: facts ? [facts.enterpriseId] : [],
  DueAt: waiting?.until ? [new Date(waiting.until)] : [],
});
