import type { Portal } from '../../actions/portal.ts';
import { viewTask } from '../../actions/viewing.ts';
import { interpolate } from '../../../domain/words.ts';
import { LIST_COMMA } from '../list-comma.ts';
import type { TaskCase } from './case.ts';
import { DESK_WORDS } from './desk-words.ts';

/** Who else has the task before them: as the desk is drawn, and from then on by its heartbeat. @source D6 */
export async function readViewing(portal: Portal, { account, language, csrfToken, task }: TaskCase) {
  const viewers = await viewTask(portal, account, task);
  const [and, text] = [LIST_COMMA[language], DESK_WORDS[language].looking];
  const names = viewers.map(({ name }) => name).join(and);
  const href = `/api/tasks/${task.id}/viewing`;
  return { href, csrfToken, and, text, said: names && interpolate(text, { names }) };
}
