import type { stateTag } from '../state-tag.ts';

/** What was decided about which subject, in words. */
export interface DecidedView {
  readonly label: string;
  readonly href: string;
  readonly name: string;
  readonly tag: ReturnType<typeof stateTag>;
  readonly reason: string | null;
}
