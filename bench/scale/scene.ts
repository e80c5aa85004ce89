import { Client, Connection } from '@temporalio/client';
import { buildAll } from '../build.ts';
import { runBuilt } from '../processes.ts';
import { DATABASE, product } from '../product/contender.ts';
import type { Product } from '../product/contender.ts';
import { machine, writeResults } from '../results.ts';
import { setStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

/** The product's own, which its workers take unless told. */
export const TASK_QUEUE = 'quanliu';

/** What a measurement of scale is given: flags as they were typed, and a place for what must be ended. */
export interface Scene {
  readonly args: readonly string[];
  readonly say: (line: string) => void;
  /** Called when the measurement is over or broken off; the last that was brought goes first. */
  readonly onEnd: (end: () => Promise<void>) => void;
}

/** The product as production runs it, on servers of its own. */
export async function bringProduct(
  { say, onEnd }: Scene,
  clients: number,
): Promise<Stage & { readonly orders: Product }> {
  say('building …');
  await buildAll();
  runBuilt();
  say('servers …');
  const stage = await setStage([DATABASE], say);
  onEnd(stage.stop);
  const { postgres, temporal, folder } = stage;
  const orders = await product({ databaseUrl: postgres.url, address: temporal.address, folder, clients });
  onEnd(orders.stop);
  return { ...stage, orders };
}

/** A client of the scene's Temporal, closed with the scene. */
export async function connectClient({ onEnd }: Scene, { temporal }: Stage): Promise<Client> {
  const connection = await Connection.connect({ address: temporal.address });
  onEnd(() => connection.close());
  return new Client({ connection });
}

/** Prints lines of equal columns: the first left, the others right. */
export function printTable(say: Scene['say'], rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows)
    say(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    );
}

/** Keeps what was measured, with the machine and when. */
export function keep(say: Scene['say'], name: string, results: object): void {
  say(
    `written to bench/results/${writeResults({ at: new Date().toISOString(), machine: machine(), ...results } as { at: string }, `-${name}`)}`,
  );
}
