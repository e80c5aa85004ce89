import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { PASSWORD_RESET_PROCESS } from '../../domain/password-reset/process.ts';
import type { Texts } from '../../domain/language.ts';
import type { StateRow, StepRow } from '../../domain/process/steps.ts';
import { ROLES } from '../../domain/role.ts';
import type { Role } from '../../domain/role.ts';
import { linked } from './sources.ts';
import { GENERATED, table } from './table.ts';

/** A process as its page draws it: what it is called, and its tables. */
interface Tabled {
  readonly label: Texts;
  readonly states: Readonly<Record<string, StateRow>>;
  readonly steps: Readonly<Record<string, StepRow>>;
}

/** Each process, with where its rules are. */
const PROCESSES: readonly (Tabled & { readonly rules: string })[] = [
  {
    ...ORDER_PROCESS,
    rules:
      'What else must hold is in `domain/order/conditions.ts` (the order) and `domain/order/guards.ts` (the body); what a step does, in\n`domain/order/effects.ts`.',
  },
  {
    ...PASSWORD_RESET_PROCESS,
    rules:
      'What else must hold, and what a step does, is in `domain/password-reset/process.ts`. A link that nobody uses expires.',
  },
];

/** docs/states.md: the life of each subject as a diagram and as a table, both from its step table. */
export const statesPage = (): string => `${GENERATED}

# The states of each process

A decision must name the version it saw.

${PROCESSES.map(processPart).join('\n\n')}
`;

const processPart = (
  process: Tabled & { readonly rules: string },
): string => `## ${process.label.zh} · ${process.label.en}

\`\`\`mermaid
stateDiagram-v2
${diagram(process).join('\n')}
\`\`\`

${table(
  ['state', '', 'English', ''],
  Object.entries(process.states).map(([state, { zh, en, final, resting }]) => [
    `\`${state}\``,
    zh,
    en,
    final ? 'final' : resting ? 'resting' : '',
  ]),
)}

${process.rules}

${table(
  ['step', '', 'by', 'from', 'to', 'reason', 'decision', 'source'],
  Object.entries(process.steps).map(([step, row]) => cells(step, row)),
)}`;

function diagram({ states, steps }: Tabled): string[] {
  const names = Object.entries(states).map(([state, { zh }]) => `  state "${zh}" as ${state}`);
  const labels = new Map<string, string[]>();
  for (const row of Object.values(steps))
    for (const arrow of arrows(row)) labels.set(arrow, [...(labels.get(arrow) ?? []), row.zh]);
  const moves = [...labels].map(([arrow, words]) => `  ${arrow}: ${words.join(' / ')}`);
  const ends = Object.entries(states).flatMap(([state, { final }]) => (final ? [`  ${state} --> [*]`] : []));
  return [...names, ...moves, ...ends];
}

/** From where to where a step leads. Where it may stay, it stays where it is: closing does not make an unpaid order paid. */
function arrows({ from, to }: StepRow): string[] {
  if (from.length === 0) return to.map((target) => `[*] --> ${target}`);
  return from.flatMap((state) =>
    to
      .filter((target) => to.length === 1 || target === state || !from.includes(target))
      .map((target) => `${state} --> ${target}`),
  );
}

function cells(step: string, { zh, by, visitor, from, byIn, to, decision, reason, source }: StepRow): string[] {
  const people = (roles: readonly Role[]): string => roles.map((role) => ROLES[role].zh).join('、');
  const origin = (state: string): string => `\`${state}\`${byIn?.[state] ? `（${people(byIn[state])}）` : ''}`;
  return [
    `\`${step}\``,
    zh,
    visitor ? '（无账号）' : people(by),
    from.map(origin).join(', ') || '–',
    to.map((state) => `\`${state}\``).join(', '),
    reason ?? '',
    decision ? 'yes' : '',
    linked(source),
  ];
}
