import type { NoticeEvent } from '../../../domain/notice.ts';
import type { Look } from '../look.ts';

const moved: Look = { glyph: 'arrow', meaning: 'info' };
const good: Look = { glyph: 'check', meaning: 'ok' };
const money: Look = { glyph: 'bank', meaning: 'ok' };
const refused: Look = { glyph: 'cross', meaning: 'bad' };
const asked: Look = { glyph: 'back', meaning: 'warn' };
const due: Look = { glyph: 'clock', meaning: 'warn' };

const NOTICE_LOOKS: Readonly<Record<NoticeEvent, Look>> = {
  'order.placed': { glyph: 'cart', meaning: 'info' },
  'order.priceConfirmed': good,
  'order.paymentSubmitted': { glyph: 'wallet', meaning: 'info' },
  'order.paymentWithdrawn': { glyph: 'back', meaning: 'mute' },
  'order.paid': good,
  'order.paymentRejected': refused,
  'order.redemptionSubmitted': moved,
  'order.redemptionReturned': asked,
  'order.redemptionSupplemented': moved,
  'order.secondApprovalNeeded': asked,
  'order.preRedeemed': good,
  'order.redemptionRejected': refused,
  'order.payoutRecorded': money,
  'order.payoutFailed': { glyph: 'bank', meaning: 'bad' },
  'order.redeemed': money,
  'order.changeProposed': asked,
  'order.changeAccepted': moved,
  'order.changeApproved': good,
  'order.changeRejected': refused,
  'order.changeDropped': { glyph: 'close', meaning: 'mute' },
  'order.closureProposed': asked,
  'order.closureAsked': asked,
  'order.closureDropped': { glyph: 'close', meaning: 'mute' },
  'order.closureRefused': refused,
  'order.closed': { glyph: 'lock', meaning: 'mute' },
  'order.deadlineNear': due,
  'order.useByPassed': due,
  'order.redeemByPassed': due,
  'passwordReset.requested': moved,
  'passwordReset.linkIssued': { glyph: 'alert', meaning: 'warn' },
  'passwordReset.done': { glyph: 'lock', meaning: 'info' },
  'passwordReset.refused': refused,
  'passwordReset.expired': { glyph: 'clock', meaning: 'mute' },
  'task.reminder': due,
  'task.overdue': { glyph: 'alert', meaning: 'bad' },
  'task.escalated': { glyph: 'alert', meaning: 'bad' },
};

/** The look of an event; of one that this release does not know, a plain one. */
export const noticeLook = (event: string): Look =>
  Object.hasOwn(NOTICE_LOOKS, event) ? NOTICE_LOOKS[event as NoticeEvent] : moved;
