import type { BankAccount } from '../../domain/bank-account.ts';
import type { Executor } from '../client.ts';

/** The accounts of these institutions, by their ids. None is known until onboarding records them: what asks says so. @source D17 */
export const listBankAccounts = (
  _db: Executor,
  _institutionIds: readonly string[],
): Promise<ReadonlyMap<string, BankAccount>> => Promise.resolve(new Map());
