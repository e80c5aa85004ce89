import type { Icon } from '../../templates/icons.ts';

/** What a state, an event or a step means at a glance, and its icon: never by color alone. */
export interface Look {
  readonly meaning: 'ok' | 'warn' | 'bad' | 'info' | 'mute' | '';
  readonly glyph: Icon;
}
