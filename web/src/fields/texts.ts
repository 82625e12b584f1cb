/** Owns the words of fields that several screens share. */
import { defineTexts } from '../texts/define-texts';

export const useFieldTexts = defineTexts('fields', {
  'pt-BR': {
    datePlaceholder: 'dd/mm/aaaa',
    notADate: 'Informe uma data que existe, como 21/11/2026.',
    tooEarly: 'A data deve ser a partir de {{date}}.',
    tooLate: 'A data deve ser até {{date}}.',
    pickDate: 'Escolher no calendário: {{label}}',
    notAnAmount: 'Informe um valor como 1.234,56.',
    amountLow: 'O valor deve ser a partir de {{amount}}.',
  },
  en: {
    datePlaceholder: 'dd/mm/yyyy',
    notADate: 'Type a date that exists, such as 21/11/2026 (day first).',
    tooEarly: 'The date must be {{date}} or later.',
    tooLate: 'The date must be {{date}} or earlier.',
    pickDate: 'Pick from the calendar: {{label}}',
    notAnAmount: 'Type an amount such as 1.234,56 (comma before the cents).',
    amountLow: 'The amount must be {{amount}} or more.',
  },
});
