import { tokensOf } from '../../db/tokens.ts';

const SERVICES =
  '高新技术企业认定 专精特新申报 知识产权代理 发明专利申请 软件著作权登记 检验检测 计量校准 科技查新 工业设计 技术合同登记 研发费用归集 质量管理体系认证 数字化转型诊断 成果评价 大型仪器共享 可靠性试验 材料分析 电磁兼容测试 中试验证 标准制定'.split(
    ' ',
  );
const MANNERS = ['咨询', '辅导', '服务', '代理', '评估', '培训', '方案', '委托研究'] as const;
const PLACES = ['苏州', '昆山', '常熟', '张家港', '太仓', '吴江', '无锡', '南京', '上海', '杭州'] as const;
const COINED = Array.from('华中天新瑞恒科创智联信达海德康泰明远宏图博雅盛世金鼎星辰云帆') as readonly string[];
const TRADES = ['电子', '信息技术', '生物医药', '新材料', '智能装备', '检测技术', '软件', '环保科技', '光电'] as const;

/** A name with what it is found by, as the product stores it. */
export interface Named {
  readonly name: string;
  readonly tokens: readonly string[];
}

const at = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
const named = (name: string): Named => ({ name, tokens: tokensOf(name) });

/** The name of a service, of 160 that there are. */
export const serviceName = (index: number): Named =>
  named(`${at(SERVICES, index)}${at(MANNERS, Math.floor(index / SERVICES.length))}`);

/** A company's name, of some 80 000 that there are. */
export const companyName = (index: number): Named =>
  named(
    `${at(PLACES, index)}${at(COINED, index * 7)}${at(COINED, Math.floor(index / 3) * 11 + 5)}${at(TRADES, Math.floor(index / 7))}有限公司`,
  );
