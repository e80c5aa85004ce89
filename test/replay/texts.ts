/**
 * What people are called and what they type, each to be found nowhere in a history: histories are read by operators and kept
 * longer than the case. Made up, and unlike anything the program says by itself.
 */
export const TEXTS = {
  reason: '经办人司马青衫认为附件有误',
  note: '请致电欧阳静姝女士洽谈',
  contractNumber: 'HT-保密-88731',
  invoiceNumber: 'FP-20998877',
  effect: '成果由诸葛明远验收，联系电话13912345678',
  reference: '拨付至账户6222021234567890123',
  fileName: '令狐冲身份证扫描件.pdf',
  person: '夏侯',
  company: '天衍秘科技有限公司',
} as const;
