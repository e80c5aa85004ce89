import type { OrderRecord } from '../../db/reads/order.ts';
import { listFileReadings } from '../../db/reads/reading.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { decidedPaper, PAPERS_OF_STEP, papersOf } from '../../domain/reading/papers.ts';
import type { DecidedPaper } from '../../domain/reading/papers.ts';
import { InvalidInput } from './errors.ts';
import type { Portal } from './portal.ts';

/**
 * Insists that whoever approves says that they compared by eye what has not been read of the papers, or does not match; and of
 * what differs, why it is approved, where there is room for it. It waits for no reading.
 *
 * @throws InvalidInput `/confirmed`, `/comment`, `/reason`
 * @source L149, L165, D13, D42
 */
export async function insistPapersCompared(
  { db }: Pick<Portal, 'db'>,
  { order, names }: OrderRecord,
  request: OrderRequest,
): Promise<void> {
  const asked = askedOf(request);
  if (!asked || asked.lacking.length === 0) return;
  const kind = PAPERS_OF_STEP[request.step];
  const papers = kind ? papersOf(kind, order, names) : [];
  const readings = await listFileReadings(
    db,
    papers.map(({ attachmentId }) => attachmentId),
  );
  const read = papers.map((paper) => decidedPaper(paper, readings.get(paper.attachmentId)));
  const isNeeded = { confirmed: !read.every(isMatching), why: read.some(isDiffering) };
  const pointers = asked.lacking.filter(({ is }) => isNeeded[is]).map(({ pointer }) => pointer);
  if (pointers.length > 0) throw new InvalidInput(pointers.map((pointer) => ({ pointer, code: 'form.required' })));
}

interface Lacking {
  readonly is: 'confirmed' | 'why';
  readonly pointer: string;
}

/** What an approval may have to say of its papers, and does not; undefined for other steps. */
function askedOf({ step, body }: OrderRequest): { readonly lacking: readonly Lacking[] } | undefined {
  switch (step) {
    case 'approvePayment':
      return { lacking: [...lackingWhy('/comment', body.comment), ...lackingTick(body.confirmed)] };
    case 'approveRedemption':
      return { lacking: [...lackingWhy('/reason', body.reason), ...lackingTick(body.confirmed)] };
    case 'approveChange':
      return { lacking: lackingTick(body.confirmed) };
    default:
      return undefined;
  }
}

const lackingWhy = (pointer: string, said: string | null): Lacking[] => (said === null ? [{ is: 'why', pointer }] : []);

const lackingTick = (isTicked = false): Lacking[] => (isTicked ? [] : [{ is: 'confirmed', pointer: '/confirmed' }]);

const isMatching = ({ state, compared }: DecidedPaper): boolean =>
  state === 'read' && compared.every(({ outcome }) => outcome === 'matches');

const isDiffering = ({ compared }: DecidedPaper): boolean => compared.some(({ outcome }) => outcome === 'differs');
