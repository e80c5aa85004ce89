import { stampCommands } from './stamps.ts';

/** Loaded into the product's processes before their own code: stamps commands between a `begin` and an `end` of the bench. */
let end: ReturnType<typeof stampCommands> | undefined;

process.on('message', (asked) => {
  if (asked === 'begin') end ??= stampCommands();
  else if (asked === 'end') {
    process.send?.(end?.() ?? []);
    end = undefined;
  }
});
