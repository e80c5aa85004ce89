import { parseArgs } from 'node:util';

export interface Flags {
  readonly rounds: number;
  /** Of each measured window. */
  readonly seconds: number;
  readonly clients: number;
  readonly only: readonly string[];
  /** Programs run as they were built, as in production; from their sources otherwise. */
  readonly production: boolean;
  /** Whether orders whose execution comes back are measured besides. */
  readonly back: boolean;
  /** Where Node's CPU profiles of the product's processes go; undefined: none are taken. */
  readonly profile: string | undefined;
}

/** Nothing runs for ever, and nothing takes the machine down. */
const AT_MOST = { rounds: 20, seconds: 120, clients: 100 } as const;
const CONTENDERS = ['A', 'B', 'B2', 'C'];
/** Brought only when asked for. */
const MORE_CONTENDERS = ['P'];

/** @throws Error naming the flag that is wrong */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '15' },
      clients: { type: 'string', default: '20' },
      only: { type: 'string', default: CONTENDERS.join(',') },
      production: { type: 'boolean', default: true },
      back: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  const number = (name: keyof typeof AT_MOST): number => wholeNumber(name, values[name], 1, AT_MOST[name]);
  const [asked, all] = [values.only.split(','), [...CONTENDERS, ...MORE_CONTENDERS]];
  if (!asked.every((name) => all.includes(name))) throw new Error(`--only takes some of ${all.join(',')}`);
  if (asked.includes('P') && !asked.includes('A')) throw new Error('P is of the processes of A: --only A,P');
  return {
    rounds: number('rounds'),
    seconds: number('seconds'),
    clients: number('clients'),
    only: all.filter((name) => asked.includes(name)), // A before P
    production: values.production,
    back: values.back,
    profile: values.profile,
  };
}

/** A flag that is a whole number. @throws Error naming it when it is not, or is out of its bounds */
export function wholeNumber(name: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is a whole number from ${least} to ${most}`);
  return value;
}
