/** Owns the words of the parameters of a branch. */
import { defineTexts } from '../texts/define-texts';
import { BRANCH_EN } from './texts-en';
import { BRANCH_PT } from './texts-pt';

export const useBranchTexts = defineTexts('branches', { 'pt-BR': BRANCH_PT, en: BRANCH_EN });
