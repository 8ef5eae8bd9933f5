/** The words of the interface in the language of the page. */
import { en } from './en';

export type Language = 'en';

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(DIRECTIONS, text);
}

/** The catalogue of the page's language; all catalogues have the shape of the English one. */
export const words = en;

/** Says to the browser which language the page speaks and which way it is read. */
export function announce(language: Language = 'en'): void {
  document.documentElement.lang = language;
  document.documentElement.dir = DIRECTIONS[language];
}

const DIRECTIONS: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr' };
