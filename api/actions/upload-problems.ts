import type { ProblemRow } from './problem-row.ts';

/** Why a file is not taken. */
export const UPLOAD_PROBLEMS = {
  'request.too-many-uploads': {
    status: 429,
    source: 'api.md',
    zh: '同时上传的文件过多，请等前面的上传完成后再试。',
    en: 'Too many files are being uploaded at once. Wait until the others have arrived, then try again.',
  },
  'attachment.not-found': { status: 404, source: 'L84', zh: '没有找到这个附件。', en: 'There is no such file.' },
  'attachment.type-not-allowed': {
    status: 415,
    source: 'D15',
    zh: '文件类型不符合要求（以文件内容为准）。',
    en: 'This type of file is not accepted here; its content decides, not its name.',
  },
  'attachment.empty': {
    status: 422,
    source: 'L84',
    zh: '文件是空的，没有内容或没有页面，请重新导出或扫描后再上传。',
    en: 'The file is empty: it has no content or no page. Export or scan it again, then upload it.',
  },
  'attachment.locked': {
    status: 422,
    source: 'L84',
    zh: '文件有密码，请去掉密码后再上传：打开文件，另存或打印为不带密码的 pdf。',
    en: 'The file has a password. Remove it, then upload the file: open it, and save or print it as a pdf without one.',
  },
  'attachment.broken': {
    status: 422,
    source: 'L84',
    zh: '文件打不开，可能已经损坏，请重新导出或扫描后再上传。',
    en: 'The file cannot be opened; it may be damaged. Export or scan it again, then upload it.',
  },
  'attachment.name-too-long': {
    status: 422,
    source: 'D15',
    zh: '文件名不能超过 200 字，请改短后再上传。',
    en: 'The name of a file may have 200 characters at most: shorten it and upload again.',
  },
  'attachment.too-large': {
    status: 413,
    source: 'D15',
    zh: '文件不能大于 5 MB。',
    en: 'A file may have 5 MiB at most.',
  },
  'attachment.quota-minute': {
    status: 429,
    source: 'D15',
    zh: '上传过于频繁，请一分钟后再试。',
    en: 'You are uploading too many files in a row; try again in a minute.',
  },
  'attachment.quota-day': {
    status: 429,
    source: 'D15',
    zh: '您或贵单位今天上传的文件已达上限，请明天再传；急办请拨打咨询电话。',
    en: 'You or your organization have uploaded as many files today as is allowed. Upload the rest tomorrow, or call the hotline if it is urgent.',
  },
  'attachment.quota-loose': {
    status: 429,
    source: 'D15',
    zh: '您或贵单位已上传而未提交的文件过多，请先提交已填好的表单；未用的文件一天后自动清理。',
    en: 'You or your organization have too many uploaded files that are not sent yet. Send the forms that are ready; files that are not used are removed after a day.',
  },
  'unavailable.storage': {
    status: 503,
    source: 'api.md',
    zh: '文件存储空间不足，文件没有保存，请稍后再试，或拨打咨询电话。',
    en: 'There is no room to keep files: nothing was kept. Try again later, or call the hotline.',
  },
} as const satisfies Record<string, ProblemRow>;
