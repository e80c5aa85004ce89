import type { Database } from '../../db/client.ts';
import { Refused } from '../actions/errors.ts';
import { createCounter, retryAfter, takeEach } from './counter.ts';
import { networkOf, wideNetworkOf } from './network.ts';

/** Counts registrations, those that meet a name or code that is taken among them: what is taken is told to nobody who asks often. */
export interface RegistrationThrottle {
  /** Takes the points of one. @throws Refused `registration.throttled` with Retry-After */
  readonly admit: (address: string) => Promise<void>;
}

const HOUR = 3_600;
/** A training of the park: a room of companies behind one address. */
const ADDRESS = { points: 40, duration: HOUR };
/** Of the /48 of an IPv6 address. */
const WIDE_NETWORK = { points: 80, duration: HOUR };
/** All addresses together: more than the zone has companies that begin in one hour. */
const EVERYWHERE = { points: 400, duration: HOUR };

/** The throttle of registrations, counted in PostgreSQL so that all processes count the same. */
export function registrationThrottle(db: Database): RegistrationThrottle {
  const [addresses, wideNetworks, everywhere] = [
    createCounter(db, 'registration-address', ADDRESS),
    createCounter(db, 'registration-wide', WIDE_NETWORK),
    createCounter(db, 'registration-all', EVERYWHERE),
  ];
  return {
    async admit(from) {
      const wide = wideNetworkOf(from);
      const waitMs = await takeEach([
        { counter: addresses, key: networkOf(from) },
        ...(wide === undefined ? [] : [{ counter: wideNetworks, key: wide }]),
        { counter: everywhere, key: 'all' },
      ]);
      if (waitMs !== undefined) throw new Refused('registration.throttled', retryAfter(waitMs));
    },
  };
}
