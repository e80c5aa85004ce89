import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { Express } from 'express';
import express from 'express';
import { z } from 'zod';

/** Made by `scripts/assets.ts`, at every start and build. */
const FOLDER = fileURLToPath(new URL('../../../assets', import.meta.url));

/**
 * Serves the bundled scripts, styles and fonts, for ever since their names hold what is in them.
 *
 * @returns the address of an asset by its plain name
 * @throws Error when they have not been bundled, or one is asked for that does not exist
 */
export function mountAssets(app: Express): (name: string) => string {
  const manifest = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')));
  app.use('/assets', compression(), express.static(FOLDER, { index: false, immutable: true, maxAge: '365d' }));
  return (name) => {
    const hashed = manifest[name];
    if (hashed === undefined) throw new Error(`no asset ${name}`);
    return `/assets/${hashed}`;
  };
}
