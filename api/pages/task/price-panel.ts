import type { OrderRecord } from '../../../db/reads/order.ts';
import { dayOf, daysBetween, inShanghai, shanghaiTime } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { orderStep } from '../../../domain/order/steps.ts';
import { interpolate } from '../../../domain/words.ts';
import type { listToPrice } from '../../actions/inbox.ts';
import { addLabel } from '../form-errors.ts';
import { hrefOfStep } from '../order/step-places.ts';
import { pagerView, shortCount } from '../pager.ts';
import { paths } from '../paths.ts';
import { PRICE_KIND } from './inbox-query.ts';
import type { Asked } from './inbox-query.ts';
import type { RowShowing } from './row.ts';
import { WORDS } from './words.ts';

/**
 * The orders that wait for their price, as an institution's inbox shows them: the first ones beside the tasks, or page by page
 * alone; false where there is none to show.
 *
 * @source L99, L117
 */
export function pricePanel(
  { orders, next, previous, before, total }: Awaited<ReturnType<typeof listToPrice>>,
  { prices, filter }: Asked,
  { language, now }: Pick<RowShowing, 'language' | 'now'>,
) {
  if (prices === 'none' || orders.length === 0) return false;
  const alone = prices === 'alone';
  return {
    title: orderStep(PRICE_KIND)[language],
    rows: orders.map((file) => priceRow(file, now, language)),
    all: !alone &&
      next !== null && {
        href: paths.tasks({ ...filter, kind: PRICE_KIND }),
        label: interpolate(WORDS[language].allToPrice, { n: shortCount(total) }),
      },
    pager:
      alone &&
      pagerView(
        { before, rows: orders.length, total },
        {
          next: next && paths.tasks({ ...filter, after: next }),
          previous: previous && paths.tasks({ ...filter, before: previous }),
        },
      ),
  };
}

function priceRow({ order, product, names, placedAt }: OrderRecord, now: string, language: Language) {
  const words = WORDS[language];
  const step = orderStep(PRICE_KIND)[language];
  const days = daysBetween(dayOf(placedAt), dayOf(now));
  const price = interpolate(words.pricePart, { amount: groupedYuan(order.listPriceFen) });
  return {
    id: order.id,
    number: order.number,
    title: addLabel(step, product.name, language),
    href: hrefOfStep(order.id, PRICE_KIND),
    details: [names.enterprise, price].join(language === 'zh' ? '，' : ', '),
    waited: days === 0 ? words.waitedToday : interpolate(days === 1 ? words.waitedADay : words.waited, { n: days }),
    at: inShanghai(placedAt),
    placed: shanghaiTime(placedAt),
    go: step,
  };
}
