import type { Language } from '../language.ts';
import type { ClockStep } from '../process/steps.ts';
import type { Role } from '../role.ts';
import type { OrderState } from './states.ts';
import { orderStep } from './steps.ts';
import type { OrderStep } from './steps.ts';

/** What proposing a closing, agreeing to it, taking that back and refusing it are called. @source D3 */
export const CLOSING_NAMES = {
  zh: { asks: '提出关闭', agrees: '同意关闭', withdraws: '撤回同意', refuses: '不同意关闭' },
  en: { asks: 'Ask to close', agrees: 'Agree to close', withdraws: 'Withdraw consent', refuses: 'Refuse to close' },
} as const;

/** An event, as far as its name follows from it. */
interface NamedEvent {
  readonly step: OrderStep | ClockStep;
  readonly to: OrderState;
  readonly actorRole: Role | null;
}

/** Whether the event is a consent to close that has not closed the order. @source D3 */
export const isConsent = ({ step, to }: NamedEvent): boolean => step === 'close' && to !== 'closed';

/** The steps that end all consents to close. @source D3, D13 */
export const ENDS_CONSENTS = [
  'requestRedemption',
  'approveChange',
  'dropClosure',
] as const satisfies readonly OrderStep[];

/** The consents that still counted after these events, oldest first. @source D3, D13 */
export const listConsents = <E extends NamedEvent>(before: readonly E[]): readonly E[] =>
  before.slice(before.findLastIndex(({ step }) => ENDS_CONSENTS.some((one) => one === step)) + 1).filter(isConsent);

/** The sides whose consents to close counted after these events. @source D3 */
export const rolesAgreed = (before: readonly NamedEvent[]): (Role | null)[] =>
  listConsents(before).map(({ actorRole }) => actorRole);

/**
 * What a person's event is called in every history: of a closing by agreement, what the side did.
 *
 * @param agreed the roles whose consents to close counted before it
 * @source L140, D3, D4
 */
export function eventName(
  event: NamedEvent & { readonly step: OrderStep },
  agreed: readonly (Role | null)[],
  language: Language,
): string {
  const names = CLOSING_NAMES[language];
  if (event.step === 'dropClosure') return names[agreed.includes(event.actorRole) ? 'withdraws' : 'refuses'];
  return isConsent(event) ? names[agreed.length === 0 ? 'asks' : 'agrees'] : stepTaken(event.step, language);
}

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
