/** The scheme the guide's own rows take place in: parks, companies, catalog, products. Facts only; `rows.ts` enters them. */

export const PASSWORD = 'quanliu-demo';

export const PARKS = { park: '高新区第一园区运营中心', 'park-2': '高新区第二园区运营中心' } as const;

export const ORGANIZATIONS = {
  institution: { type: 'institution', name: '河南知创科技服务有限公司', creditCode: '91410100MA40T1K29X', park: null },
  'institution-2': {
    type: 'institution',
    name: '郑州衡准计量检测有限公司',
    creditCode: '91410100MA45X3P73R',
    park: null,
  },
  enterprise: { type: 'enterprise', name: '创新协同中心测试', creditCode: '91410100MA47B8H51D', park: 'park' },
  'enterprise-2': {
    type: 'enterprise',
    name: '郑州启明软件有限公司',
    creditCode: '91410100MA3XE6N95M',
    park: 'park-2',
  },
} as const;

export type OrganizationKey = keyof typeof ORGANIZATIONS;

/** Accounts by user name, without the `demo-` they all begin with. */
export const ACCOUNTS = {
  institution: { name: '陈志远', roles: ['institution'], organization: 'institution' },
  'institution-2': { name: '韩雪', roles: ['institution'], organization: 'institution-2' },
  enterprise: { name: '王晓燕', roles: ['enterprise'], organization: 'enterprise' },
  'enterprise-2': { name: '钱立', roles: ['enterprise'], organization: 'enterprise-2' },
  park: { name: '李红梅', roles: ['park'], park: 'park' },
  'park-2': { name: '吴建国', roles: ['park'], park: 'park-2' },
  center: { name: '赵敏', roles: ['center'] },
  'center-2': { name: '周文', roles: ['center'] },
  finance: { name: '孙丽', roles: ['finance'] },
  admin: { name: '郑管理员', roles: ['admin'] },
} as const satisfies Record<
  string,
  { name: string; roles: readonly string[]; organization?: OrganizationKey; park?: keyof typeof PARKS }
>;

/** Who can sign in, as `npm start` tells it. */
export const ACCOUNTS_LINE = `Accounts (password ${PASSWORD}): ${Object.keys(ACCOUNTS)
  .map((key) => `demo-${key}`)
  .join(', ')}`;

export type AccountKey = keyof typeof ACCOUNTS;

/** Subcategory → its category. @source L95, L131, L134 */
export const CATALOG = {
  高新技术企业申报: '项目申报服务',
  知识产权申请服务: '知识产权服务',
  计量服务: '检验检测服务',
} as const;

export type Subcategory = keyof typeof CATALOG;

/** Products with their guide price in fen. @source L95, L109, L131, L134 */
export const PRODUCTS: readonly {
  name: string;
  subcategory: Subcategory;
  institution: OrganizationKey;
  priceFen: number;
}[] = [
  { name: '高新技术企业申报', subcategory: '高新技术企业申报', institution: 'institution', priceFen: 6_000_000 },
  { name: '版权服务', subcategory: '知识产权申请服务', institution: 'institution', priceFen: 60_000 },
  { name: '计量服务', subcategory: '计量服务', institution: 'institution', priceFen: 150_000 },
  { name: '计量器具校准', subcategory: '计量服务', institution: 'institution-2', priceFen: 200_000 },
];

const MILLION_YUAN_FEN = 100_000_000;
const HUNDRED_YUAN_FEN = 10_000;

/** Each enterprise's voucher lines: a million for every subcategory, and one of a hundred to try the limit on. */
export const LINES: readonly { subcategory: Subcategory; amountFen: number }[] = [
  { subcategory: '高新技术企业申报', amountFen: MILLION_YUAN_FEN },
  { subcategory: '知识产权申请服务', amountFen: MILLION_YUAN_FEN },
  { subcategory: '计量服务', amountFen: MILLION_YUAN_FEN },
  { subcategory: '知识产权申请服务', amountFen: HUNDRED_YUAN_FEN },
];

/** The days a voucher of the sample data counts from its grant: granted a month ago, to be used within a year from today. */
export const VOUCHER_DAYS = { grantedAgo: 30, useWithin: 365, redeemWithin: 455 } as const;
