/** Owns how a difference between two policies is said in Portuguese. */
import { conditionSchema, type Condition } from '../../contracts/condition';
import { ACTIONS } from '../../domain/actions';
import { Mode } from '../../domain/outcome';
import { ACTION_NAMES, MODALITY_NAMES, MODE_NAMES } from '../../domain/policy-words';
import { sayCondition } from '../say-condition';
import { isObject } from './fingerprint';

interface Said {
  /** The document that the path leads into. */
  readonly document: unknown;
  readonly path: readonly PropertyKey[];
  readonly before: unknown;
  readonly after: unknown;
}

const LONGEST_VALUE = 120;

/** The words of the parts of a policy; what has none is told by its own name. */
const WORDS: Readonly<Record<string, string>> = {
  checks: 'verificação',
  rules: 'regra',
  bands: 'alçada',
  tests: 'teste',
  overrides: 'exceção de filial',
  actionOverrides: 'bloqueio de ação na filial',
  actions: 'bloquear ação',
  modes: 'modo',
  texts: 'texto',
  seller: 'para o vendedor',
  analyst: 'para o analista',
  whenUnknown: 'quando não for possível verificar',
  when: 'condição',
  name: 'nome',
  label: 'nome',
  parameters: 'parâmetro',
  modalities: 'modalidade',
  tolerance: 'tolerância',
  growPercent: 'crescimento em %',
  days: 'dias',
  overdueGraceDays: 'dias de carência de títulos vencidos',
  maxTermDays: 'prazo máximo em dias',
  spcTable: 'tabela do SPC',
  everyDays: 'consultar a cada (dias)',
  aboveEveryDays: 'acima da última linha, a cada (dias)',
  withoutHistoryDays: 'sem histórico, a cada (dias)',
  block: 'bloqueia',
  mode: 'modo',
  schema: 'formato do documento',
  term: 'a prazo',
  exposes: 'conta no limite',
  rows: 'linhas',
  requiredBureauKinds: 'o que os bureaus precisam ter verificado',
  debts: 'pendências financeiras',
  protests: 'protestos',
  cheques: 'cheques sem fundos',
  lawsuits: 'ações judiciais',
  bankruptcy: 'falência e recuperação judicial',
  ...MODALITY_NAMES,
};
/** They stand for the condition they are part of. */
const SILENT: ReadonlySet<PropertyKey> = new Set(['all', 'any', 'not', 'when', 'rows', 'rules']);

/** One sentence: where, and from what to what. */
export function sayChange({ document, path, before, after }: Said): string {
  const where = capitalised(placeOf(document, path));
  if (before === undefined) return `${where}: incluído ${quoted(after)}.`;
  if (after === undefined) return `${where}: retirado ${quoted(before)}.`;
  return `${where}: de ${quoted(before)} para ${quoted(after)}.`;
}

/** `atraso médio, modo gravar`: names of what has a name, words for the rest. */
function placeOf(document: unknown, path: readonly PropertyKey[]): string {
  const words: string[] = [];
  let here = document;
  for (const [depth, key] of path.entries()) {
    here = isObject(here) || Array.isArray(here) ? (here as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
    const isNamedNext = typeof path[depth + 1] === 'number' && path[depth] === 'checks';
    if (typeof key === 'number') words.push(...nameOf(here));
    else if (!SILENT.has(key) && !isNamedNext) words.push(wordOf(String(key)));
  }
  return words.length === 0 ? 'política' : words.join(', ');
}

function nameOf(entry: unknown): string[] {
  if (!isObject(entry)) return [];
  const { name, label, id, branch, check, action, averageDelayBelowDays } = entry;
  if (typeof averageDelayBelowDays === 'number') return [`atraso médio abaixo de ${averageDelayBelowDays} dias`];
  const told = [name, label, id].find((one) => typeof one === 'string');
  if (typeof told === 'string') return [told];
  return [branch, check, action].flatMap((one) => (typeof one === 'string' ? [wordOf(one)] : []));
}

function wordOf(key: string): string {
  const action = ACTIONS.find((one) => one === key);
  return (action && ACTION_NAMES[action]) ?? WORDS[key] ?? key;
}

function quoted(value: unknown): string {
  const said = valueOf(value);
  return `“${said.length > LONGEST_VALUE ? `${said.slice(0, LONGEST_VALUE)}…` : said}”`;
}

function valueOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'sim' : 'não';
  if (value === null) return 'sem valor';
  const mode = Object.values(Mode).find((one) => one === value);
  if (mode !== undefined) return MODE_NAMES[mode];
  if (typeof value !== 'object') return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (Object.keys(value).length === 0) return 'nenhum';
  const condition = conditionOf(value);
  if (condition !== null) return sayCondition(condition);
  const names = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(shortOf);
  return names.length > 0 && names.every((one) => one !== undefined) ? names.join('”, “') : JSON.stringify(value);
}

/** A row of the SPC table is its two numbers; a word of a list is said as it is called. */
function shortOf(one: unknown): string | undefined {
  if (typeof one === 'string') return wordOf(one);
  const days = isObject(one) && typeof one['everyDays'] === 'number' ? `: a cada ${one['everyDays']} dias` : '';
  const [name] = nameOf(one);
  return name === undefined ? undefined : `${name}${days}`;
}

/** What is still being typed is no condition yet. */
function conditionOf(value: object): Condition | null {
  const parsed = conditionSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('pt-BR') + text.slice(1);
}
