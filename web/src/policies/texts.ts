/** Owns the words of the screen *Políticas*, in both languages. */
import { defineTexts } from '../texts/define-texts';
import { ENGLISH } from './texts-en';
import { PORTUGUESE } from './texts-pt';

export const usePolicyTexts = defineTexts('policies', { 'pt-BR': PORTUGUESE, en: ENGLISH });
