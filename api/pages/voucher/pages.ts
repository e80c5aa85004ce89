import { STAFF } from '../../../domain/role.ts';
import { page } from '../page.ts';
import type { Page } from '../page.ts';
import { showVouchers } from './list.ts';
import { showVoucher } from './show.ts';

/** What enterprises have, what institutions may look up, and what staff see of it. */
export const VOUCHER_PAGES: readonly Page[] = [
  page('/vouchers', 'signed-in', showVouchers),
  page('/vouchers/:id', ['enterprise', ...STAFF], showVoucher),
];
