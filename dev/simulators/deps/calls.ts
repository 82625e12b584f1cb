/** Owns one call of the simulated service: what it is, and how it is answered when nothing goes wrong. */
import type { Faults, FaultOptions, Kind } from './faults';
import type { Logins, SimulatedUser } from './logins';
import type { Queries } from './queries';
import { isRecord, itemsOf, type Item, type Receivables } from './receivables';

export interface Call {
  readonly kind: Kind;
  readonly authorization: string | undefined;
  /** Parsed JSON; `undefined` where it is none. */
  readonly body: unknown;
  readonly query: URLSearchParams;
}

/** `body: undefined` is an empty one. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** The number of what it cost. */
  readonly charge?: number;
}

export interface Service {
  readonly logins: Logins;
  readonly receivables: Receivables;
  readonly queries: Queries;
  readonly faults: Faults;
  readonly tokenSeconds: () => number;
  readonly sent: SendLog;
}

/** What sends have brought, oldest first, bounded. */
export interface SendLog {
  add(entry: SendEntry): void;
  list(): readonly SendEntry[];
}
export interface SendEntry {
  readonly documents: readonly string[];
  readonly stored: readonly string[];
}

const PATHS: Readonly<Record<string, Kind>> = {
  'POST /api/v3/conta/entrar': 'login',
  'POST /api/v1/contas-receber': 'send',
  'GET /api/v1/contas-receber': 'read',
  'POST /api/v3/consultas/depsmix': 'query',
};

/** Which call an address is; `null` for none we know. */
export function kindOf(method: string, path: string): Kind | null {
  return PATHS[`${method} ${path}`] ?? null;
}

/** The documents a call names, whether or not it is otherwise in order. */
export function documentsOf({ kind, body, query }: Call): readonly string[] {
  if (kind === 'read') return query.getAll('documento');
  if (kind === 'query') return isRecord(body) && typeof body['documento'] === 'string' ? [body['documento']] : [];
  const items = itemsOf(body);
  return kind === 'send' && typeof items !== 'string' ? items.map(({ documento }) => documento) : [];
}

export function replyTo(service: Service, call: Call): Reply {
  if (call.kind === 'login') return replyToLogin(service, call);
  const user = service.logins.userOf(call.authorization);
  const named = { kind: call.kind, documents: documentsOf(call) };
  if (user === null || service.faults.happening('rejectTokens', named)) return problem(401, 'AUTH', 'Não autorizado');
  if (call.kind === 'query') return service.queries.reply(user, call.body);
  return call.kind === 'send' ? replyToSend(service, user, call) : replyToRead(service, user, call);
}

function replyToLogin({ logins, faults, tokenSeconds }: Service, { body }: Call): Reply {
  const { email, senha } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const entered = logins.enter(email, senha);
  if (entered === null) return problem(400, 'CONTA-001', 'E-mail ou senha inválidos');
  const { token, user } = entered;
  const object = { access_token: token, expires_in: tokenSeconds(), produtos: user.products };
  return { status: 200, body: faults.happening('bareLogin', { kind: 'login', documents: [] }) ? object : [object] };
}

function replyToSend({ receivables, faults, sent }: Service, { account }: SimulatedUser, { body }: Call): Reply {
  const items = itemsOf(body);
  if (typeof items === 'string') return problem(400, 'CR-001', items);
  const documents = items.map(({ documento }) => documento);
  const without = faults.happening('storeNothing', { kind: 'send', documents });
  const stored = items.filter((item) => !isLost(without, item));
  receivables.store(account, stored);
  sent.add({ documents, stored: stored.map(({ documento }) => documento) });
  return { status: 200 };
}

function isLost(without: FaultOptions | null, { documento }: Item): boolean {
  return without !== null && (without.documents === undefined || without.documents.includes(documento));
}

function replyToRead({ receivables, faults }: Service, { account }: SimulatedUser, { query }: Call): Reply {
  const document = query.get('documento') ?? '';
  const named = { kind: 'read', documents: [document] } as const;
  const own = receivables.find(account, document);
  const item = faults.happening('otherDocument', named) ? receivables.another(account, document) : own;
  if (item === null) {
    return faults.happening('emptyRead', named) ? { status: 200 } : problem(404, 'CR-404', 'Documento não encontrado');
  }
  if (faults.happening('bareEntry', named)) return { status: 200, body: item };
  return { status: 200, body: faults.happening('list', named) ? [item] : { contasReceber: [item] } };
}

export function problem(status: number, codigo: string, mensagem: string): Reply {
  return { status, body: { codigo, mensagem } };
}
