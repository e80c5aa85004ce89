import { dayOf } from '../../domain/day.ts';
import type { Language } from '../../domain/language.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { claimedFiles } from '../../domain/order/effects.ts';
import type { NamedFile } from '../../domain/order/effects.ts';
import { maySee, mayTake } from '../../domain/order/permissions.ts';
import { mayPlace } from '../../domain/order/place.ts';
import type { Moment } from '../../domain/role.ts';
import { refuseIf } from '../../domain/ruling.ts';
import type { Ruling } from '../../domain/ruling.ts';
import type { Account } from '../../db/reads/account.ts';
import { namedFiles } from '../../db/reads/attachment.ts';
import { offeredLine, offeredProduct } from '../../db/reads/offer.ts';
import { orderFile } from '../../db/reads/order.ts';
import type { OrderFile } from '../../db/reads/order.ts';
import { timelineOf } from '../../db/reads/order-list.ts';
import type { Answer } from '../json/answer.ts';
import { accepted } from '../json/answer.ts';
import { commandId, newOrderId, send, standing, waitAgain } from './click.ts';
import type { KeyClaim } from './click.ts';
import { found, insist, Refused } from './errors.ts';
import type { Portal } from './portal.ts';
import { orderJson } from './order-json.ts';
import type { OrderJson } from './order-json.ts';

/** The moment rules are asked at. */
export const now = (): Moment => ({ today: dayOf(new Date().toISOString()) });

/** Who asks, and with which key. */
export interface Asking {
  readonly account: Account;
  readonly key: KeyClaim | null;
  readonly language: Language;
}

/** An order as the asker sees it. @throws Refused `order.not-found`, also for one that may not be known */
export const shownOrder = async (
  portal: Pick<Portal, 'db'>,
  orderId: string,
  asking: Pick<Asking, 'account' | 'language'>,
): Promise<OrderJson> => (await shownCase(portal, orderId, asking)).order;

/** The same with the file behind it, for pages that say more than the interface. @throws Refused `order.not-found` */
export async function shownCase(
  { db }: Pick<Portal, 'db'>,
  orderId: string,
  { account, language }: Pick<Asking, 'account' | 'language'>,
): Promise<{ file: OrderFile; order: OrderJson }> {
  const [file, timeline] = await Promise.all([orderFile(db, orderId), timelineOf(db, orderId)]);
  if (!file || !maySee(file.order, account)) throw new Refused('order.not-found');
  return { file, order: orderJson(file, timeline, { actor: account, moment: now(), language }) };
}

type Reply = (order: OrderJson, commandId: string) => Answer;

/**
 * Places an order. Its id follows from the command's, so a repeat can only meet the same order.
 *
 * @throws Refused by `mayPlace`, here or by the recording
 */
export function placeOrder(
  portal: Portal,
  asking: Asking,
  request: OrderRequest<'place'>,
  reply: Reply,
): Promise<Answer> {
  const orderId = newOrderId(commandId(asking.account.id, asking.key));
  const ask = async (): Promise<void> => {
    const [[product], [line]] = await Promise.all([
      offeredProduct(portal.db, request.body.productId),
      offeredLine(portal.db, request.body.voucherLineId),
    ]);
    insist(mayPlace({ product: product ?? null, line: line ?? null }, asking.account, request.body, now()));
  };
  return clicked(portal, asking, { orderId, version: null, request }, ask, reply);
}

/** A step someone wants to take on an order there is. */
export interface Wanted {
  readonly orderId: string;
  readonly version: number | null;
  readonly request: Exclude<OrderRequest, { step: 'place' }>;
}

/** Takes a step: the rule over the row as read, then the click, then the order as it is afterwards. */
export function takeStep(portal: Portal, asking: Asking, wanted: Wanted, reply: Reply): Promise<Answer> {
  const ask = async (): Promise<void> => {
    const file = found(await orderFile(portal.db, wanted.orderId), 'order.not-found');
    if (!maySee(file.order, asking.account)) throw new Refused('order.not-found');
    const { body } = wanted.request;
    if ('changeId' in body && !file.order.changes.some(({ id }) => id === body.changeId))
      throw new Refused('change.not-found');
    insist(mayTake(file, asking.account, wanted.request, wanted.version, now()));
    insist(await filesFit(portal, asking.account, wanted));
  };
  return clicked(portal, asking, wanted, ask, reply);
}

interface Clicked {
  readonly orderId: string;
  readonly version: number | null;
  readonly request: OrderRequest;
}

/** Asks only for a click that is new: one begun before may have changed the answer itself. */
async function clicked(
  portal: Portal,
  asking: Asking,
  click: Clicked,
  ask: () => Promise<void>,
  reply: Reply,
): Promise<Answer> {
  const { account, key } = asking;
  const id = commandId(account.id, key);
  const stands = await standing(portal, account.id, key);
  if (stands === 'new') await ask();
  const outcome =
    typeof stands === 'object'
      ? stands
      : stands === 'waiting'
        ? await waitAgain(portal, id)
        : await send(portal, { ...click, id, accountId: account.id });
  if (!outcome) return accepted(id);
  if (!outcome.done) throw new Refused(outcome.code);
  return reply(await shownOrder(portal, click.orderId, asking), id);
}

/** Whether the files a step names are the asker's own, of the right kind, and no other order's. The recording asks again. */
async function filesFit({ db }: Portal, { id: accountId }: Account, { orderId, request }: Wanted): Promise<Ruling> {
  const named = filesOf(request);
  if (named.length === 0) return refuseIf(false, 'attachment.unknown');
  const rows = new Map(
    (
      await namedFiles(
        db,
        named.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const fits = ({ id, kind }: NamedFile): boolean => {
    const row = rows.get(id);
    return (
      row !== undefined &&
      row.kind === kind &&
      row.uploadedBy === accountId &&
      (row.orderId === null || row.orderId === orderId)
    );
  };
  return refuseIf(rows.size !== named.length || !named.every(fits), 'attachment.unknown');
}

function filesOf({ step, body }: Wanted['request']): NamedFile[] {
  if (step === 'pay') return [{ id: body.contract.attachmentId, kind: 'contract' }];
  if (step === 'proposeChange') return [{ id: body.attachmentId, kind: 'supplementaryAgreement' }];
  return step === 'requestRedemption' || step === 'supplementRedemption' ? claimedFiles(body) : [];
}
