import type { Response } from 'express';
import { parseYuan, ZERO_FEN } from '../../../domain/fen.ts';
import type { Language } from '../../../domain/language.ts';
import { DECIDERS } from '../../../domain/role.ts';
import type { Portal } from '../../actions/portal.ts';
import { render } from '../frame/render.ts';
import { chainView } from '../order/amounts-chart.ts';
import { paths } from '../paths.ts';
import { howSteps } from '../product/how.ts';
import type { Visit } from '../visit.ts';
import { HOME_WORDS } from './home-words.ts';

/** Where a person's work begins: who decides for the scheme, at what waits for a decision. A visitor reads what the scheme is. @source L10, D6 */
export async function showHome(portal: Portal, visit: Visit, response: Response): Promise<void> {
  const { account, language } = visit;
  if (account) {
    const decides = account.roles.some((role) => DECIDERS.includes(role));
    return response.redirect(303, decides ? paths.tasks() : paths.orders());
  }
  const page = {
    words: HOME_WORDS[language],
    title: HOME_WORDS[language].title,
    products: paths.products(),
    signIn: paths.signIn(),
    register: paths.register(),
    forgotten: paths.passwordForgotten,
    how: howSteps(language),
    chain: sampleChain(language),
  };
  return render(portal, visit, response, { status: 200, template: 'home/show', page });
}

/** The contract of the scheme's own example: P 60 000, O 50 000, V 30 000. @source L99, L103 */
const sampleChain = (language: Language) =>
  chainView(
    {
      listPriceFen: parseYuan('60000') ?? ZERO_FEN,
      orderAmountFen: parseYuan('50000') ?? ZERO_FEN,
      voucherAmountFen: parseYuan('30000') ?? ZERO_FEN,
      actualAmountFen: null,
      redemptionFen: null,
      paidOutFen: null,
      redeemPercent: 60,
    },
    language,
  );
