import { ORDER_STEPS } from '../../../domain/order/steps.ts';
import { form, page } from '../page.ts';
import type { Page } from '../page.ts';
import { showProducts } from './list.ts';
import { takePlacing } from './place.ts';
import { showProduct } from './show.ts';

/** What anyone may look at, and enterprises order. */
export const PRODUCT_PAGES: readonly Page[] = [
  page('/products', 'anyone', showProducts),
  page('/products/:id', 'anyone', showProduct),
  form('/products/:id', ORDER_STEPS.place.by, takePlacing),
];
