import { z } from 'zod';
import type { ProductRow } from '../../../db/reads/product.ts';
import { money } from '../../actions/money.ts';
import { Money, Named } from './parts.ts';

export const ProductSchema = z
  .object({ id: z.string(), name: z.string(), category: Named, subcategory: Named, price: Money, institution: Named })
  .meta({ id: 'Product' });

/** A product as the interface shows it. */
export const productJson = ({ priceFen, ...product }: ProductRow): z.output<typeof ProductSchema> => ({
  ...product,
  price: money(priceFen),
});
