import type { Day } from '../day.ts';
import type { Fen } from '../fen.ts';
import type { Label } from './found.ts';

/** What a paper says otherwise than was entered; its sender was shown it, was asked, and sent the form all the same. @source D42 */
export interface KnownDifference {
  readonly attachmentId: string;
  readonly label: Label;
  readonly entered: Fen | Day | string;
  /** All that the paper said. */
  readonly said: readonly (Fen | Day | string)[];
}

/** What goes with a form whose sender knew of differences; absent where there were none, or nobody was asked. */
export interface Known {
  readonly differences?: readonly KnownDifference[];
}

/** What goes with an approval: that whoever approves has compared by eye what a program could not, or read otherwise. @source L149, D42 */
export interface Confirmed {
  readonly confirmed?: boolean;
}
