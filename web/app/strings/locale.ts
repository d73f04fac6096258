export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
export const isLocale = (text: unknown): text is Locale => LOCALES.some((locale) => locale === text);

/** The first of our languages that the browser asks for ("de-AT,de;q=0.9,en;q=0.5" → de). */
export function localeOf(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { language: tag.slice(0, 2).toLowerCase(), weight: quality ? Number(quality) : 1, order };
    })
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return wanted.map(({ language }) => language).find(isLocale) ?? 'en';
}
