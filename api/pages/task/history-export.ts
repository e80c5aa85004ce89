import type { Language } from '../../../domain/language.ts';
import { decisionFilterOf, decisionQuery, listDecided } from '../../actions/decision.ts';
import type { Decided } from '../../actions/decision.ts';
import { EXPORT_WORDS, EXPORTED_AT_MOST } from '../../documents/order-columns.ts';
import { sendTable } from '../../documents/send-table.ts';
import type { Cell, Heading, TableForm } from '../../documents/table.ts';
import { read } from '../../forms/read.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';
import type { PageHandler } from '../page.ts';
import { decidedView } from './decided-row.ts';
import { WORDS } from './words.ts';

/** Decisions read at once: the most that lie in memory while CSV goes out. */
const READ_AT_ONCE = 500;

/** What the filter of one's decisions shows, as a file, with the same bound as an export of orders. @source D6 */
export const exportDecisions =
  (form: TableForm): PageHandler =>
  async (portal, visit, response) => {
    const { language } = visit;
    const table = {
      name: WORDS[language].decidedTitle,
      headings: headingsIn(language),
      rows: listExportRows(portal, visit),
      total: EXPORT_WORDS[language].total,
      totalInCsv: false,
    };
    await sendTable(portal, response, table, form);
  };

function headingsIn(language: Language): Heading[] {
  const words = WORDS[language];
  return [
    { label: words.decidedAt, kind: 'time', width: 20 },
    { label: words.decision, kind: 'text', width: 20 },
    { label: words.decidedOrder, kind: 'text', width: 22 },
    { label: EXPORT_WORDS[language].product, kind: 'text', width: 36 },
    { label: words.decidedTo, kind: 'text', width: 14 },
    { label: words.decidedReason, kind: 'text', width: 60 },
  ];
}

async function* listExportRows(portal: Portal, visit: MemberVisit): AsyncGenerator<readonly Cell[]> {
  const { language } = visit;
  let count = 0;
  for await (const row of eachDecision(portal, visit)) {
    count += 1;
    if (count > EXPORTED_AT_MOST) return yield [EXPORT_WORDS[language].cut, null, null, null, null, null];
    const { label, name, tag, reason } = decidedView(row, language);
    yield [row.at, label, row.number, name, tag.label, reason];
  }
}

/** Newest first, read page by page. */
async function* eachDecision(portal: Portal, visit: MemberVisit): AsyncGenerator<Decided> {
  const filter = decisionFilterOf(read(decisionQuery, readTexts(visit, ['q', 'from', 'to'])));
  for (let after: Decided | undefined; ;) {
    const rows: Decided[] = await listDecided(portal, visit.account, filter, { after, limit: READ_AT_ONCE });
    yield* rows;
    after = rows.at(-1);
    if (after === undefined || rows.length < READ_AT_ONCE) return;
  }
}
