import type { ReadyReason, StepRow } from './steps.ts';

/** The ready reasons of a step, in their order; none for a step that has none. @source L149 */
export const readyReasons = ({
  reasons,
}: Pick<StepRow, 'reasons'>): readonly (ReadyReason & { readonly key: string })[] =>
  Object.entries(reasons ?? {}).map(([key, reason]) => ({ key, ...reason }));

/**
 * What a reviewer gives as reason who chose a ready one, wrote a text, or both: the text alone where it says the ready one
 * already.
 *
 * @source L149
 */
export function fullReason(ready: string, text: string): string {
  const written = text.trim();
  if (ready === '' || written.startsWith(ready)) return written;
  return written === '' ? ready : `${ready}${BETWEEN}${written}`;
}

const BETWEEN = '：';

/** A reason in English as far as it is a ready one: the text people wrote behind it stays as it is. @source L149 */
export function translateReason(reason: string, ready: readonly ReadyReason[]): string {
  const found = ready.find(({ zh }) => reason === zh || reason.startsWith(zh + BETWEEN));
  if (!found) return reason;
  const rest = reason.slice(found.zh.length + BETWEEN.length);
  return rest === '' ? found.en : `${found.en}: ${rest}`;
}
