import type { Account } from '../../../db/reads/account.ts';
import type { TaskCounts } from '../../../db/reads/task.ts';
import type { Language } from '../../../domain/language.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import { ROLES } from '../../../domain/role.ts';
import { groupsOf, TASK_KINDS } from '../../../domain/task.ts';
import type { TaskKind } from '../../../domain/task.ts';
import { interpolate } from '../../../domain/words.ts';
import { shortCount } from '../pager.ts';
import { paths } from '../paths.ts';
import { INBOX_STATES, PRICE_KIND } from './inbox-query.ts';
import type { Asked, InboxState } from './inbox-query.ts';
import { WORDS } from './words.ts';

const COUNT_OF = { all: 'todo', open: 'open', mine: 'mine', overdue: 'overdue' } as const satisfies Record<
  InboxState,
  keyof TaskCounts
>;

/** How much there is behind each choice: the tasks to do and the orders to price are counted together. */
type InboxCounts = TaskCounts & Readonly<Record<typeof PRICE_KIND, number>>;

/** What can be chosen beside the list, each with how much it holds. @source D6 */
export function inboxViews(asked: Asked, counts: InboxCounts, account: Account, language: Language) {
  // the orders to price stand in no other view
  const everyKind = asked.prices === 'alone' ? { kind: undefined } : {};
  return {
    views: INBOX_STATES.filter((state) => !isMember(account) || state === 'all' || state === 'overdue').map(
      (state) => ({
        label: WORDS[language][state],
        href: paths.tasks({ ...asked.filter, ...everyKind, state: state === 'all' ? undefined : state }),
        current: asked.state === state,
        count: shortCount(counts[COUNT_OF[state]]),
      }),
    ),
    kinds: kindsOf(asked, counts, language),
    groups: groupChoices(asked, account, language),
  };
}

/** Members of a company, whose tasks are 补正 and orders to price: these are nobody's alone. @source D5 */
export const isMember = ({ organizationId }: Account): boolean => organizationId !== null;

/** The kinds of which there is something, when there are several to choose from. */
function kindsOf({ query, prices, filter }: Asked, counts: InboxCounts, language: Language) {
  const labels = { ...TASK_KINDS, [PRICE_KIND]: orderStep(PRICE_KIND) };
  const chosen = prices === 'alone' ? PRICE_KIND : query.kind;
  const kinds = (Object.keys(labels) as (TaskKind | typeof PRICE_KIND)[]).filter(
    (kind) => counts[kind] > 0 || kind === chosen,
  );
  if (kinds.length < 2 && chosen === undefined) return [];
  const all = {
    label: WORDS[language].allKinds,
    href: paths.tasks({ ...filter, kind: undefined }),
    current: chosen === undefined,
    count: shortCount(counts.todo),
  };
  const each = kinds.map((kind) => ({
    label: labels[kind][language],
    href: paths.tasks({ ...filter, kind }),
    current: kind === chosen,
    count: shortCount(counts[kind]),
  }));
  return [all, ...each];
}

/** The groups of a person who belongs to several. */
function groupChoices({ query }: Asked, account: Account, language: Language) {
  const groups = groupsOf(account);
  return groups.length < 2
    ? []
    : groups.map((group) => ({
        value: group,
        label: ROLES[group.split(':')[0] as keyof typeof ROLES][language],
        chosen: group === query.group,
      }));
}

/** How much there is, in a sentence. */
export function summaryOf({ todo, overdue, mine }: TaskCounts, language: Language): string {
  const words = WORDS[language];
  const part = (phrase: string, n: number): string => (n > 0 ? interpolate(phrase, { n: shortCount(n) }) : '');
  return `${interpolate(words.summary, { n: shortCount(todo) })}${part(words.summaryOverdue, overdue)}${part(words.summaryMine, mine)}`;
}

/** What an empty list says: what will appear, and the nearest way on. */
export function nothingIn({ state, query, filter }: Asked, counts: TaskCounts, language: Language) {
  const words = WORDS[language];
  const all = counts.todo > 0 && {
    label: interpolate(words.seeAll, { n: shortCount(counts.todo) }),
    href: paths.tasks(),
  };
  const open = counts.open > 0 && {
    label: interpolate(words.seeOpen, { n: shortCount(counts.open) }),
    href: paths.tasks({ state: 'open' }),
  };
  const said = (heading: string, text: string, ...acts: readonly ({ label: string; href: string } | false)[]) => ({
    heading,
    text,
    acts: acts.filter((act) => act !== false),
  });
  const seeAll = { label: words.all, href: paths.tasks() };
  if (query.q !== null) return said(interpolate(words.nothingFound, { q: query.q }), words.nothingFoundText, seeAll);
  if (filter['kind'] !== undefined || filter['group'] !== undefined)
    return said(words.nothingKind, words.nothingOther, seeAll);
  if (state === 'mine') return said(words.nothingMine, words.nothingMineText, open, all);
  if (state === 'open') return said(words.nothingOpen, words.nothingOpenText, all);
  if (state === 'overdue') return said(words.nothingOverdue, words.nothingOverdueText, all);
  const decided = { label: words.seeDecided, href: paths.decided() };
  return counts.done > 0
    ? said(words.nothingNow, words.nothingNowText, decided)
    : said(words.nothingYet, words.nothingYetText, { label: words.seeOrders, href: paths.orders() });
}
