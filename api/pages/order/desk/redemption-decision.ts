import { REASON_AT_MOST } from '../../../forms/fields.ts';
import { shanghaiTime } from '../../../../domain/day.ts';
import { floorShareFen, formatYuan, groupedYuan, parseYuan, subtractFen } from '../../../../domain/fen.ts';
import type { Fen } from '../../../../domain/fen.ts';
import { needsSecondPerson, redeemableFen } from '../../../../domain/order/amounts.ts';
import type { Claim } from '../../../../domain/order/order.ts';
import { reasonIn } from '../../../../domain/order/ready-reasons.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Case } from './case.ts';
import { asksWhy, drawConfirmation } from './compare.ts';
import type { Comparison } from './compare.ts';
import { drawField } from '../../task/decision-form.ts';
import { decisionForm, reasonChoices } from './decision-form.ts';
import { lastOf } from '../events.ts';
import type { SentDecision } from './decision-form.ts';
import { REDEMPTION_DESK_WORDS } from './redemption-words.ts';

interface ShownClaim {
  readonly claim: Claim;
  readonly compare: Comparison | null;
}

/** The center's three ways to decide: approve an amount, return for supplement, reject, perhaps for good. @source L152, D5, D6 */
export function redemptionDecision(shown: Case, { claim, compare }: ShownClaim, sent: SentDecision | undefined) {
  const { order } = shown.file;
  const words = REDEMPTION_DESK_WORDS[shown.language];
  const limit = redeemableFen({ ...order, actualAmountFen: claim.actualAmountFen }, order.rules);
  return {
    eyes: describeApprovals(shown, limit),
    approve: drawApproval(shown, { claim, compare, limit }, sent),
    return: drawReasoned(shown, 'returnRedemption', sent, words.returnReasons),
    reject: {
      ...drawReasoned(shown, 'rejectRedemption', sent, words.rejectReasons),
      final: drawFinalTick(shown, sent),
      hint: interpolate(words.rejectHint, { redeemBy: order.redeemBy }),
    },
  };
}

/** Who has approved already, and what that means for this person. @source D6 */
function describeApprovals(shown: Case, limit: Fen) {
  const { file, order: view, account, language } = shown;
  const { order } = file;
  const words = REDEMPTION_DESK_WORDS[language];
  const from = groupedYuan(order.rules.secondPersonFromFen);
  const [first] = view.approvals;
  const [by] = order.approvals;
  const said = [];
  if (first && by)
    said.push(
      by.by === account.id
        ? words.youAreFirst
        : interpolate(words.firstBy, {
            name: first.by.name,
            at: shanghaiTime(first.at),
            amount: groupedYuan(by.amountFen),
          }),
    );
  const reason = first && findFirstReason(shown);
  if (reason) said.push(interpolate(words.firstReason, { reason: reasonIn(reason, language) }));
  if (needsSecondPerson(order, limit)) said.push(interpolate(words.fourEyesNeeded, { from }));
  if (order.paymentApprovedBy === account.id) said.push(interpolate(words.paymentApprover, { from }));
  return said;
}

function drawApproval(
  shown: Case,
  { claim, compare, limit }: ShownClaim & { readonly limit: Fen },
  sent: SentDecision | undefined,
) {
  const isDiffering = compare !== null && compare.differ > 0;
  const isWaiting = compare !== null && compare.waiting !== false; // what differs is asked about where one can see it
  const { file, language } = shown;
  const { rules, voucherAmountFen, approvals } = file.order;
  const words = REDEMPTION_DESK_WORDS[language];
  const form = decisionForm(shown, 'approveRedemption', sent);
  const [first] = approvals;
  const initial = first?.amountFen ?? limit;
  const typed = parseYuan(form.value('amount')) ?? initial;
  const limits = { limit: groupedYuan(limit) };
  return {
    ...form,
    amount: {
      ...drawField(form, 'amount', words.redemptionAmount, { money: true, initial: formatYuan(initial) }),
      fixed: first !== undefined,
      hint: first
        ? words.sameAmount
        : interpolate(words.limitHint, {
            ...limits,
            v: groupedYuan(voucherAmountFen),
            a: groupedYuan(claim.actualAmountFen),
            r: rules.redeemPercent,
            share: groupedYuan(floorShareFen(claim.actualAmountFen, rules.redeemPercent)),
          }),
    },
    voucherFen: voucherAmountFen,
    limitFen: limit,
    secondFen: rules.secondPersonFromFen,
    shortfall: typed <= voucherAmountFen ? groupedYuan(subtractFen(voucherAmountFen, typed)) : '-',
    isShort: typed < voucherAmountFen,
    lower: { text: interpolate(words.lowerNeedsReason, limits), shown: typed < limit },
    tooHigh: { text: interpolate(words.tooHigh, limits), shown: typed > limit },
    second: { text: words.secondNeeded, shown: first === undefined && typed >= rules.secondPersonFromFen },
    isSecond: first !== undefined,
    reasons: reasonChoices(form, shown, { box: words.reason }).filter(({ value }) => value !== 'other'),
    reason: {
      ...drawField(form, 'reason', words.reason, {
        long: REASON_AT_MOST,
        optional: isDiffering ? words.whenDiffering : words.whenLower,
        initial: (first && findFirstReason(shown)) ?? '',
      }),
      ...asksWhy(isDiffering),
    },
    saysWhy: typed < limit || isDiffering || isWaiting,
    ...drawConfirmation(form, compare),
  };
}

/** Why the first of two persons lowered R; it stands ready for the second, who may write another. @source D6 */
const findFirstReason = ({ history }: Case): string | null => lastOf(history, 'approveRedemption')?.reason ?? null;

function drawReasoned(
  shown: Case,
  step: 'returnRedemption' | 'rejectRedemption',
  sent: SentDecision | undefined,
  legend: string,
) {
  const words = REDEMPTION_DESK_WORDS[shown.language];
  const form = decisionForm(shown, step, sent);
  return {
    ...form,
    legend,
    open: sent?.step === step,
    reasons: reasonChoices(form, shown, { box: words.reason }),
    reason: drawField(form, 'reason', words.reason, { long: REASON_AT_MOST, optional: words.bothSee }),
    hint: words.returnHint,
  };
}

const drawFinalTick = (shown: Case, sent: SentDecision | undefined) => {
  const form = decisionForm(shown, 'rejectRedemption', sent);
  return { ...drawField(form, 'final', REDEMPTION_DESK_WORDS[shown.language].final), tick: true };
};
