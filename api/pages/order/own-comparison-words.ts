import { wordTable } from '../../../domain/words.ts';

/** What the uploader of a paper is told of it before sending. */
export const OWN_COMPARISON_WORDS = wordTable(
  {
    heading: '填写内容与文件',
    compareHint: '右列由系统从文件文字中找到，审核人看到的也是这些；请以文件原文为准。',
    entered: '所填',
    inPaper: '文件中找到',
    disputed: '文件大小写不一致',
    compareCaption: '填写的内容与文件中找到的内容',
    waiting: '正在识别文件，完成后在此显示；不必等待，可以直接提交。',
    unreadable: '{why}，不能自动比对，请自己核对；不影响提交。',
    confirm: '我已核对，仍要提交',
    unconfirmed: '文件中有 {n} 项与所填不一致（{labels}）。请核对；无误请勾选“我已核对，仍要提交”。',
  },
  {
    heading: 'Entered and in the file',
    compareHint:
      'The right column was found in the text of the file, and the reviewer sees the same; the file itself counts.',
    entered: 'Entered',
    inPaper: 'Found in the file',
    disputed: 'Its figures and words disagree',
    compareCaption: 'What you entered, and what was found in the file',
    waiting: 'The file is being read, and what it says will stand here. You need not wait: send the form as it is.',
    unreadable: '{why}: it cannot be compared by itself. Compare it by eye; you can send it all the same.',
    confirm: 'I have compared them and send it all the same',
    unconfirmed:
      '{n} entries differ from the file ({labels}). Look at them; if they are right, tick “I have compared them and send it all the same”.',
  },
);
