import { z } from 'zod';
import { findPublishedProduct, listPublishedProducts } from '../../../db/reads/product.ts';
import { ok } from '../answer.ts';
import { insistFound } from '../../actions/errors.ts';
import { id } from '../../forms/fields.ts';
import { byId, cutPage, pageOf } from '../../forms/page.ts';
import { openRoute } from '../route.ts';
import { productJson, ProductSchema } from '../views/product.ts';

/** Published products, for anyone. @source L58 */
export const productRoutes = [
  openRoute({
    method: 'get',
    path: '/api/products',
    tag: 'products',
    summary: 'Published products, newest first',
    query: z.object(byId),
    answers: { 200: pageOf(ProductSchema) },
    handle: async ({ db }, { query }) => {
      const { rows, next } = cutPage(
        await listPublishedProducts(db, { ...query, limit: query.limit + 1 }),
        query.limit,
        (row) => [row.id],
      );
      return ok({ items: rows.map(productJson), next });
    },
  }),
  openRoute({
    method: 'get',
    path: '/api/products/{id}',
    tag: 'products',
    summary: 'A published product',
    params: z.object({ id }),
    missing: 'product.not-found',
    answers: { 200: ProductSchema },
    handle: async ({ db }, { params }) =>
      ok(productJson(insistFound(await findPublishedProduct(db, params.id), 'product.not-found'))),
  }),
];
