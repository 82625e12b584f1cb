/** Owns the pictures that the simulator holds: whole ones, by account and document, each send replacing the one before. */

/** An item of `contasReceber`, as it came. */
export interface Item {
  readonly documento: string;
  readonly dados: Readonly<Record<string, unknown>>;
}

const DOCUMENT = /^(?:\d{11}|[0-9A-Z]{12}\d{2})$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
const AVERAGES = ['mediaDiasAtraso', 'mediaDiasVencido', 'mediaDiasVencer'] as const;
const TOTALS = ['totalPago', 'totalVencido', 'totalVencer'] as const;
const MAX_ITEMS = 1_000;

export interface Receivables {
  store(account: string, items: readonly Item[]): void;
  find(account: string, document: string): Item | null;
  /** Any held picture but this one. */
  another(account: string, document: string): Item | null;
  count(): number;
}

export function createReceivables(): Receivables {
  const held = new Map<string, Map<string, Item>>();
  const of = (account: string): Map<string, Item> => {
    const found = held.get(account) ?? new Map<string, Item>();
    held.set(account, found);
    return found;
  };
  return {
    store: (account, items) => items.forEach((item) => of(account).set(item.documento, item)),
    find: (account, document) => of(account).get(document) ?? null,
    another: (account, document) => [...of(account).values()].find(({ documento }) => documento !== document) ?? null,
    count: () => [...held.values()].reduce((sum, { size }) => sum + size, 0),
  };
}

/** The items of a body, or what is wrong with it, in the words a provider would use. */
export function itemsOf(body: unknown): readonly Item[] | string {
  const list = isRecord(body) ? body['contasReceber'] : undefined;
  if (!Array.isArray(list) || list.length === 0) return 'contasReceber é obrigatório';
  if (list.length > MAX_ITEMS) return `contasReceber aceita no máximo ${MAX_ITEMS} itens`;
  const items = list as readonly unknown[];
  const documents = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const problem = isRecord(item) ? problemOf(item) : 'deve ser um objeto';
    if (problem !== null) return `contasReceber[${index}]: ${problem}`;
    documents.add((item as Item).documento);
  }
  return documents.size === items.length ? (items as readonly Item[]) : 'documento repetido na requisição';
}

function problemOf({ documento, dados }: Readonly<Record<string, unknown>>): string | null {
  if (typeof documento !== 'string' || !DOCUMENT.test(documento)) return 'documento inválido';
  if (!isRecord(dados)) return 'dados é obrigatório';
  if (typeof dados['dataPosicao'] !== 'string' || !DATE_TIME.test(dados['dataPosicao'])) return 'dataPosicao inválida';
  if (!isNumber(dados['campoComplementar'])) return 'campoComplementar inválido';
  if (!isMoney(dados['maiorLimiteTomado'])) return 'maiorLimiteTomado inválido';
  const summary = dados['contasReceberResumido'];
  if (!isRecord(summary)) return 'contasReceberResumido é obrigatório';
  const wrong = [
    ...AVERAGES.filter((name) => !isNumber(summary[name])),
    ...TOTALS.filter((name) => !isMoney(summary[name])),
  ];
  if (wrong[0] !== undefined) return `contasReceberResumido.${wrong[0]} inválido`;
  const details = dados['contasReceberDetalhado'];
  return Array.isArray(details) && details.every(isDetail) ? null : 'contasReceberDetalhado inválido';
}

function isDetail(detail: unknown): boolean {
  if (!isRecord(detail) || ![1, 2, 3].includes(detail['tipo'] as number)) return false;
  const { detalhes } = detail;
  return Array.isArray(detalhes) && detalhes.every(isMonth);
}

function isMonth(month: unknown): boolean {
  if (!isRecord(month)) return false;
  const { dataBase, itens } = month;
  if (typeof dataBase !== 'string' || !DATE_TIME.test(dataBase) || !Array.isArray(itens)) return false;
  return itens.every((item) => isRecord(item) && typeof item['periodo'] === 'string' && isMoney(item['valor']));
}

/** An object, and not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
/** Reais with two places at most. */
function isMoney(value: unknown): boolean {
  return isNumber(value) && /^\d+(?:\.\d{1,2})?$/.test(String(value));
}
