import type { Response } from 'express';
import { z } from 'zod';
import { countProducts, listMatchingProducts, listOfferedCategories } from '../../../db/reads/product-list.ts';
import type { ListedProduct, ProductFilter } from '../../../db/reads/product-list.ts';
import { listUsableSubcategories } from '../../../db/reads/voucher-line.ts';
import { dayOf } from '../../../domain/day.ts';
import { groupedYuan } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { id, text } from '../../forms/fields.ts';
import { bothWaysById, pageBothWays } from '../../forms/page.ts';
import { read } from '../../forms/read.ts';
import { now } from '../../actions/moment.ts';
import type { Portal } from '../../actions/portal.ts';
import { readTexts } from '../query-params.ts';
import { interpolate } from '../../../domain/words.ts';
import { render } from '../frame/render.ts';
import { pagerView } from '../pager.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { PRODUCT_WORDS } from './words.ts';
import type { Visit } from '../visit.ts';

const PRODUCTS_A_PAGE = '18';

const productQuery = z.object({
  ...bothWaysById,
  q: text(100).optional(),
  category: id.optional(),
  fits: z.literal('1').optional(),
});

/** Published products: by category, by any word, and only those one has a voucher for. @source L58, L78 */
export async function showProducts(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const { language } = visit;
  const words = PRODUCT_WORDS[language];
  const asked = readTexts(visit, ['q', 'category', 'fits', 'after', 'before']);
  const query = read(productQuery, { limit: PRODUCTS_A_PAGE, ...asked });
  const mine = await ownDirections(portal, visit);
  const filter: ProductFilter = {
    q: query.q ?? null,
    categoryId: query.category ?? null,
    subcategoryIds: query.fits && mine ? mine : null,
  };
  const [rows, count, categories] = await Promise.all([
    listMatchingProducts(portal.db, filter, { ...query, limit: query.limit + 1 }),
    countProducts(portal.db, filter),
    listOfferedCategories(portal.db),
  ]);
  const { rows: shown, next, previous } = pageBothWays(rows, query, (row) => [row.id]);
  const [first] = previous === null ? [] : shown;
  const chosen: Query = { q: query.q, category: query.category, fits: query.fits };
  const page = {
    words,
    title: words.products,
    q: query.q ?? '',
    categories: categories.map((category) => ({ ...category, chosen: category.id === query.category })),
    fits: mine && { ticked: query.fits === '1' },
    filtered: Object.values(chosen).some((value) => value !== undefined),
    clear: paths.products(),
    products: shown.map((product) => card(product, language)),
    none: noneText(
      query.q,
      Object.values(chosen).some((value) => value !== undefined),
      language,
    ),
    pager: pagerView(
      { before: first ? await countProducts(portal.db, filter, first.id) : 0, rows: shown.length, total: count },
      {
        next: next && paths.products({ ...chosen, after: next }),
        previous: previous && paths.products({ ...chosen, before: previous }),
      },
    ),
  };
  return render(portal, visit, response, { status: 200, template: 'product/list', page });
}

/** The directions an enterprise has money left for; undefined for others. */
async function ownDirections({ db }: Portal, { account }: Visit): Promise<string[] | undefined> {
  if (!account?.roles.includes('enterprise') || !account.organization) return undefined;
  return (await listUsableSubcategories(db, account.organization.id, now().today)).map((row) => row.id);
}

const card = (product: ListedProduct, language: Language) => ({
  href: paths.product(product.id),
  name: product.name,
  kind: `${product.category} · ${product.subcategory}`,
  institution: product.institution,
  price: `¥${groupedYuan(product.priceFen)}`,
  day: dayOf(product.publishedAt),
  published: interpolate(PRODUCT_WORDS[language].published, { day: dayOf(product.publishedAt) }),
});

function noneText(q: string | undefined, filtered: boolean, language: Language): string {
  const words = PRODUCT_WORDS[language];
  if (q !== undefined) return interpolate(words.noneText, { q });
  return filtered ? words.noneFiltered : words.noneYet;
}
