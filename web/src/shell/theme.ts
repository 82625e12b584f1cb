/** Owns the look: one accent, four states with one meaning everywhere, figures of equal width. */
import { createTheme } from '@mantine/core';
import { currentLanguage } from '../texts/define-texts';

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  // Mantine's own button has no name that a screen reader could say.
  components: {
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': currentLanguage() === 'en' ? 'Close' : 'Fechar' } },
    },
  },
  headings: { sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } } },
});

/** The nonce that the API wrote into the page, without which the browser refuses the theme's style elements. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
