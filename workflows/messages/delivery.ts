/** The workflow that sends mails. Never renamed. */
export const DELIVERY = 'delivery';

/** The one execution that sends the mails of a task queue's workers. */
export const deliveryProcess = (taskQueue: string): string => `mail-delivery/${taskQueue}`;

/** How long one run lasts, in stretches of the activity; about a day unless told. */
export interface DeliveryInput {
  readonly stretches?: number;
}

/** How many mails a stretch of delivery has brought to an end, by what became of them. */
export type DeliveryReport = Readonly<Record<'sent' | 'kept' | 'putOff' | 'failed' | 'doubtful' | 'dropped', number>>;

export interface DeliveryActivities {
  /**
   * Sends what waits, and waits for more, for some minutes; throws while the mail server is away. Two at a time do no harm.
   */
  deliverMails(): Promise<DeliveryReport>;
}
