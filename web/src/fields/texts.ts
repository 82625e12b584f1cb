/** Owns the words of fields that several screens share. */
import { defineTexts } from '../texts/define-texts';

export const useFieldTexts = defineTexts('fields', {
  'pt-BR': {
    datePlaceholder: 'dd/mm/aaaa',
    notADate: 'Informe uma data que existe, como 21/11/2026.',
    tooEarly: 'A data deve ser a partir de {{date}}.',
    tooLate: 'A data deve ser até {{date}}.',
    pickDate: 'Escolher no calendário: {{label}}',
  },
  en: {
    datePlaceholder: 'dd/mm/yyyy',
    notADate: 'Type a date that exists, such as 21/11/2026 (day first).',
    tooEarly: 'The date must be {{date}} or later.',
    tooLate: 'The date must be {{date}} or earlier.',
    pickDate: 'Pick from the calendar: {{label}}',
  },
});
