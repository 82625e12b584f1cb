/** Owns how screens bring their own words: pt-BR first, English second, each key checked by the compiler. */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

export const LANGUAGES = ['pt-BR', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT_AS = 'crivo.language';

void i18next.use(initReactI18next).init({
  lng: keptLanguage(),
  fallbackLng: 'pt-BR',
  resources: {},
  // React escapes what it draws; escaped twice, an ampersand in a name would be shown as code.
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
});
document.documentElement.lang = keptLanguage();

type Values = Readonly<Record<string, string | number>>;
/** A text by its key. Keys with a plural end in `_one` and `_other` and are asked for without the ending. */
export type Say<Key extends string> = (key: WithoutPlural<Key>, values?: Values) => string;
type WithoutPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** Adds the texts of one screen under its own name, and gives the hook that reads them. */
export function defineTexts<const T extends Readonly<Record<string, string>>>(
  name: string,
  texts: { readonly 'pt-BR': T; readonly en: Readonly<Record<keyof T, string>> },
): () => Say<keyof T & string> {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, name, texts[language]);
  return () => {
    const { t } = useTranslation(name, { keyPrefix: '' });
    // The same while the language is: rows that are given it aren't drawn again for it.
    return useCallback<Say<keyof T & string>>((key, values) => t(key, { ...values }), [t]);
  };
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'pt-BR';
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

function keptLanguage(): Language {
  return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'pt-BR';
}
