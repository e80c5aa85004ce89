import { listOrderRecords } from '../../../../db/reads/order.ts';
import { listSameContracts } from '../../../../db/reads/same-contract.ts';
import { maySee } from '../../../../domain/order/permissions.ts';
import { isOpenTask } from '../../../../domain/task.ts';
import { interpolate } from '../../../../domain/words.ts';
import type { Portal } from '../../../actions/portal.ts';
import { paths } from '../../paths.ts';
import type { Case } from './case.ts';
import { SAME_CONTRACT_WORDS } from './words.ts';

/** The other live orders on a contract of the same number, a line each, with the way to those the reader may see; false when there are none. @source L149 */
export async function sameContracts({ db }: Portal, { file, task, account, language }: Case) {
  if (!isOpenTask(task)) return false;
  const words = SAME_CONTRACT_WORDS[language];
  const others = await listSameContracts(db, file.order);
  const records = await listOrderRecords(
    db,
    others.map(({ id }) => id),
  );
  const lines = others.map(({ id, number, sameFile }) => {
    const record = records.get(id);
    return {
      text: interpolate(sameFile ? words.sameFileToo : words.sameNumber, {
        contract: file.order.contract?.number ?? '',
        number,
      }),
      href: record !== undefined && maySee(record.order, account) && paths.order(id),
      link: interpolate(words.toOrder, { number }),
    };
  });
  return lines.length > 0 && lines;
}
