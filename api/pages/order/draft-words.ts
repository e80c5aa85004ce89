import { wordTable } from '../../../domain/words.ts';

/** The words of a form that is kept as a draft. */
export const DRAFT_WORDS = wordTable(
  {
    saved: '草稿已保存 {at}',
    notSaved: '填写内容会自动保存为草稿，本单位其他经办人可接着填',
    save: '暂存',
    overtaken: '{name} 在 {at} 保存了另一份草稿，您后来填写的内容没有保存。',
    see: '查看这份草稿',
    replace: '用我填写的内容替换',
    authors: '谁填写了什么',
    wrote: '{name} {at}：{fields}',
  },
  {
    saved: 'Draft saved at {at}',
    notSaved: 'What you type is kept as a draft; your colleagues may go on with it',
    save: 'Save the draft',
    overtaken: '{name} saved another draft at {at}; what you have typed since is not saved.',
    see: 'See that draft',
    replace: 'Replace it by what I typed',
    authors: 'Who wrote what',
    wrote: '{name} {at}: {fields}',
  },
);
