import type { Language } from '../language.ts';
import { orderStep } from './steps.ts';
import type { OrderStep } from './steps.ts';

/** A step that was taken, as English histories tell it. The Chinese name of a step serves for both. */
const TAKEN_IN_ENGLISH: Readonly<Record<OrderStep, string>> = {
  place: 'Order placed',
  confirmPrice: 'Price confirmed',
  pay: 'Payment sent',
  withdraw: 'Payment taken back',
  approvePayment: 'Payment approved',
  rejectPayment: 'Payment rejected',
  requestRedemption: 'Redemption requested',
  returnRedemption: 'Returned for supplement',
  supplementRedemption: 'Supplement sent',
  approveRedemption: 'Redemption approved',
  rejectRedemption: 'Redemption rejected',
  recordPayout: 'Payout recorded',
  failPayout: 'Transfer failed',
  proposeChange: 'Contract change proposed',
  acceptChange: 'Contract change accepted',
  approveChange: 'Contract change approved',
  rejectChange: 'Contract change rejected',
  dropChange: 'Contract change dropped',
  close: 'Order closed',
  dropClosure: 'Closing dropped',
};

/** What a step is called in a history, once it was taken. @source L140, D4 */
export const stepTaken = (step: OrderStep, language: Language): string =>
  language === 'en' ? TAKEN_IN_ENGLISH[step] : orderStep(step).zh;
