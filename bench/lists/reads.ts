import { getBadges } from '../../db/reads/frame.ts';
import { listMovements, countMovements } from '../../db/reads/ledger.ts';
import { countOrdersBefore, countTabs, listOrderPage, listTimelines } from '../../db/reads/order-list.ts';
import { EVERYTHING, parseOrderSearch } from '../../db/reads/order-search.ts';
import { countOrdersToPrice, listOrdersToPrice, listTurns } from '../../db/reads/order-turns.ts';
import { countTaskRows, countInboxPart, listTaskPage } from '../../db/reads/task.ts';
import type { TaskFilter } from '../../db/reads/task.ts';
import { ORDER_DECISIONS } from '../../db/reads/order-decision.ts';
import { countNotifications, listNotifications } from '../../db/reads/notification.ts';
import { countVouchers, listVisibleLines, listVoucherPage } from '../../db/reads/voucher.ts';
import { parseDay } from '../../domain/day.ts';
import { ORDER_STATE_NAMES } from '../../domain/order/states.ts';
import type { Actor, Role } from '../../domain/role.ts';
import { TASK_KIND_NAMES } from '../../domain/task.ts';
import type { Scheme } from '../../test/setup/scheme.ts';
import type { Read } from './timing.ts';

export const asActor = (account: Scheme['chen']): Actor => ({ ...account, roles: account.roles as readonly Role[] });

/** A page of the list and one row more, as pages are asked for. */
export const LIMIT = 21;

const inTurn = <T>(list: readonly T[], turn: number): T => {
  const value = list[turn % list.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
};

/** What people type: Chinese of one to four characters, initials, amounts, numbers; what is rare, common, and not there. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  '1 character': ['高', '专', '软', '检', '计', '星', '云', '科'],
  '2 characters': ['计量', '检测', '高新', '专利', '苏州', '标准', '公司', '查新'],
  '3 characters': ['计量校', '高新技', '新材料', '软件著', '检测技', '南京华'],
  '4 characters': ['知识产权', '高新技术', '电磁兼容', '有限公司', '成果评价', '生物医药'],
  initials: ['gx', 'jl', 'zscq', 'gxjs', 'yxgs', 'jyjc', 'rjzzq', 'dcjr'],
  amounts: ['30000', '12,500.00', '¥21,700元', '45900', '18000', '7,300'],
  'beginnings of numbers': ['DD2025', 'DD202506', 'DD20250601', 'DD20250601-0', 'DD202211'],
  'contract numbers': ['HT-0000123', 'HT-0004711', 'ht-0000999', 'HT-9999999'],
  'two words': ['苏州 计量', '高新 认定', '检测 服务', 'gx 昆山', '公司 30000'],
  'nothing found': ['没有的', '鼎鼎大名', 'qqqq', '123456789'],
};

/** The lists of orders of these askers in turn, and the tabs. */
export function orderReads(who: string, askers: readonly Actor[]): readonly Read[] {
  const asker = (turn: number) => inTurn(askers, turn);
  return [
    ...[undefined, ...ORDER_STATE_NAMES].map((state): Read => ({
      name: `orders, ${who}, ${state ?? 'all'}`,
      call: (db, turn) =>
        listOrderPage(
          db,
          asker(turn),
          { search: EVERYTHING },
          { state, sort: turn % 4 === 3 ? 'oldest' : 'newest', limit: LIMIT },
        ),
    })),
    { name: `tabs, ${who}`, call: (db, turn) => countTabs(db, asker(turn), { search: EVERYTHING }) },
    {
      name: `orders, ${who}, of a month`,
      call: (db, turn) => {
        const month = `2025-${String(1 + (turn % 12)).padStart(2, '0')}`;
        const days = { from: parseDay(`${month}-01`), to: parseDay(`${month}-28`) };
        return listOrderPage(db, asker(turn), { search: EVERYTHING, ...days }, { limit: LIMIT });
      },
    },
  ];
}

/** What an asker searches for among the orders, each with the tabs beside it. */
export const searchReads = (who: string, asker: Actor): readonly Read[] =>
  Object.entries(TYPED).flatMap(([kind, typed]): Read[] => {
    const searched = (turn: number) => ({ search: parseOrderSearch(inTurn(typed, turn)) });
    return [
      {
        name: `search, ${who}, ${kind}`,
        call: (db, turn) => listOrderPage(db, asker, searched(turn), { limit: LIMIT }),
      },
      { name: `tabs of a search, ${who}, ${kind}`, call: (db, turn) => countTabs(db, asker, searched(turn)) },
    ];
  });

/** An inbox by each of its filters, with what it counts. */
export function taskReads(who: string, asker: Actor): readonly Read[] {
  const now = (turn: number) => new Date(Date.now() - turn * 60_000).toISOString();
  const filters: Readonly<Record<string, (turn: number) => TaskFilter>> = {
    'to do': () => ({ mine: false }),
    open: () => ({ mine: false, state: 'open' }),
    claimed: () => ({ mine: false, state: 'claimed' }),
    done: () => ({ mine: false, state: 'done' }),
    mine: () => ({ mine: true }),
    late: (turn) => ({ mine: false, dueBefore: now(turn) }),
    'a kind': (turn) => ({ mine: false, kind: inTurn(TASK_KIND_NAMES, turn) }),
  };
  return [
    ...Object.entries(filters).map(([name, filter]): Read => ({
      name: `tasks, ${who}, ${name}`,
      call: (db, turn) => listTaskPage(db, asker, { ...filter(turn), limit: LIMIT }),
    })),
    { name: `counts of tasks, ${who}`, call: (db, turn) => countTaskRows(db, asker, { now: now(turn) }) },
    {
      name: `part of tasks, ${who}`,
      call: (db, turn) =>
        countInboxPart(db, asker, {
          mine: false,
          before: { dueAt: now(turn), id: '00000000-0000-7000-8000-000000000000' },
        }),
    },
  ];
}

/** What is searched for in an inbox, with its counts. */
export const taskSearchReads = (who: string, asker: Actor): readonly Read[] =>
  Object.entries(TYPED).flatMap(([kind, typed]): Read[] => {
    const search = (turn: number) => parseOrderSearch(inTurn(typed, turn));
    const now = new Date().toISOString();
    return [
      {
        name: `tasks, ${who}, ${kind}`,
        call: (db, turn) => listTaskPage(db, asker, { mine: false, search: search(turn), limit: LIMIT }),
      },
      {
        name: `counts of tasks, ${who}, ${kind}`,
        call: (db, turn) => countTaskRows(db, asker, { search: search(turn), now }),
      },
    ];
  });

/** What else grows: decisions, notices, vouchers with their lines and movements, turns, badges. */
export function otherReads(scheme: Scheme, orderIds: readonly string[]): readonly Read[] {
  const [center, institution, enterprise] = [asActor(scheme.zhao), asActor(scheme.chen), asActor(scheme.wang)];
  const words = (turn: number) => parseOrderSearch(inTurn(TYPED['2 characters'] ?? [], turn));
  const prices = { institutionId: scheme.institution.id, search: EVERYTHING };
  const staff = [center, asActor(scheme.li), asActor(scheme.sun)];
  const read = [center, institution, enterprise];
  return [
    { name: 'badges', call: (db, turn) => getBadges(db, inTurn([...staff, institution, enterprise], turn)) },
    { name: 'turns of a company', call: (db, turn) => listTurns(db, inTurn([institution, enterprise], turn)) },
    { name: 'orders to price', call: (db) => listOrdersToPrice(db, { ...prices, limit: LIMIT }) },
    { name: 'part of orders to price', call: (db) => countOrdersToPrice(db, { ...prices, before: undefined }) },
    {
      name: 'timelines of a page',
      call: (db, turn) => listTimelines(db, orderIds.slice((turn * 20) % 180, ((turn * 20) % 180) + 20)),
    },
    ...['zhao', 'li'].flatMap((name): Read[] => {
      const asker = name === 'zhao' ? center : asActor(scheme.li);
      const who = name === 'zhao' ? 'center' : 'park';
      return [
        {
          name: `decisions, ${who}`,
          call: (db) => ORDER_DECISIONS.list(db, asker, { search: EVERYTHING }, { limit: LIMIT }),
        },
        {
          name: `count of decisions, ${who}`,
          call: (db) => ORDER_DECISIONS.count(db, asker.id, { search: EVERYTHING }, undefined),
        },
        {
          name: `decisions, ${who}, 2 characters`,
          call: (db, turn) => ORDER_DECISIONS.list(db, asker, { search: words(turn) }, { limit: LIMIT }),
        },
        {
          name: `count of decisions, ${who}, 2 characters`,
          call: (db, turn) => ORDER_DECISIONS.count(db, asker.id, { search: words(turn) }, undefined),
        },
      ];
    }),
    ...[false, true].flatMap((unread): Read[] => [
      {
        name: `notices${unread ? ', unread' : ''}`,
        call: (db, turn) => listNotifications(db, inTurn(read, turn).id, { unread, limit: LIMIT }),
      },
      {
        name: `count of notices${unread ? ', unread' : ''}`,
        call: (db, turn) => countNotifications(db, inTurn(read, turn).id, { unread, before: undefined }),
      },
    ]),
    ...voucherReads([center, asActor(scheme.li), institution, enterprise]),
  ];
}

const voucherReads = (askers: readonly Actor[]): readonly Read[] =>
  askers.flatMap((asker): Read[] => {
    const who = asker.roles[0] ?? '';
    return [
      { name: `vouchers, ${who}`, call: (db) => listVoucherPage(db, asker, { limit: LIMIT }) },
      { name: `part of vouchers, ${who}`, call: (db) => countVouchers(db, asker, { before: undefined }) },
      {
        name: `vouchers, ${who}, searched`,
        call: (db, turn) =>
          listVoucherPage(db, asker, { q: inTurn(['Q000017', '苏州', '华天', 'xcl'], turn), limit: LIMIT }),
      },
      {
        name: `lines and movements, ${who}`,
        call: async (db) => {
          const ids = (await listVoucherPage(db, asker, { limit: 10 })).map(({ id }) => id);
          const lines = (await listVisibleLines(db, asker, ids)).map(({ id }) => id);
          await listMovements(db, lines, { limit: LIMIT });
          await countMovements(db, lines, undefined);
        },
      },
    ];
  });

/** The count of what comes before a far page. */
export const countBeforeReads = (asker: Actor, place: { readonly placedAt: string; readonly id: string }): Read => ({
  name: 'orders before a far page',
  call: (db) => countOrdersBefore(db, asker, { search: EVERYTHING }, { before: place }),
});
