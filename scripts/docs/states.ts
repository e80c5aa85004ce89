import { ORDER_STATE_NAMES, ORDER_STATES } from '../../domain/order/states.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { ORDER_STEP_NAMES, orderStep } from '../../domain/order/steps.ts';
import type { OrderStep } from '../../domain/order/steps.ts';
import { ROLES } from '../../domain/role.ts';
import type { Role } from '../../domain/role.ts';
import { linked } from './sources.ts';
import { GENERATED, table } from './table.ts';

/** docs/states.md: the life of an order as a diagram and as a table, both from the step table. */
export const statesPage = (): string => `${GENERATED}

# The states of an order

\`\`\`mermaid
stateDiagram-v2
${diagram().join('\n')}
\`\`\`

## States, in the order of the tabs

${table(
  ['state', '', 'English', 'final'],
  ORDER_STATE_NAMES.map((state) => [
    `\`${state}\``,
    ORDER_STATES[state].zh,
    ORDER_STATES[state].en,
    ORDER_STATES[state].final ? 'yes' : '',
  ]),
)}

## Steps

A decision must name the version it saw. What else must hold is in \`domain/order/permissions.ts\` (the order) and
\`domain/order/guards.ts\` (the body); what a step does, in \`domain/order/effects.ts\`.

${table(
  ['step', '', 'by', 'from', 'to', 'reason', 'decision', 'source'],
  ORDER_STEP_NAMES.map((step) => row(step)),
)}
`;

function diagram(): string[] {
  const names = ORDER_STATE_NAMES.map((state) => `  state "${ORDER_STATES[state].zh}" as ${state}`);
  const labels = new Map<string, string[]>();
  for (const step of ORDER_STEP_NAMES)
    for (const arrow of arrows(step)) labels.set(arrow, [...(labels.get(arrow) ?? []), orderStep(step).zh]);
  const moves = [...labels].map(([arrow, steps]) => `  ${arrow}: ${steps.join(' / ')}`);
  const ends = ORDER_STATE_NAMES.filter((state) => ORDER_STATES[state].final).map((state) => `  ${state} --> [*]`);
  return [...names, ...moves, ...ends];
}

/** From where to where a step leads. Where it may stay, it stays where it is: closing does not make an unpaid order paid. */
function arrows(step: OrderStep): string[] {
  const { from, to } = orderStep(step);
  if (from.length === 0) return to.map((target) => `[*] --> ${target}`);
  return from.flatMap((state) =>
    to
      .filter((target) => to.length === 1 || target === state || !from.includes(target))
      .map((target) => `${state} --> ${target}`),
  );
}

function row(step: OrderStep): string[] {
  const { zh, by, from, byIn, to, decision, reason, source } = orderStep(step);
  const people = (roles: readonly Role[]): string => roles.map((role) => ROLES[role].zh).join('、');
  const origin = (state: OrderState): string => `\`${state}\`${byIn?.[state] ? `（${people(byIn[state])}）` : ''}`;
  return [
    `\`${step}\``,
    zh,
    people(by),
    from.map(origin).join(', ') || '–',
    to.map((state) => `\`${state}\``).join(', '),
    reason ?? '',
    decision ? 'yes' : '',
    linked(source),
  ];
}
