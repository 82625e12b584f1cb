/** Owns the blocks of an SPC report (insumos): zero and absent apart, amounts and days from attributes, nothing counted twice. */
import {
  RESTRICTION_KINDS,
  type BlockFinding,
  type ListedRecord,
  type RestrictionKind,
} from '../../domain/bureau-report';
import { combined, latestOrNull, MOST_COUNTED, MOST_RECORDS, type Found } from '../bureau/combine-findings';
import { amountOf, countOf } from '../bureau/decimal';
import { dayOf } from '../bureau/provider-dates';
import { attribute, child, childrenOf, isNil, type XmlElement } from './read-xml';

/** Which blocks tell of a kind. Within one kind they tell of different records, so that they add up. */
const BLOCKS: Readonly<Record<RestrictionKind, readonly string[]>> = {
  debts: ['spc'],
  protests: ['protesto'],
  cheques: [
    'cheque-lojista',
    'ccf',
    'cheque-sem-fundo-varejo',
    'contra-ordem',
    'contra-ordem-documento-diferente',
    'contumacia',
  ],
  lawsuits: ['acao', 'informacao-poder-judiciario'],
  bankruptcy: [],
};
/** Repeats records of `spc` beside others of its own: whichever tells of more tells of the debts. */
const REPEATING: Readonly<Partial<Record<RestrictionKind, readonly string[]>>> = {
  debts: ['pendencia-financeira', 'restricao-financeira'],
};
/** Bad news that says nothing good when it is absent: of companies somebody has a part in. */
const ONLY_WHEN_FOUND: Readonly<Partial<Record<RestrictionKind, readonly string[]>>> = {
  bankruptcy: ['participacao-falencia'],
};
/** Which kinds a database that was down would have told of, by its name without accents. */
const DATABASES: readonly (readonly [RegExp, RestrictionKind])[] = [
  [/SPC|PENDENCIA|RESTRICAO/, 'debts'],
  [/PROTESTO/, 'protests'],
  [/CHEQUE|CCF|SRS|ORDEM|CONTUMACIA/, 'cheques'],
  [/ACAO|ACOES|JUDICI/, 'lawsuits'],
  [/FALENCIA|CONCORDATA|RECUPERACAO/, 'bankruptcy'],
];

const VALUES = ['valor', 'valor-pendencia', 'valor-acao'];
/** When a debt fell due, or what comes nearest to it. */
const DUE = [
  'data-vencimento',
  'data-ocorrencia',
  'data-protesto',
  'data-acao',
  'data-documento',
  'data-ultimo-cheque',
  'data-ocorrencia-mais-recente',
  'data-inclusao',
];

export type Restrictions = Readonly<Partial<Record<RestrictionKind, BlockFinding>>>;

/** A kind that none of the product's blocks tells of is left out. `inoperative`: databases that were down, by name. */
export function restrictionsOf(result: XmlElement, inoperative: readonly string[]): Restrictions {
  const down = inoperative.map(plainName);
  const entries = RESTRICTION_KINDS.flatMap((kind): [RestrictionKind, BlockFinding][] => {
    const finding = kindOf(result, kind);
    const isDown = down.some((name) => DATABASES.some(([words, of]) => of === kind && words.test(name)));
    if (finding.state === 'clean' && isDown) return [[kind, { state: 'failed' }]];
    if (finding.state === 'notContracted') return isDown ? [[kind, { state: 'failed' }]] : [];
    return [[kind, finding]];
  });
  return Object.fromEntries(entries);
}

function kindOf(result: XmlElement, kind: RestrictionKind): BlockFinding {
  const all = (names: readonly string[]) => names.flatMap((name) => childrenOf(result, name)).map(blockFinding);
  const own = combined(all(BLOCKS[kind]));
  const found = all(ONLY_WHEN_FOUND[kind] ?? []).filter(({ state }) => state !== 'clean');
  return [own, ...all(REPEATING[kind] ?? []), ...found].reduce(fuller);
}

/** Of two that may tell of the same: what was found before what failed, that before clean; of two found the greater. */
function fuller(a: BlockFinding, b: BlockFinding): BlockFinding {
  if (a.state === 'found' && b.state === 'found') return b.count > a.count ? b : a;
  const order = ['found', 'failed', 'clean', 'notContracted'] as const;
  return order.indexOf(b.state) < order.indexOf(a.state) ? b : a;
}

/** Clean has to be said, by a count of zero; a block that says nothing has failed. */
function blockFinding(block: XmlElement): BlockFinding {
  if (isNil(block)) return { state: 'failed' };
  const summary = child(block, 'resumo');
  const told = countOf(attribute(summary, 'quantidade-total'));
  const rows = childrenOf(block, `detalhe-${block.name}`);
  const counted = rows.reduce((sum, row) => sum + quantityOf(row), 0);
  const valueCents = amountOfAttribute(summary, 'valor-total');
  const count = Math.min(MOST_COUNTED, Math.max(told ?? 0, counted, (valueCents ?? 0) > 0 ? 1 : 0));
  if (count === 0) return { state: told === 0 ? 'clean' : 'failed' };
  return foundOf(summary, rows, { count, isWhole: counted >= (told ?? 0), valueCents });
}

function foundOf(
  summary: XmlElement | undefined,
  rows: readonly XmlElement[],
  { count, isWhole, valueCents }: { count: number; isWhole: boolean; valueCents: number | null },
): Found {
  const records = rows.slice(0, MOST_RECORDS).map(recordOf);
  const days = rows.map(
    (row) =>
      DUE.flatMap((name) => dayOf(attribute(row, name)) ?? [])
        .sort()
        .at(-1) ?? null,
  );
  const latestOn = dayOf(attribute(summary, 'data-ultima-ocorrencia'));
  return {
    state: 'found',
    count,
    // A total of zero beside records means that this block tells no amounts.
    valueCents: valueCents === 0 ? null : valueCents,
    latestOn: latestOn ?? (isWhole && rows.length > 0 ? latestOrNull(days) : null),
    records,
  };
}

function recordOf(row: XmlElement): ListedRecord {
  const holders = [row, child(row, 'cheque-inicial')];
  const values = holders.flatMap((holder) => VALUES.flatMap((name) => amountOfAttribute(holder, name) ?? []));
  const days = DUE.flatMap((name) => dayOf(attribute(row, name)) ?? []);
  return { dueOn: days[0] ?? null, valueCents: values[0] ?? null };
}

/** A row may stand for several. */
function quantityOf(row: XmlElement): number {
  return countOf(attribute(row, 'quantidade')) ?? countOf(attribute(row, 'quantidade-cheques')) ?? 1;
}

/** Java writes ten million as `1.0E7`. */
export function amountOfAttribute(element: XmlElement | undefined, name: string): number | null {
  const text = attribute(element, name);
  return amountOf(text !== null && /^\d{1,3}(?:\.\d{1,20})?E\d{1,2}$/.test(text) ? Number(text) : text);
}

function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}
