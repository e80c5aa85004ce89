import { z } from 'zod';
import type { ProductRow } from '../../db/reads/product.ts';
import { Money, money, Named } from './money.ts';

export const ProductView = z
  .object({ id: z.string(), name: z.string(), category: Named, subcategory: Named, price: Money, institution: Named })
  .meta({ id: 'Product' });

/** A product as the interface shows it. */
export const productView = ({ priceFen, ...product }: ProductRow): z.output<typeof ProductView> => ({
  ...product,
  price: money(priceFen),
});
