/** Owns the analysts' pages that are written from the catalogue: every fact and every operator, with an example. */
import type { Catalogue, CatalogueExample, CatalogueFact, CatalogueOperator } from '../../rules/catalogue';
import { SOURCE_NAMES } from '../../domain/policy-words';
import type { FactSource } from '../../domain/facts';

/** By the name of its file in `docs/analistas/`. */
export function generatedPages(catalogue: Catalogue): Readonly<Record<string, string>> {
  return { 'fatos.md': factsPage(catalogue), 'operadores.md': operatorsPage(catalogue) };
}

const WRITTEN_BY =
  'Página escrita por `npm run docs:facts` a partir do catálogo; o mesmo, em JSON: `GET /v1/catalogue`.';

const CHAPTERS: Readonly<Record<FactSource, string>> = {
  order: 'O pedido ou a venda',
  customer: 'O cadastro de crédito do cliente',
  exposure: 'O limite utilizado',
  ledger: 'As contas a receber',
  report: 'As consultas a bureaus',
  ingest: 'O envio das contas a receber',
};

function factsPage({ facts, types }: Catalogue): string {
  const chapters = Object.entries(CHAPTERS).flatMap(([source, title]) => [
    `## ${title}`,
    `Quem preenche: ${SOURCE_NAMES[source as FactSource]}.`,
    ...facts.filter((fact) => fact.source === source).map(factEntry),
  ]);
  return page([
    '# Fatos',
    WRITTEN_BY,
    `Um fato é o que uma regra lê: um valor, apurado uma vez por avaliação. São ${facts.length}. O nome em inglês é o que ` +
      'se escreve no JSON da política, e nunca muda; o nome em português é o que as telas mostram.',
    'Um fato que não se conseguiu apurar, ou que não se aplica, é *desconhecido*: nenhuma comparação com ele é verdadeira ' +
      'nem falsa, e a verificação faz o que está em `whenUnknown`. Veja o [guia](README.md).',
    '## Como se escreve um valor',
    table(
      ['tipo', 'é', 'no JSON'],
      types.map(({ name, label, written }) => [`\`${name}\``, label, written]),
    ),
    ...chapters,
  ]);
}

function factEntry(fact: CatalogueFact): string {
  const facts = [
    `- **Tipo**: \`${fact.type}\`${UNITS[fact.unit] ?? ''}.`,
    ...(fact.values.length > 0 ? [`- **Pode ser**: ${fact.values.map(valueOf).join(', ')}.`] : []),
    `- **Pode ser desconhecido**: ${fact.mayBeUnknown ? 'sim' : 'não'}. **No texto do vendedor**: ${
      fact.audience === 'seller' ? 'pode' : 'não pode, só no do analista'
    }.`,
    `- **Operadores**: ${fact.operators.map((name) => `\`${name}\``).join(', ')}.`,
  ];
  return [`### ${fact.label} · \`${fact.name}\``, fact.description, facts.join('\n'), exampleOf(fact.example)].join(
    '\n\n',
  );
}

const UNITS: Readonly<Record<CatalogueFact['unit'], string>> = {
  cents: ', em centavos',
  days: ', em dias',
  titles: ', em títulos',
  records: ', em registros',
  none: '',
};

/** A class such as AAA is its own label. */
function valueOf({ value, label }: CatalogueFact['values'][number]): string {
  return value === label ? `\`${value}\`` : `\`${value}\` (${label})`;
}

function operatorsPage({ operators, types }: Catalogue): string {
  const labelOf = new Map(types.map(({ name, label }) => [name, label]));
  const entry = ({ name, label, fits, takes, example }: CatalogueOperator): string =>
    [
      `## ${label} · \`${name}\``,
      `Compara ${takes === 'one' ? 'com um valor' : 'com uma lista de valores'}. Serve para: ${fits
        .map((type) => labelOf.get(type))
        .join('; ')}.`,
      exampleOf(example),
    ].join('\n\n');
  return page([
    '# Operadores',
    WRITTEN_BY,
    `Uma comparação tem um [fato](fatos.md), um destes ${operators.length} operadores e um valor do tipo do fato. No lugar do ` +
      'valor pode estar outro fato do mesmo tipo, `{ "fact": "limitCents" }`, quando o fato é um valor em reais, dias ou ' +
      'quantidade.',
    'Comparações se juntam com `all` (todas), `any` (qualquer uma) e `not` (o contrário), até oito níveis; veja o ' +
      '[guia](README.md).',
    ...operators.map(entry),
  ]);
}

function exampleOf({ condition, text }: CatalogueExample): string {
  return `\`\`\`json\n${spaced(condition)}\n\`\`\`\n\nLê-se: *${text}*.`;
}

/** On one line, as the guide writes it. */
function spaced({ fact, operator, value }: CatalogueExample['condition']): string {
  const operand = Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : inBraces(value);
  return `{ "fact": "${fact}", "operator": "${operator}", "value": ${operand} }`;
}

function inBraces(value: CatalogueExample['condition']['value']): string {
  return typeof value === 'object' && 'fact' in value ? `{ "fact": "${value.fact}" }` : JSON.stringify(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
