/** Owns what lint says of what people read: blank texts, names that can't be told apart, documents in a text. */
import type { Policy } from '../../contracts/policy';
import { namesDocument } from '../../domain/document-in-text';
import { lintError, lintWarning, type LintFinding } from './finding';

type Path = readonly PropertyKey[];

/** Of every text of the policy. */
export function lintTexts(policy: Policy): readonly LintFinding[] {
  return [
    ...textsOf(policy).flatMap(([path, text]) => [...blank(path, text), ...withDocument(path, text)]),
    ...sameNames(policy),
  ];
}

function textsOf({ name, checks, bands = [], tests = [] }: Policy): readonly (readonly [Path, string])[] {
  return [
    [['name'], name],
    ...checks.flatMap((check, index): (readonly [Path, string])[] => [
      [['checks', index, 'name'], check.name],
      [['checks', index, 'texts', 'seller'], check.texts.seller],
      [['checks', index, 'texts', 'analyst'], check.texts.analyst],
    ]),
    ...bands.map(({ label }, index) => [['bands', index, 'label'], label] as const),
    ...tests.map((test, index) => [['tests', index, 'name'], test.name] as const),
  ];
}

/** Who is blocked is owed a reason. */
function blank(path: Path, text: string): readonly LintFinding[] {
  if (text.trim() !== '') return [];
  const told = {
    message: 'is blank',
    fix: 'write what is to be read here',
    text: 'O texto está em branco. Escreva o que a pessoa deve ler.',
  };
  return [lintError('blankText', path, told)];
}

/** A policy is read by many and kept for ever: nobody's CPF or CNPJ belongs into it. */
function withDocument(path: Path, text: string): readonly LintFinding[] {
  if (!namesDocument(text)) return [];
  const message = 'names a CPF or CNPJ, and a policy is for everybody';
  const pt = 'O texto contém um CPF ou CNPJ. A política vale para todos e não leva dados de pessoas: remova-o.';
  return [lintError('documentInText', path, { message, fix: 'remove it', text: pt })];
}

/** Checks that people couldn't tell apart. */
function sameNames({ checks }: Policy): readonly LintFinding[] {
  const firsts = new Map<string, string>();
  return checks.flatMap(({ id, name }, index) => {
    const first = firsts.get(name);
    if (first === undefined) {
      firsts.set(name, id);
      return [];
    }
    const message = `the check ${id} has the name of the check ${first}`;
    const text = `As verificações ${first} e ${id} têm o mesmo nome, "${name}". Dê a cada uma o seu.`;
    return [lintWarning('sameName', ['checks', index, 'name'], { message, fix: 'give each its own name', text })];
  });
}
