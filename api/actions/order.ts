import type { Language } from '../../domain/language.ts';
import type { OrderRequest } from '../../domain/order/commands.ts';
import { effectOf } from '../../domain/order/effects.ts';
import type { Order } from '../../domain/order/order.ts';
import type { NamedFile } from '../../domain/process/effect.ts';
import { mayTake } from '../../domain/order/permissions.ts';
import { mayPlace } from '../../domain/order/place.ts';
import { ORDER_PROCESS } from '../../domain/order/process.ts';
import { refuseIf } from '../../domain/ruling.ts';
import type { Ruling } from '../../domain/ruling.ts';
import type { Account } from '../../db/reads/account.ts';
import { listNamedFiles } from '../../db/reads/attachment.ts';
import { selectOfferedLine, selectOfferedProduct } from '../../db/reads/offer.ts';
import { findOrderRecord } from '../../db/reads/order.ts';
import type { OrderRecord } from '../../db/reads/order.ts';
import { findOrderWithTimeline } from '../../db/reads/order-list.ts';
import type { TimelineEntry } from '../../db/reads/order-list.ts';
import { click, commandId, newSubject } from './click.ts';
import type { ClickResult, Member } from './click.ts';
import { insistPapersCompared } from './compared-papers.ts';
import { insist, Refused } from './errors.ts';
import { insistInvoicesFree } from './invoices.ts';
import { now } from './moment.ts';
import type { Portal } from './portal.ts';
import { orderJson } from './order-json.ts';
import type { OrderJson } from './order-json.ts';
import { insistVisible } from './subjects.ts';

type Db = Pick<Portal, 'db'>;

/** An order as it is read to be shown: its record, and what people did to it. */
export interface OrderWithTimeline {
  readonly file: OrderRecord;
  readonly timeline: readonly TimelineEntry[];
}

/** For whom an order is shown, and in which language. */
interface Reader {
  readonly account: Account;
  readonly language: Language;
}

/** An order's record. @throws Refused `order.not-found`, also for one that the asker may not know of */
export async function getOrderRecord({ db }: Db, account: Account, orderId: string): Promise<OrderRecord> {
  return visible(await findOrderRecord(db, orderId), account);
}

/** The same with what people did to it. @throws Refused `order.not-found` */
export async function getOrder({ db }: Db, account: Account, orderId: string): Promise<OrderWithTimeline> {
  const read = await findOrderWithTimeline(db, orderId);
  return { file: visible(read?.file, account), timeline: read?.timeline ?? [] };
}

const visible = (record: OrderRecord | undefined, account: Account): OrderRecord =>
  insistVisible(ORDER_PROCESS, record, ({ order }) => order, account);

/** An order that was read, as this reader sees it now. */
export const orderJsonFor = ({ file, timeline }: OrderWithTimeline, { account, language }: Reader): OrderJson =>
  orderJson(file, timeline, { actor: account, moment: now(), language });

/** Both, for pages, which say more than the interface. @throws Refused `order.not-found` */
export async function getShownOrder(
  portal: Db,
  orderId: string,
  reader: Reader,
): Promise<{ file: OrderRecord; order: OrderJson }> {
  const read = await getOrder(portal, reader.account, orderId);
  return { file: read.file, order: orderJsonFor(read, reader) };
}

/**
 * Places an order. Its id follows from the command's, so a repeat can only meet the same order.
 *
 * @throws Refused by `mayPlace`, here or by the recording
 */
export function placeOrder(
  portal: Portal,
  clicker: Member,
  request: OrderRequest<'place'>,
): Promise<ClickResult<OrderWithTimeline>> {
  const { account } = clicker;
  const id = commandId(clicker);
  const subject = newSubject('order', id);
  const ask = async (): Promise<void> => {
    const [[product], [line]] = await Promise.all([
      selectOfferedProduct(portal.db, request.body.productId),
      selectOfferedLine(portal.db, request.body.voucherLineId),
    ]);
    insist(mayPlace({ product: product ?? null, line: line ?? null }, account, request.body, now()));
  };
  const read = () => getOrder(portal, account, subject.id);
  return click(portal, clicker, { id, subject, version: null, request }, { ask, read });
}

/** A step on an order there is. */
export interface WantedStep {
  readonly orderId: string;
  readonly version: number | null;
  readonly request: Exclude<OrderRequest, { step: 'place' }>;
}

/** Takes a step: the rule over the row as read, then the click, then the order as it is afterwards. @throws Refused */
export async function takeStep(
  portal: Portal,
  clicker: Member,
  wanted: WantedStep,
): Promise<ClickResult<OrderWithTimeline>> {
  const { account } = clicker;
  const { orderId, version, request } = wanted;
  const ask = async (): Promise<void> => {
    const file = await getOrderRecord(portal, account, wanted.orderId);
    const { body } = wanted.request;
    if ('changeId' in body && !file.order.changes.some(({ id }) => id === body.changeId))
      throw new Refused('change.not-found');
    insist(mayTake(file, account, wanted.request, wanted.version, now()));
    insist(await filesFit(portal, account, file.order, request));
    await insistInvoicesFree(portal, file.order, request);
    await insistPapersCompared(portal, file, request);
  };
  const read = () => getOrder(portal, account, wanted.orderId);
  const subject = { type: 'order', id: orderId } as const;
  try {
    return await click(portal, clicker, { id: commandId(clicker), subject, version, request }, { ask, read });
  } catch (error) {
    if (isUnnamedInvoice(error)) await insistInvoicesFree(portal, (await read()).file.order, request); // names the order that was faster
    throw error;
  }
}

/** Whether the recording refused an invoice: it knows that one is taken, and no more. */
const isUnnamedInvoice = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'invoice.already-claimed' && !error.about;

/** Whether the files a step names are of the asker's organization, of the right kind, and no other order's. The recording asks again. */
async function filesFit({ db }: Db, account: Account, order: Order, request: WantedStep['request']): Promise<Ruling> {
  const named = filesOf(order, account, request);
  if (named.length === 0) return refuseIf(false, 'attachment.unknown');
  const rows = new Map(
    (
      await listNamedFiles(
        db,
        account.id,
        named.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const fits = ({ id, kind }: NamedFile): boolean => {
    const row = rows.get(id);
    return (
      row !== undefined && row.kind === kind && row.isOwn && (row.subjectId === null || row.subjectId === order.id)
    );
  };
  return refuseIf(rows.size !== named.length || !named.every(fits), 'attachment.unknown');
}

/** The files a step makes its order's own, as its effect says. */
function filesOf(order: Order, account: Account, request: WantedStep['request']): readonly NamedFile[] {
  const taking = { commandId: '', actor: account, now: new Date().toISOString(), ...now() };
  return effectOf(order, request, taking).attachments;
}
