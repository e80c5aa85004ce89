import { parseDay } from '../../../../domain/day.ts';
import type { Day } from '../../../../domain/day.ts';
import type { Fen } from '../../../../domain/fen.ts';
import { groupedYuan } from '../../../../domain/fen.ts';
import { suggestRejection } from '../../../../domain/order/suggested-reason.ts';
import type { RejectionReason } from '../../../../domain/order/suggested-reason.ts';
import type { Compared } from '../../../../domain/reading/comparison.ts';
import { enteredContract } from '../../../../domain/reading/entered.ts';
import { CONTRACT_LABELS } from '../../../../domain/reading/found.ts';
import type { Label } from '../../../../domain/reading/found.ts';
import { compareFiles } from '../../../documents/reading.ts';
import type { Portal } from '../../../actions/portal.ts';
import type { Case } from './case.ts';
import type { Finding, Reading } from './compare.ts';

/** What the contract's text says, as the park's desk shows it beside what was entered. @source L149 */
export async function deskReading(portal: Portal, { file }: Case): Promise<Reading> {
  const { order, names } = file;
  const entered = enteredContract(order, names);
  if (!entered || !order.contract) return { state: 'unreadable' };
  const [read] = await compareFiles(portal, [{ attachmentId: order.contract.attachmentId, entered }]);
  if (!read || read.state === 'unreadable') return { state: 'unreadable' };
  if (read.state === 'pending') return { state: 'waiting' };
  const findings: Partial<Record<Label, Finding>> = {};
  for (const compared of read.compared) {
    const finding = findingOf(compared);
    if (finding) findings[compared.label] = finding;
  }
  const { unseen, pagesUnread } = read;
  return { state: 'read', findings, unseen, pagesUnread, suggestion: suggestionOf(read.compared, order.grantedOn) };
}

function suggestionOf(compared: readonly Compared[], grantedOn: Day): RejectionReason | undefined {
  const differing = compared.filter(({ outcome }) => outcome === 'differs');
  const signed = differing.find(({ label }) => label === 'signedOn')?.places[0]?.value;
  return suggestRejection({
    labels: CONTRACT_LABELS.filter((label) => differing.some((one) => one.label === label)),
    signedOn: (typeof signed === 'string' && parseDay(signed)) || null,
    grantedOn,
  });
}

/** What stands beside an entered value; undefined where nothing was found. */
export function findingOf({ entered, outcome, places }: Compared): Finding | undefined {
  const [place] = places;
  if (!place) return undefined;
  const texts = [...new Set(places.map(({ value }) => textOf(value)))];
  if (outcome === 'several') return { text: texts.join(' / '), page: place.page, agrees: false, several: true };
  const agrees = outcome === 'matches';
  // A number may have been read on into the words behind it; where it agrees, it is the entered one.
  const shown = { text: agrees ? textOf(entered) : texts.join(' / '), page: place.page, agrees };
  if (!agrees && place.disputed) return { ...shown, disputed: true };
  if (agrees || typeof entered !== 'number' || typeof place.value !== 'number') return shown;
  return { ...shown, byFen: Math.abs(entered - place.value) as Fen };
}

const textOf = (value: Fen | Day | string): string => (typeof value === 'number' ? groupedYuan(value) : value);
