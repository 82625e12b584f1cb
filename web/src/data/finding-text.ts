/** Owns how a finding of the API reads on a screen: its commonest sentences in Portuguese, others as they are. */
import type { Finding } from './problem';

type Sentence = readonly [pattern: RegExp, text: (...parts: string[]) => string];

/** What the API's schemas say most, of `contracts/findings.ts` and of their own. */
const SENTENCES: readonly Sentence[] = [
  [/^is missing$/, () => 'falta preencher'],
  [/^must be at most (\d+) cents$/, () => 'o valor é alto demais'],
  [/^must be at least (\S+)$/, (least) => `o mínimo é ${least}`],
  [/^must be at most (\S+)$/, (most) => `o máximo é ${most}`],
  [/^must have at least (\d+)( \w+)?$/, (least, unit) => `mínimo de ${least}${unitOf(least, unit)}`],
  [/^must have at most (\d+)( \w+)?$/, (most, unit) => `máximo de ${most}${unitOf(most, unit)}`],
  [/^must be one of (.+)$/, (values) => `escolha um destes: ${values}`],
  [/^is none of the values it may have$/, () => 'não é um dos valores possíveis'],
  [/^(must be of type \w+|has none of the forms it may have)$/, () => 'não está na forma esperada'],
  [/^has fields that don't belong here: (.+)$/, (fields) => `há campos a mais: ${fields}`],
  [/^must not be blank$/, () => 'escreva em poucas palavras'],
  [/^must not contain (control characters or )?broken Unicode$/, () => 'há caracteres que não podem ser guardados'],
  [/^must not hold a CPF or CNPJ$/, () => 'não escreva CPF nem CNPJ aqui'],
  [/^must not be negative/, () => 'não pode ser negativo'],
  [/^must be (more than|above) zero/, () => 'precisa ser maior que zero'],
  [/^must be an integer number of cents/, () => 'não é um valor em reais e centavos'],
  [/^must be a date that exists/, () => 'não é uma data que existe'],
  [/^must not (lie|be) before (\w+)$/, (_verb, other) => `não pode ser anterior a ${other}`],
  [/^must be a time of day$/, () => 'escreva um horário, como 01:00'],
  [/^must be an e-mail address$/, () => 'escreva um endereço de e-mail'],
  [/^must be a reason code$/, () => 'escolha um motivo da lista'],
  [/^must not repeat/, () => 'há um item repetido'],
  [/^changes nothing$/, () => 'nada foi alterado'],
  [/^lies before query\.(\w+)$/, (other) => `não pode ser anterior a ${other}`],
];

function unitOf(count: string, unit: string): string {
  if (unit === '') return '';
  const [one, many] = unit.startsWith(' character') ? [' caractere', ' caracteres'] : [' item', ' itens'];
  return count === '1' ? one : many;
}

/** With the place, which the Portuguese sentence is about; with the fix where the sentence is the API's own. */
export function findingText({ at, message, fix }: Finding, language: string): string {
  const own = [message, fix].filter(Boolean).join(': ');
  if (language === 'en') return own;
  for (const [pattern, text] of SENTENCES) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const said = text(...found.slice(1).map((part) => part ?? ''));
    return at === '' ? said : `${at}: ${said}`;
  }
  return own;
}
