import type { Part } from './cpu.ts';

/** The eight actions of an order's lifecycle, in their order. The second approval of a redemption is the second person's. */
export const ACTIONS = [
  'place',
  'confirmPrice',
  'pay',
  'approvePayment',
  'requestRedemption',
  'approveRedemption',
  'approveRedemption2',
  'recordPayout',
] as const;

/** One lifecycle under way: takes its next action. */
export type Lifecycle = () => Promise<void>;

/** Something that carries out lifecycles and is measured doing so. */
export interface Contender {
  readonly name: string;
  /** The names of a lifecycle's actions, in their order. */
  readonly actions: readonly string[];
  /** Its own processes; servers are counted besides. */
  readonly parts: readonly Part[];
  /** The driver does some of its work, as B's client does, and its CPU is stated. */
  readonly drivenBy?: string;
  /** Before a measured window: whatever so many lifecycles need that is no action of theirs. */
  readonly prepare: (lifecycles: number) => Promise<void>;
  /** Begins a lifecycle for one of the clients; nothing is sent before the first action. */
  readonly begin: (client: number) => Lifecycle;
  readonly stop: () => Promise<void>;
}
