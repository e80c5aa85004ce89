import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('histories/', import.meta.url));

/** The file of a path's history; of the first release when none is named. */
export const historyFile = (path: string, release?: string): string =>
  `${FOLDER}${path}${release ? `@${release}` : ''}.json`;

/** A recorded history, as `temporal workflow show --output json` writes them too. */
export interface Recorded {
  /** The path, with `@` and the release when it is not the first. */
  readonly name: string;
  readonly path: string;
  readonly history: unknown;
}

/** Every history that was ever recorded: this release's, and those of releases before. */
export const recordedHistories = (): Recorded[] =>
  readdirSync(FOLDER)
    .toSorted()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      path: file.replace(/(@.*)?\.json$/, ''),
      history: JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) as unknown,
    }));

/** Every text in a history, keys included and payloads decoded, however deep. */
export function textsIn(history: unknown): string[] {
  if (typeof history === 'string') return [history];
  if (typeof history !== 'object' || history === null) return [];
  return Object.entries(history).flatMap(([key, value]) => [
    key,
    ...(key === 'data' && typeof value === 'string' ? [Buffer.from(value, 'base64').toString('utf8')] : textsIn(value)),
  ]);
}

/** What the execution answered when it ended, decoded. */
export function resultOf(history: unknown): { readonly state: string | null } {
  const { events } = history as {
    events: { workflowExecutionCompletedEventAttributes?: { result: { payloads: { data: string }[] } } }[];
  };
  const payload = events.at(-1)?.workflowExecutionCompletedEventAttributes?.result.payloads[0];
  if (!payload) throw new Error('the history does not end with an answer');
  return JSON.parse(Buffer.from(payload.data, 'base64').toString('utf8')) as { state: string | null };
}
