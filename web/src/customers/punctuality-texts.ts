/** Owns the words of a customer's punctuality. */
import { defineTexts } from '../texts/define-texts';

export const usePunctualityTexts = defineTexts('punctuality', {
  'pt-BR': {
    title: 'Pontualidade em 24 meses',
    summary: '{{count}} títulos pagos, {{percent}} % em dia',
    chart: 'Atraso médio dos pagamentos de cada mês; o maior é de {{most}} dias. A tabela abaixo diz o mesmo.',
    asTable: 'Ver como tabela',
    month: 'Mês',
    paid: 'Pagos',
    onTime: 'Em dia',
    delay: 'Atraso médio',
    nothing: 'Nenhum título pago em 24 meses.',
    notKnown: 'Há movimentos demais para calcular.',
  },
  en: {
    title: 'Punctuality over 24 months',
    summary: '{{count}} titles paid, {{percent}} % on time',
    chart: 'Average delay of the payments of each month; the greatest is {{most}} days. The table below says the same.',
    asTable: 'See as a table',
    month: 'Month',
    paid: 'Paid',
    onTime: 'On time',
    delay: 'Average delay',
    nothing: 'No title was paid in 24 months.',
    notKnown: 'There are too many movements to tell.',
  },
});
