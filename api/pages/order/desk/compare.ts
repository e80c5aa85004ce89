import type { Fen } from '../../../../domain/fen.ts';
import { grouped, groupedYuan } from '../../../../domain/fen.ts';
import type { RejectionReason } from '../../../../domain/order/suggested-reason.ts';
import { CONTRACT_LABELS } from '../../../../domain/reading/found.ts';
import type { ContractLabel, Label } from '../../../../domain/reading/found.ts';
import type { Unseen } from '../../../../domain/reading/reading.ts';
import { interpolate } from '../../../../domain/words.ts';
import { paths } from '../../paths.ts';
import type { Case } from './case.ts';
import { ORDER_DESK_WORDS } from './words.ts';

/** What was found in a contract's text for one entry: what it says there, on which page, and whether it agrees. */
export interface Finding {
  readonly text: string;
  readonly page: number | null;
  readonly agrees: boolean;
  /** Whether the text calls several values so; it is then neither a match nor a difference. */
  readonly several?: boolean;
  /** Whether the text's figures and words of one amount disagree. */
  readonly disputed?: boolean;
  /** By how much an amount differs. */
  readonly byFen?: Fen;
}

/** How far the reading of a contract has come. */
export type Reading =
  | { readonly state: 'waiting' | 'unreadable' }
  | {
      readonly state: 'read';
      readonly findings: Partial<Record<Label, Finding>>;
      /** What the text holds that nobody sees, and pages that were not read. */
      readonly unseen: readonly Unseen[];
      readonly pagesUnread: number;
      /** The ready reason that says what differs, where one does. */
      readonly suggestion: RejectionReason | undefined;
    };

export type Comparison = ReturnType<typeof comparison>;

/** What the enterprise entered, beside what its contract says. @source L84, L149 */
export function comparison({ order, language }: Case, reading: Reading) {
  const words = ORDER_DESK_WORDS[language];
  const rows = CONTRACT_LABELS.map((item, index) => {
    const finding = reading.state === 'read' ? reading.findings[item] : undefined;
    return {
      pin: index + 1,
      label: words[item],
      entered: enteredText(order, item),
      found: finding ? finding.text : describeMissing(reading, words),
      missing: !finding,
      byHand: finding ? finding.several === true : reading.state !== 'waiting',
      several: finding?.several === true,
      page: finding?.page && interpolate(words.page, { n: finding.page }),
      pageHref: finding?.page && `${fileHref(order)}#page=${finding.page}`,
      differs: finding?.agrees === false && !finding.several,
      agrees: finding?.agrees === true,
      by: finding?.disputed
        ? words.disputed
        : finding?.byFen && interpolate(words.differsBy, { amount: groupedYuan(finding.byFen) }),
    };
  });
  return {
    rows,
    same: rows.filter(({ agrees }) => agrees).length,
    differ: rows.filter(({ differs }) => differs).length,
    /** What nobody has compared but the person who decides. */
    missing: rows.filter(({ missing }) => missing).length,
    several: rows.filter(({ several }) => several).length,
    unseen: reading.state === 'read' ? reading.unseen : [],
    pagesUnread: reading.state === 'read' ? reading.pagesUnread : 0,
    waiting: reading.state === 'waiting',
    unreadable: reading.state === 'unreadable',
    suggestion: reading.state === 'read' ? reading.suggestion : undefined,
  };
}

/** Whether something was not found as entered, so that only eyes can have compared it. @source L149 */
export const needsConfirmation = ({ same, rows }: Pick<Comparison, 'same' | 'rows'>): boolean => same < rows.length;

const fileHref = (order: Case['order']): string => paths.attachmentView(order.contract?.attachmentId ?? '');

const describeMissing = (reading: Reading, words: (typeof ORDER_DESK_WORDS)['zh']): string =>
  reading.state === 'waiting' ? words.reading : reading.state === 'unreadable' ? '-' : words.notFound;

function enteredText({ contract, enterprise, institution, voucherAmount }: Case['order'], item: ContractLabel): string {
  switch (item) {
    case 'contractNumber':
      return contract?.number ?? '-';
    case 'partyA':
      return enterprise.name;
    case 'partyB':
      return institution.name;
    case 'signedOn':
      return contract?.signedOn ?? '-';
    case 'orderAmount':
      return contract ? grouped(contract.totalAmount.amount) : '-';
    case 'voucherAmount':
      return grouped(voucherAmount.amount);
    case 'selfPaid':
      return contract ? grouped(contract.selfPaidAmount.amount) : '-';
  }
}
