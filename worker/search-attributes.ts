import { setTimeout as pause } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../workflows/messages/process.ts';

/** The server's numbers for the types (temporal.api.enums.v1.IndexedValueType). */
export const ATTRIBUTE_TYPES = { KEYWORD: 2, DATETIME: 6 } as const;

/**
 * Registers the product's search attributes where they are missing, and waits until the server knows them: a workflow task
 * that uses an unknown one fails.
 */
export async function registerSearchAttributes(
  { operatorService }: NativeConnection,
  namespace: string,
): Promise<void> {
  const missing = await missingAttributes(operatorService, namespace);
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, ATTRIBUTE_TYPES[type]])),
  });
  for (let tries = 100; (await missingAttributes(operatorService, namespace)).length > 0; tries -= 1) {
    if (tries === 0) throw new Error('the Temporal server does not take up the search attributes');
    await pause(100);
  }
}

async function missingAttributes(operatorService: NativeConnection['operatorService'], namespace: string) {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})));
}
