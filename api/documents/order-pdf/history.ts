import { shanghaiTime } from '../../../domain/day.ts';
import type { Language } from '../../../domain/language.ts';
import { eventName, rolesAgreed } from '../../../domain/order/events.ts';
import { reasonIn } from '../../../domain/order/ready-reasons.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import type { OrderStep } from '../../../domain/order/steps.ts';
import { ROLES } from '../../../domain/role.ts';
import type { TimelineEntry } from '../../../db/reads/order-list.ts';
import type { Block, Column } from './block.ts';
import { ORDER_PDF_WORDS } from './words.ts';

/** A history is longer only when something is wrong; the latest are printed, and the PDF says how many are not. */
const ENTRIES_AT_MOST = 200;

/** Builds the blocks of what was decided and why, and everything people did, oldest first. @source D4 */
export function buildHistoryBlocks(timeline: readonly TimelineEntry[], language: Language): Block[] {
  const words = ORDER_PDF_WORDS[language];
  const named = timeline.map((entry, index) => ({
    ...entry,
    name: eventName(entry, rolesAgreed(timeline.slice(0, index)), language),
  }));
  const decisions = named.filter(({ step, reason }) => isDecision(step) || (reason !== null && step !== 'place'));
  const time: Column = { label: words.time, width: 100 };
  const person = { label: words.by, width: 126 };
  return [
    ...(decisions.length === 0
      ? []
      : [
          buildTable(
            words.decisions,
            [time, person, { label: words.decision, width: 90 }, { label: words.reason }],
            decisions.map((entry) => [
              ...firstCells(entry, language),
              entry.reason === null ? words.unknown : reasonIn(entry.reason, language),
            ]),
            words,
          ),
        ]),
    buildTable(
      words.log,
      [time, person, { label: words.step, width: 90 }, { label: words.state }],
      named.map((entry) => [...firstCells(entry, language), ORDER_STATES[entry.to][language]]),
      words,
    ),
  ];
}

const isDecision = (step: OrderStep): boolean => 'decision' in ORDER_STEPS[step];

const firstCells = (
  { at, actorName, actorRole, name }: TimelineEntry & { readonly name: string },
  language: Language,
): string[] => [shanghaiTime(at), `${actorName} · ${ROLES[actorRole][language]}`, name];

function buildTable(
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { earlier, entries }: { readonly earlier: string; readonly entries: string },
): Block {
  const left = rows.length - ENTRIES_AT_MOST;
  if (left <= 0) return { title, columns, rows };
  return { title, columns, rows: rows.slice(left), note: `${earlier}${left} ${entries}`.trim() };
}
