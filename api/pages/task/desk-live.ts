import { isOpenTask } from '../../../domain/task.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import type { TaskCase } from './case.ts';
import { DESK_WORDS } from './desk-words.ts';

interface LiveDesk {
  /** The subject's version now. */
  readonly version: number;
  /** The desk as it is found anew. */
  readonly href: string;
  /** An open desk asks what has become of its task; a page that is just drawn says that itself. */
  readonly asksAgain: boolean;
  /** What was done with a task that is closed. */
  readonly decided: { readonly by: string; readonly step: string } | undefined;
}

/** What others have done with the task while its desk is open, and whether its buttons are off. @source D6, D26 */
export function liveView({ task, account, language }: TaskCase, { version, href, asksAgain, decided }: LiveDesk) {
  const words = DESK_WORDS[language];
  const isOpen = isOpenTask(task);
  const other = isOpen && task.claimedBy?.id !== account.id ? task.claimedBy : null;
  const text = other
    ? interpolate(words.liveClaimed, { name: other.name })
    : decided
      ? interpolate(words.liveDecided, { name: decided.by, step: decided.step })
      : words.liveEnded;
  const off = !isOpen || other !== null;
  const ask = paths.task(task.id, { live: '1' });
  return { version, href, ask, isOpen, off, said: asksAgain && off && text };
}
