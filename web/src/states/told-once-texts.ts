/** Owns the words beside what is shown once. */
import { defineTexts } from '../texts/define-texts';

export const useToldOnceTexts = defineTexts('toldOnce', {
  'pt-BR': { copy: 'Copiar', copied: 'Copiado', done: 'Concluir' },
  en: { copy: 'Copy', copied: 'Copied', done: 'Done' },
});
