/** What every page and mail says about the portal itself: whom to call, who runs it, how it is registered. @source L16, L109 */
export interface Site {
  /** As it is dialled and shown: 0371-5550 0126. */
  readonly hotline: string;
  readonly hotlineHours: SiteTexts;
  /** 主办单位 */
  readonly organizer: SiteTexts;
  /** 承办单位 */
  readonly undertaker: SiteTexts;
  /** 网站标识码, ICP 备案 and 公安备案; empty while not yet given. */
  readonly siteCode: string;
  readonly icp: string;
  readonly publicSecurity: string;
}

interface SiteTexts {
  readonly zh: string;
  readonly en: string;
}
