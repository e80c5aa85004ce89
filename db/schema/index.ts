/** All tables, for drizzle-kit and the client. */
export * from './attachment.ts';
export * from './claimed-invoice.ts';
export * from './decision-comparison.ts';
export * from './mail.ts';
export * from './notification.ts';
export * from './order.ts';
export * from './organization.ts';
export * from './password-reset.ts';
export * from './payout-batch.ts';
export * from './portal.ts';
export * from './process.ts';
export * from './product.ts';
export * from './reading-fault.ts';
export * from './setting.ts';
export * from './task.ts';
export * from './voucher.ts';
