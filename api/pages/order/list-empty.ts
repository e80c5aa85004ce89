import type { Account } from '../../../db/reads/account.ts';
import type { TabCounts } from '../../../db/reads/order-list.ts';
import type { Language } from '../../../domain/language.ts';
import { ORDER_STATES } from '../../../domain/order/states.ts';
import type { OrderState } from '../../../domain/order/states.ts';
import { interpolate } from '../../../domain/words.ts';
import { paths } from '../paths.ts';
import type { Query } from '../paths.ts';
import { LIST_WORDS } from './list-words.ts';

/** What stands in place of rows: what will appear there, or which search found nothing and the nearest way back. */
export function noOrders(filter: Query, counts: TabCounts, { roles }: Account, language: Language) {
  const words = LIST_WORDS[language];
  const searched = [filter['q'], daysText(filter)].filter((part) => typeof part === 'string' && part !== '');
  const state = filter['state'] as OrderState | undefined;
  if (searched.length === 0 && counts.all === 0) {
    const text = roles.includes('institution')
      ? words.noneInstitution
      : roles.includes('enterprise')
        ? words.noneEnterprise
        : words.noneStaff;
    const ways = roles.includes('enterprise')
      ? [{ href: paths.products(), label: words.toProducts, primary: true }]
      : [];
    return { heading: words.none, text, acts: ways };
  }
  const tried = [state && ORDER_STATES[state][language], ...searched].filter(Boolean).join(' ');
  const elsewhere = state !== undefined && counts.all > 0;
  return {
    heading: interpolate(words.noMatch, { tried }),
    text: elsewhere ? interpolate(words.inOtherStates, { n: counts.all }) : words.noMatchText,
    acts: [
      ...(elsewhere
        ? [{ href: paths.orders({ ...filter, state: undefined }), label: words.lookThere, primary: true }]
        : []),
      ...(searched.length > 0 ? [{ href: paths.orders(), label: words.clearAll, primary: !elsewhere }] : []),
    ],
  };
}

/** 2026-01-01 – 2026-03-31; one end may be open. */
const daysText = ({ from, to }: Query): string | undefined =>
  from === undefined && to === undefined ? undefined : [from, '–', to].filter(Boolean).join(' ');
