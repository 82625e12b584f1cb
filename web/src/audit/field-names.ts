/** Owns what fields and fixed values of audit entries are called on the screen; the export keeps the API's own names. */
import { currentLanguage } from '../texts/define-texts';

/** `limit.kind` as *limite › tipo*, `prices[2].product` as *preços 2 › produto*. What has no name here keeps the API's. */
export function fieldText(field: string): string {
  return field.split('.').map(segmentText).join(' › ');
}

/** What a fixed word of the API means in this field; `undefined` for what people typed. */
export function wordText(field: string, value: string): string | undefined {
  if (currentLanguage() === 'en') return undefined;
  const [last = '', parent = ''] = field
    .split('.')
    .map((segment) => segment.replace(/\[\d+\]$/, ''))
    .toReversed();
  return WORDS[last]?.[value] ?? WORDS[parent]?.[value];
}

function segmentText(segment: string): string {
  const [, name = segment, place] = /^(.*?)(?:\[(\d+)\])?$/.exec(segment) ?? [];
  const told = currentLanguage() === 'en' ? inWords(name) : (NAMES[name] ?? name);
  return [told, place].filter(Boolean).join(' ');
}

function inWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

const MODES = { block: 'Bloqueia', indicate: 'Apenas indica', off: 'Desligada' };
const SWITCHED = { enabled: 'ligado', disabled: 'desligado' };
const STATES = {
  editing: 'em edição',
  submitted: 'aguarda aprovação',
  approved: 'aprovado',
  published: 'publicado',
  discarded: 'descartado',
};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: {
    none: 'Crédito não concedido',
    amount: 'Valor',
    unlimited: 'Ilimitado',
    alwaysReview: 'Análise obrigatória a cada pedido',
    customer: 'cliente',
    group: 'grupo econômico',
    company: 'todos os clientes',
    everybody: 'todos os clientes',
  },
  situation: { cleared: 'liberado', blocked: 'bloqueado', underReview: 'em análise' },
  by: { person: 'por uma pessoa', automatic: 'automática', password: 'com senha', oidc: 'com a conta da empresa' },
  holdEnd: { expire: 'o pedido vence', keep: 'continua bloqueado' },
  effect: { ignore: 'a verificação não conta', hold: 'sempre bloqueia' },
  status: { ...STATES, ...SWITCHED },
  modes: MODES,
  mode: MODES,
  whenUnknown: MODES,
  bureau: { deps: 'Deps', spc: 'SPC' },
  branches: { '*': 'todas' },
  events: { '*': 'todos' },
};

const NAMES: Readonly<Record<string, string>> = {
  ...{
    actions: 'ações',
    actionOverrides: 'ações por filial',
    action: 'ação',
    ageingChanges: 'envia quem só envelheceu',
  },
  ...{ amountCents: 'valor', answer: 'resposta', apiUrl: 'URL da API', approved: 'aprovação', at: 'em' },
  ...{ atPercent: 'a partir de (%)', automatic: 'compra automática', averageDelayBelowDays: 'atraso médio abaixo de' },
  ...{ aboveEveryDays: 'acima disso, a cada (dias)', acceptsAlphanumericCnpj: 'aceita CNPJ alfanumérico' },
  ...{
    band: 'alçada',
    bands: 'alçadas',
    basedOn: 'sobre a versão',
    batchSize: 'clientes por envio',
    block: 'bloquear ação',
  },
  ...{
    branch: 'filial',
    branches: 'filiais',
    browser: 'navegador',
    bureau: 'bureau',
    businessDays: 'dias úteis',
    by: 'por',
  },
  ...{ caCertificate: 'certificado próprio', cause: 'causa', changes: 'alterações', check: 'verificação' },
  ...{
    checks: 'verificações',
    code: 'código',
    codes: 'códigos',
    commercialApproval: 'Comercial',
    conditions: 'condições',
  },
  ...{
    confirmedFirstBy: 'primeira confirmação por',
    count: 'quantidade',
    createdAt: 'criado em',
    createdBy: 'criado por',
  },
  ...{ customerKey: 'cliente', dayCapCents: 'limite por dia', defaultProducts: 'consulta padrão' },
  ...{
    demandsClear: 'só segue sem restrição',
    description: 'descrição',
    disabledBy: 'desligado por',
    discarded: 'descarte',
  },
  ...{
    document: 'documento',
    draft: 'rascunho',
    dueAt: 'acaba em',
    editors: 'escrito por',
    effect: 'efeito',
    email: 'e-mail',
  },
  ...{ enabled: 'ligado', ended: 'encerramento', endsAt: 'termina em', events: 'eventos', everyDays: 'a cada (dias)' },
  ...{
    exception: 'exceção',
    F: 'pessoa física',
    J: 'pessoa jurídica',
    financialApproval: 'Financeiro',
    format: 'formato',
  },
  ...{ forcedHold: 'bloqueio manual', from: 'de', fromOn: 'de', groupKey: 'grupo econômico', guarantees: 'garantias' },
  ...{ hash: 'impressão digital', history: 'histórico', holdDeadline: 'prazo do bloqueio' },
  ...{
    holdDeadlineHours: 'horas até o prazo do bloqueio',
    holdEnd: 'no fim do prazo',
    holdEscalation: 'aviso antes do prazo',
  },
  ...{ holidays: 'feriados locais', hour: 'hora', id: 'código', includePersons: 'inclui pessoas físicas' },
  ...{ invoicing: 'Faturamento', isActive: 'ativo', kind: 'tipo', knownProducts: 'produtos conhecidos', label: 'nome' },
  ...{ lastSignInAt: 'última entrada', limit: 'limite', look: 'próxima conferência', masteredAt: 'alterado aqui em' },
  ...{ maxTermDays: 'prazo máximo (dias)', mode: 'modo', modes: 'modos', monthCapCents: 'limite por mês' },
  ...{ mustChangePassword: 'precisa trocar a senha', name: 'nome', note: 'observação', operator: 'operador' },
  ...{ optionalInputs: 'insumos opcionais', orderFromCents: 'pedidos a partir de', orderUpToCents: 'pedidos até' },
  ...{ overrides: 'modos por filial', parallelLimit: 'consultas ao mesmo tempo', parameters: 'parâmetros' },
  ...{ payloads: 'respostas guardadas', periodLabels: 'nomes dos períodos', permissions: 'permissões' },
  ...{ personType: 'tipo de pessoa', policy: 'política', priceCents: 'preço', prices: 'preços', product: 'produto' },
  ...{
    products: 'produtos',
    proposal: 'sugestão de limite',
    published: 'publicação',
    rawMonths: 'meses da resposta guardada',
  },
  ...{ reason: 'motivo', reasonCode: 'motivo', report: 'consulta', requestsPerMinute: 'chamadas por minuto' },
  ...{ requiresNote: 'exige observação', returned: 'devolução', reuseDays: 'dias de validade da consulta' },
  ...{ reuseIsFree: 'reaproveitar é grátis', revision: 'revisão', rows: 'linhas', rules: 'regras', save: 'Salvar' },
  ...{ scope: 'alcance', secrets: 'segredos', session: 'sessão', sessions: 'sessões', sharePercent: 'parte (%)' },
  ...{ situation: 'situação de crédito', spcTable: 'tabela da consulta SPC', stages: 'etapas', startedAt: 'começo' },
  ...{ status: 'situação', stockSeparation: 'Separação', subject: 'quem', submitted: 'envio', sync: 'sincronização' },
  ...{
    temporaryLimit: 'limite temporário',
    timeoutSeconds: 'espera (segundos)',
    to: 'até',
    toOn: 'até',
    tests: 'testes',
  },
  ...{ updatedAt: 'alterado em', url: 'endereço', user: 'usuário', userGroup: 'grupo de usuários' },
  ...{ userGroups: 'grupos de usuários', validUntil: 'válido até', version: 'versão', view: 'tela', what: 'o quê' },
  ...{ warnAtPercent: 'aviso a partir de (%)', weights: 'pesos', whenUnknown: 'sem dado', within: 'dentro de' },
  ...{ withoutHistoryDays: 'sem histórico, a cada (dias)', zone: 'fuso horário', receipt: 'Venda', key: 'chave' },
};
