import type { Request, RequestHandler, Response } from 'express';

/** The form of one call. It is read once: by the page, or for the page that says what went wrong before. */
interface FormReading {
  readonly read: () => Promise<void>;
  /** Whether reading it has begun, and whether all that was sent is in the body. */
  readonly state: () => 'unread' | 'begun' | 'whole';
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Of a call of a page's form. */
    form?: FormReading;
  }
}

/** Says how the form of a call is read, before anything can go wrong. */
export const expectForm =
  (readers: readonly RequestHandler[]): RequestHandler =>
  (request, response, next) => {
    let reading: Promise<void> | undefined;
    let isWhole = false;
    request.form = {
      read: () =>
        (reading ??= readBy(readers, request, response).then(() => {
          isWhole = true;
        })),
      state: () => (isWhole ? 'whole' : reading ? 'begun' : 'unread'),
    };
    next();
  };

/** Reads the form that was expected; by way of `next` whatever its readers refuse. */
export const readForm: RequestHandler = async (request, _response, next) => {
  await request.form?.read();
  next();
};

/** Whether all that a call sent is in its body; reads it when that has not begun. Half a form is none. */
export async function isReadWhole({ form }: Request): Promise<boolean> {
  if (form?.state() === 'unread') await form.read().catch(() => undefined); // then it is not whole
  return form?.state() === 'whole';
}

async function readBy(readers: readonly RequestHandler[], request: Request, response: Response): Promise<void> {
  for (const reader of readers)
    await new Promise<void>((resolve, reject) => {
      void reader(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error as Error)));
    });
}
