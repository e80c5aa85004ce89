import { REASON_AT_MOST } from '../../../forms/fields.ts';
import { dayOf, shanghaiTime } from '../../../../domain/day.ts';
import { groupedYuan, minFen, subtractFen } from '../../../../domain/fen.ts';
import type { Fen } from '../../../../domain/fen.ts';
import { redeemableFen, selfPaidFen } from '../../../../domain/order/amounts.ts';
import { openChange } from '../../../../domain/order/order.ts';
import type { ContractChange } from '../../../../domain/order/order.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { backAccount } from '../../../../domain/voucher.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { compareSummary, drawComparison, drawConfirmation } from './compare.ts';
import type { Comparison } from './compare.ts';
import type { DeskPapers } from './papers.ts';
import { CHANGE_DESK_WORDS } from './change-words.ts';
import { plainly } from '../../task/check-summary.ts';
import { drawField } from '../../task/decision-form.ts';
import { decisionForm, reasonChoices } from './decision-form.ts';
import type { SentDecision } from './decision-form.ts';
import { ORDER_DESK_WORDS } from './words.ts';
import { shownFiles, viewerOf } from '../../task/viewer.ts';
import { newFilesOf } from './resubmission.ts';
import { voucherPanel } from './voucher-panel.ts';

/** The park's desk for a supplementary agreement: the file beside the old and the new amounts. @source L84, D13 */
export function changeDesk(shown: Case, sent: SentDecision | undefined, papers: DeskPapers | null) {
  const { file, language } = shown;
  const change = openChange(file.order) ?? file.order.changes.at(-1);
  const compare = papers && drawComparison(papers, language);
  const signed = file.order.contract ? [file.order.contract.attachmentId] : [];
  return {
    change: CHANGE_DESK_WORDS[language],
    viewer: change && viewerOf(shownFiles(shown, [change.attachmentId, ...signed], newFilesOf(shown))),
    rows: change && rowsOf(shown, change),
    sameAmounts: change && isContentOnly(shown, change),
    proposedAt: change && shanghaiTime(change.proposedAt),
    what: change?.comment,
    voucher: voucherPanel(shown),
    compare,
    decide: isOpenTask(shown.task) && change && drawDecisions(shown, { change, compare }, sent),
    foot: isOpenTask(shown.task) &&
      change && {
        summary: [
          ...(compare ? compareSummary(compare) : []),
          ...rowsOf(shown, change)
            .slice(0, 2)
            .map(({ label, before, after, changed }) => plainly(`${label} ${changed ? `${before} → ` : ''}${after}`)),
        ],
        jumps: [{ href: '#h-reject', label: ORDER_DESK_WORDS[language].toRejection }],
      },
  };
}

const isContentOnly = ({ file: { order } }: Case, change: ContractChange): boolean =>
  change.orderAmountFen === order.orderAmountFen && change.voucherAmountFen === order.voucherAmountFen;

/** The amounts before and after. P ≥ O ≥ O′, V ≥ V′ @source D13 */
function rowsOf({ file: { order }, language }: Case, change: ContractChange) {
  const words = CHANGE_DESK_WORDS[language];
  const row = (label: string, beforeFen: Fen, afterFen: Fen) => ({
    label,
    before: groupedYuan(beforeFen),
    after: groupedYuan(afterFen),
    less: afterFen < beforeFen ? groupedYuan(subtractFen(beforeFen, afterFen)) : '-',
    changed: afterFen !== beforeFen,
  });
  const mostFen = ({ voucherAmountFen, orderAmountFen }: typeof order | ContractChange): Fen =>
    redeemableFen({ voucherAmountFen, actualAmountFen: orderAmountFen }, order.rules);
  return [
    row(words.orderAmount, order.orderAmountFen, change.orderAmountFen),
    row(words.voucherAmount, order.voucherAmountFen, change.voucherAmountFen),
    row(words.selfPaid, selfPaidFen(order), selfPaidFen(change)),
    row(words.redeemable, mostFen(order), mostFen(change)),
  ];
}

interface ShownChange {
  readonly change: ContractChange;
  readonly compare: Comparison | null;
}

function drawDecisions(shown: Case, { change, compare }: ShownChange, sent: SentDecision | undefined) {
  const { file, language, now } = shown;
  const { order } = file;
  const words = CHANGE_DESK_WORDS[language];
  const reject = decisionForm(shown, 'rejectChange', sent);
  const approve = decisionForm(shown, 'approveChange', sent);
  const free = subtractFen(order.voucherAmountFen, minFen(order.voucherAmountFen, change.voucherAmountFen));
  const lapses = backAccount(dayOf(now), order.useBy) === 'lapsed';
  return {
    blocked: approve.blocked,
    reject: {
      ...reject,
      reasons: reasonChoices(reject, shown, { box: ORDER_DESK_WORDS[language].remark }),
      reason: drawField(reject, 'reason', ORDER_DESK_WORDS[language].remark, {
        long: REASON_AT_MOST,
        optional: ORDER_DESK_WORDS[language].bothSee,
      }),
      hint: words.rejectHint,
    },
    approve: {
      ...approve,
      ...drawConfirmation(approve, compare),
      consequences: [
        words.amounts,
        ...(free > 0 ? [interpolate(lapses ? words.lapsed : words.back, { v: groupedYuan(free) })] : []),
        words.told,
      ],
    },
  };
}
