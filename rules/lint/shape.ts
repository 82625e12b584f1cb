/** Owns what lint says of JSON that is no policy: the schema's findings, with a Portuguese sentence each. */
import type { Finding } from '../../domain/errors';
import type { LintFinding } from './finding';

/** Beginnings of what the schema says, and how an analyst reads it; the rest of a sentence isn't translated. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^is missing/, 'Falta este campo.'],
  [/^has fields that don't belong here: (.*)$/s, 'Há campos que não pertencem a este lugar: $1.'],
  [/^must have at most (\d+) items?/, 'Há itens demais: no máximo $1.'],
  [/^must have at least (\d+) items?/, 'Faltam itens: no mínimo $1.'],
  [/^must be of type (?:number|int)/, 'Informe um número.'],
  [/^must be of type string/, 'Informe um texto.'],
  [/^must have at most (\d+)/, 'É longo demais: no máximo $1.'],
  [/^must have at least (\d+)/, 'É curto demais: no mínimo $1.'],
  [/^must be at most ([\d.]+)/, 'O valor é alto demais: no máximo $1.'],
  [/^must be at least ([\d.]+)/, 'O valor é baixo demais: no mínimo $1.'],
  [/^must be above (\d+)/, 'Deve ser maior que $1, da linha anterior: ordene as linhas ou remova uma.'],
  [/^repeats (.*)$/s, 'Repete $1: renomeie ou remova.'],
  [/^(.*) is no value of (.*)$/s, '$1 não é um valor possível de $2.'],
  [/^is no value of (.*)$/s, 'Não é um valor possível de $1.'],
  [/^(.*) doesn't fit (.*)$/s, 'O operador $1 não serve para $2.'],
  [/^(.*) takes one value/s, 'O operador $1 recebe um só valor, não uma lista.'],
  [/^(.*) takes a list/s, 'O operador $1 recebe uma lista de valores.'],
  [/^names no check of this policy: (.*)$/s, 'A política não tem a verificação $1.'],
  [/^a seller must not read (.*)$/s, 'O vendedor não pode ler $1: use-o só no texto do analista.'],
  [/^is nested too deeply/, 'Há níveis demais, um dentro do outro.'],
  [/^has too many values/, 'O documento tem valores demais para uma política.'],
  [/^is too large/, 'O documento é grande demais para uma política.'],
  [/^has (\d+) comparisons/, 'Há comparações demais ($1).'],
  [/^the key (.*) is not allowed/, 'A chave $1 não é permitida.'],
  [/^is none of the values it may have/, 'Não é um dos valores possíveis.'],
  [/^must be one of (.*)$/s, 'Deve ser um destes: $1.'],
  [/^\{(.*)\} names no fact/s, 'O texto cita {$1}, que não é um dado.'],
  [/^a brace has no partner/, 'Há uma chave { ou } sem par no texto.'],
  [/^must be lower-case words/, 'Use letras minúsculas e hífens, como em titulos-vencidos.'],
];
const OTHERWISE = 'Não tem a forma esperada em uma política.';

/** A finding of the schema, which always keeps the JSON from being a policy. */
export function shapeFinding(finding: Finding): LintFinding {
  return { severity: 'error', code: 'shape', ...finding, text: sentenceOf(finding.message) };
}

function sentenceOf(message: string): string {
  for (const [pattern, sentence] of SENTENCES) {
    const [beginning] = pattern.exec(message) ?? [];
    if (beginning !== undefined) return beginning.replace(pattern, sentence);
  }
  return OTHERWISE;
}
