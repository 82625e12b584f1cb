/** Owns the Deps simulator: a server as the contract describes it, with faults on demand. It knows nothing of Crivo. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { broken, brokenReply, write } from './broken-answers';
import { documentsOf, kindOf, problem, replyTo, type Call, type SendEntry, type Service } from './calls';
import { replyToControl } from './control';
import { createFaults, KINDS, type FaultName, type FaultOptions, type Faults, type Kind } from './faults';
import { createInvoice } from '../invoice';
import type { Charge, DepsInvoice, DepsQuestion } from './charges';
import { createLogins, DEFAULT_USER, type SimulatedUser } from './logins';
import { createQueries, type ReuseTerms } from './queries';
import type { PaidFault } from '../paid-faults';
import { bodyOf, serveSimulator, type Served, type ServedOptions } from '../serve-simulator';
import { QUERY_FAULTS, type QueryFaultName } from './query-faults';
import { createReceivables, type Item } from './receivables';
import type { Profile } from '../subjects';

export interface DepsSimulatorOptions extends ServedOptions {
  readonly users?: readonly SimulatedUser[];
  /** How long a token is good; five hours as documented. */
  readonly tokenSeconds?: number;
  readonly now?: () => number;
}

/** What can be switched and seen while it runs; the control routes do the same over HTTP. */
export interface DepsSimulatorControl {
  fault(name: FaultName, options?: FaultOptions): void;
  /** The same by its name in `QUERY_FAULTS`, for queries alone. */
  queryFault(name: QueryFaultName, options?: FaultOptions): void;
  /** One fault off, or all. */
  clear(name?: FaultName): void;
  expireLogins(): void;
  /** Of tokens given from now on. */
  tokensLast(seconds: number): void;
  changePassword(email: string, password: string): void;
  /** The picture held of a document, as it came; of the first account that has one, unless one is named. */
  held(document: string, account?: string): Item['dados'] | null;
  heldCount(): number;
  /** How many requests of each kind came, whatever was answered. */
  requests(): Readonly<Record<Kind, number>>;
  /** Each send that was understood and not broken before it was done, oldest first; the last 100,000. */
  sends(): readonly SendEntry[];
  /** Every charge of every account, oldest first; of one document where it is named. */
  invoice(document?: string): readonly Charge[];
  /** Free, and bought where nothing is held, until told otherwise. */
  reuseTerms(terms: Partial<ReuseTerms>): void;
  /** From now on what is bought of this document is such an answer. */
  profile(document: string, profile: Profile): void;
  /** What is held of a document becomes this much older; false where nothing is. */
  age(document: string, days: number): boolean;
  /** What is held of a document is held no longer. */
  forget(document: string): void;
  /** How often each fault has happened. */
  fired(): Readonly<Record<string, number>>;
  /** The faults that are on, with how often each may happen still; `null` for ever. */
  active(): ReturnType<Faults['active']>;
  state(): Readonly<Record<string, unknown>>;
}

export interface DepsSimulator extends Served {
  readonly control: DepsSimulatorControl;
}

const TOKEN_SECONDS = 18_000;
const MAX_SENDS = 100_000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

export async function startDepsSimulator(options: DepsSimulatorOptions = {}): Promise<DepsSimulator> {
  const built = build(options);
  const served = await serveSimulator(options, (request, response) => serve(built, request, response));
  return { ...served, control: built.control };
}

function build({ users = [DEFAULT_USER], tokenSeconds = TOKEN_SECONDS, now = Date.now }: DepsSimulatorOptions) {
  let seconds = tokenSeconds;
  const requests: Record<Kind, number> = { login: 0, send: 0, read: 0, query: 0 };
  const sends: SendEntry[] = [];
  const faults = createFaults();
  const logins = createLogins(users, () => seconds, now);
  const receivables = createReceivables();
  const invoice = createInvoice<DepsQuestion>();
  const queries = createQueries({ invoice, faults, now });
  const add = (entry: SendEntry): void => void (sends.push(entry) > MAX_SENDS && sends.shift());
  const sent = { add, list: () => sends };
  const service: Service = { logins, receivables, queries, faults, sent, tokenSeconds: () => seconds };
  const accounts = [...new Set(users.map(({ account }) => account))];
  const control: DepsSimulatorControl = {
    fault: (name, options) => faults.set(name, options),
    queryFault: (name, options) => {
      const { fault, options: own }: PaidFault<FaultName> = QUERY_FAULTS[name];
      faults.set(fault, { ...own, ...options });
    },
    clear: (name) => faults.clear(name),
    expireLogins: () => logins.expireAll(),
    tokensLast: (next) => void (seconds = next),
    changePassword: (email, password) => logins.changePassword(email, password),
    held: (document, account) =>
      (account === undefined ? accounts : [account])
        .map((one) => receivables.find(one, document)?.dados)
        .find((dados) => dados !== undefined) ?? null,
    heldCount: () => receivables.count(),
    requests: () => ({ ...requests }),
    sends: () => [...sends],
    invoice: (document) => invoice.list().filter(({ documento }) => document === undefined || documento === document),
    reuseTerms: (terms) => queries.terms(terms),
    profile: (document, profile) => queries.profile(document, profile),
    age: (document, days) => queries.age(document, days),
    forget: (document) => queries.forget(document),
    fired: () => faults.fired(),
    active: () => faults.active(),
    state: () => ({
      on: faults.active(),
      fired: faults.fired(),
      requests,
      held: receivables.count(),
      charges: invoice.list().length,
    }),
  };
  return { service, control, invoice, count: (kind: Kind) => void (requests[kind] += 1) };
}

interface Built {
  readonly service: Service;
  readonly control: DepsSimulatorControl;
  readonly invoice: DepsInvoice;
  readonly count: (kind: Kind) => void;
}

async function serve({ service, control, invoice, count }: Built, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const body = parsed(await bodyOf(request, MAX_BODY_BYTES));
  const address = `${request.method ?? ''} ${url.pathname}`;
  const controlled = replyToControl(control, address, url.searchParams, body);
  if (controlled !== null) return void write(response, controlled);
  const kind = kindOf(request.method ?? '', url.pathname);
  if (kind === null) return void write(response, problem(404, 'ROTA', `Só há ${KINDS.join(', ')}`));
  count(kind);
  const call: Call = { kind, authorization: request.headers.authorization, body, query: url.searchParams };
  const named = { kind, documents: documentsOf(call) };
  if (broken(service.faults, named, call, response, 'before')) return;
  const reply = replyTo(service, call);
  if (reply.charge !== undefined) followAnswer(invoice, reply.charge, response);
  const slow = service.faults.happening('slow', named);
  if (slow !== null) await new Promise((resolve) => setTimeout(resolve, slow.delayMs ?? 1_000).unref());
  const isBroken =
    broken(service.faults, named, call, response, 'after') || brokenReply(service.faults, named, reply, response);
  if (isBroken) return void (reply.charge !== undefined && invoice.answered(reply.charge, 'broken'));
  write(response, reply);
}

/** Notes whether the answer of a charge was taken whole; `broken` is noted by who breaks it, and stays. */
function followAnswer(invoice: DepsInvoice, charge: number, response: ServerResponse): void {
  response.once('finish', () => invoice.answered(charge, 'left'));
  response.once('close', () => invoice.answered(charge, 'lost'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
