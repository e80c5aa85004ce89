import type { Request, Response } from 'express';
import { getBadges, getSite } from '../../../db/reads/frame.ts';
import type { Badges } from '../../../db/reads/frame.ts';
import type { Account } from '../../../db/reads/account.ts';
import type { Language } from '../../../domain/language.ts';
import { ROLES } from '../../../domain/role.ts';
import type { Site } from '../../../domain/site.ts';
import type { Problem } from '../../actions/problem.ts';
import type { Portal } from '../../actions/portal.ts';
import { LIST_COMMA } from '../list-comma.ts';
import { paths } from '../paths.ts';
import { dayOf } from '../../../domain/day.ts';
import { withChoice } from './appearance.ts';
import { capCount, menuOf, publicMenuOf } from './navigation.ts';
import { FRAME_WORDS } from './words.ts';
import { readVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';

interface PageView {
  readonly title: string;
  /** Something of what was sent is wrong: the title says so. */
  readonly failed?: boolean;
}

const NO_BADGES: Badges = { unread: 0, tasks: 0 };

/** Renders a page with all that stands around it: words, menu, counts, appearance, hotline. */
export async function render<P extends PageView>(
  portal: Portal,
  visit: Visit,
  response: Response,
  { status, template, page }: { readonly status: number; readonly template: string; readonly page: P },
): Promise<void> {
  const [site, badges] = await Promise.all([
    siteNow(portal),
    visit.account ? getBadges(portal.db, visit.account) : NO_BADGES,
  ]);
  answer(visit, response, status, template, { failed: false, ...page, ...frameOf(visit, site, badges) });
}

const NOT_THERE = 404;
const DOWN = 503;

/** The page that says what went wrong, in the reader’s language, and whom to call; it asks nothing of a database that is down. */
export async function renderError(
  portal: Pick<Portal, 'db'>,
  request: Request,
  response: Response,
  problem: Problem,
): Promise<void> {
  const visit = readVisit(request);
  const { status, title, detail, reference } = problem;
  const page = {
    title,
    failed: false,
    detail,
    reference,
    retryHref: status !== NOT_THERE && request.unsent === undefined && withChoice(visit.shownAt, {}),
    unsent: status === DOWN && unsentView(request, visit.language),
    words: FRAME_WORDS[visit.language],
  };
  const site = status === DOWN ? known.get(portal.db) : await siteNow(portal).catch(() => known.get(portal.db));
  if (status === DOWN && !visit.isForm) response.set('refresh', '5'); // comes back by itself
  answer(visit, response, status, 'error', { ...page, ...frameOf(visit, site, NO_BADGES) });
}

/** The hotline and the rest as last read: what a page says when the database is down. */
const known = new WeakMap<Portal['db'], Site>();

async function siteNow({ db }: Pick<Portal, 'db'>): Promise<Site | undefined> {
  const site = await getSite(db, dayOf(new Date().toISOString()));
  if (site) known.set(db, site);
  return site;
}

/** A form that was not done, to be sent again: what was typed is in it. */
function unsentView({ unsent }: Request, language: Language) {
  if (!unsent) return false;
  const { action, fields, lostFiles } = unsent;
  const words = FRAME_WORDS[language];
  return { action, fields, files: lostFiles.length > 0 && words.filesAgain + lostFiles.join(LIST_COMMA[language]) };
}

function answer(visit: Visit, response: Response, status: number, template: string, view: object): void {
  response.status(status).set('cache-control', 'no-store').vary('accept-language').vary('sec-ch-prefers-color-scheme');
  response.render(template, view);
}

function frameOf(visit: Visit, site: Site | undefined, badges: Badges) {
  const { account } = visit;
  const { language, theme, drawnIn, size } = visit.appearance;
  const words = FRAME_WORDS[language];
  const choice = (label: string, choices: Parameters<typeof withChoice>[1], chosen: boolean) => ({
    label,
    href: withChoice(visit.shownAt, choices),
    chosen,
  });
  return {
    theme,
    drawnIn,
    large: size === 'large',
    languages: [
      { ...choice('简体中文', { lang: 'zh' }, language === 'zh'), lang: 'zh-CN' },
      { ...choice('English', { lang: 'en' }, language === 'en'), lang: 'en' },
    ],
    themes: (['system', 'light', 'dark'] as const).map((name) => choice(words[name], { theme: name }, theme === name)),
    sizes: [
      choice(words.normalSize, { size: 'normal' }, size === 'normal'),
      choice(words.large, { size: 'large' }, size === 'large'),
    ],
    otherSize:
      size === 'large'
        ? choice(words.normalSize, { size: 'normal' }, false)
        : choice(words.large, { size: 'large' }, false),
    otherLanguage:
      language === 'zh'
        ? { ...choice('English', { lang: 'en' }, false), lang: 'en' }
        : { ...choice('简体中文', { lang: 'zh' }, false), lang: 'zh-CN' },
    typedNotice: visit.typedShown && {
      text: words.typedBefore,
      files:
        visit.typedShown.lostFiles.length > 0 &&
        words.filesAgain + visit.typedShown.lostFiles.join(LIST_COMMA[language]),
    },
    signInHere: paths.signIn(visit.shownAt),
    publicMenu: publicMenuOf(visit.path, language),
    site: site && siteView(site, language),
    registerHref: paths.register(),
    signInHref: paths.signIn(isComeBackTo(visit) ? visit.url : undefined),
    ...(account
      ? {
          person: personView(account, language),
          menu: menuOf({ roles: account.roles, badges, path: visit.path }, language),
          unread: badges.unread > 0 && capCount(badges.unread),
          csrfToken: visit.csrfToken,
        }
      : { person: undefined, csrfToken: undefined }),
  };
}

const personView = ({ name, roles, organization }: Account, language: Language) => ({
  name,
  role: roles.map((role) => ROLES[role][language]).join(' · '),
  organization: organization?.name,
  usesInterface: roles.includes('admin'),
  place: organization ? FRAME_WORDS[language].member : FRAME_WORDS[language].staff,
});

const siteView = (site: Site, language: Language) => ({
  hotline: site.hotline,
  call: `tel:${site.hotline.replaceAll(/[^0-9+]/g, '')}`,
  hours: site.hotlineHours[language],
  organizer: site.organizer[language],
  undertaker: site.undertaker[language],
  siteCode: site.siteCode,
  icp: site.icp,
  publicSecurity: site.publicSecurity,
});

/** Whether signing in leads back to the page: not to a form's answer, nor to an address that holds a link's token. */
const isComeBackTo = ({ isForm, path }: Visit): boolean =>
  !isForm && !['/sign-in', paths.newPassword(), paths.confirmAddress].includes(path);
