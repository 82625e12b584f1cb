/** Owns the SPC simulator: SOAP over a real socket, charges on an invoice, faults on demand. It knows nothing of Crivo. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createInvoice, type Charged } from '../invoice';
import { bodyOf, serveSimulator, type Served, type ServedOptions } from '../serve-simulator';
import type { Profile } from '../subjects';
import { answer, broken, brokenReply } from './broken-answers';
import { replyToControl } from './control';
import {
  createFaults,
  QUERY_FAULTS,
  type FaultName,
  type FaultOptions,
  type Faults,
  type Kind,
  type QueryFaultName,
} from './faults';
import {
  DEFAULT_OPERATOR,
  documentOf,
  kindOf,
  replyTo,
  type SpcOperator,
  type SpcQuestion,
  type SpcService,
} from './service';
import { WSDL } from './wsdl';
import { soapFault } from './xml';

export interface SpcSimulatorOptions extends ServedOptions {
  readonly operators?: readonly SpcOperator[];
  readonly now?: () => number;
}

/** What can be switched and seen while it runs; the control routes do the same over HTTP. */
export interface SpcSimulatorControl {
  fault(name: FaultName, options?: FaultOptions): void;
  /** One of the faults of a paid query, as it is listed. */
  queryFault(name: QueryFaultName, options?: FaultOptions): void;
  /** One fault off, or all. */
  clear(name?: FaultName): void;
  changePassword(operator: string, password: string): void;
  /** From now on this document is such a one. */
  profile(document: string, profile: Profile): void;
  /** Every charge, oldest first; of one document where one is named. */
  invoice(document?: string): readonly Charged<SpcQuestion>[];
  /** How many requests of each kind came, whatever was answered. */
  requests(): Readonly<Record<Kind, number>>;
  /** How often each fault has happened. */
  fired(): Readonly<Record<string, number>>;
  /** The faults that are on, with how often each may happen still; `null` for ever. */
  active(): ReturnType<Faults['active']>;
  state(): Readonly<Record<string, unknown>>;
}

/** Its address is the service's, as an account names it. */
export interface SpcSimulator extends Served {
  readonly control: SpcSimulatorControl;
}

const PATH = '/spc/remoting/ws/consulta/consultaWebService';
const MAX_BODY_BYTES = 1024 * 1024;

interface Built {
  readonly service: SpcService;
  readonly control: SpcSimulatorControl;
  readonly count: (kind: Kind) => void;
}

export async function startSpcSimulator(options: SpcSimulatorOptions = {}): Promise<SpcSimulator> {
  const built = build(options);
  const served = await serveSimulator(options, (request, response) => serve(built, request, response));
  return { ...served, url: `${served.url}${PATH}`, control: built.control };
}

function build({ operators = [DEFAULT_OPERATOR], now = Date.now }: SpcSimulatorOptions): Built {
  const requests: Record<Kind, number> = { list: 0, query: 0 };
  const faults = createFaults();
  const invoice = createInvoice<SpcQuestion>();
  const passwords = new Map(operators.map(({ operator, password }) => [operator, password]));
  const profiles = new Map<string, Profile>();
  const control: SpcSimulatorControl = {
    fault: (name, options) => faults.set(name, options),
    queryFault: (name, options) => faults.set(QUERY_FAULTS[name].fault, { ...QUERY_FAULTS[name].options, ...options }),
    clear: (name) => faults.clear(name),
    changePassword: (operator, password) => void passwords.set(operator, password),
    profile: (document, profile) => void profiles.set(document, profile),
    invoice: (document) => invoice.list().filter(({ documento }) => document === undefined || documento === document),
    requests: () => ({ ...requests }),
    fired: () => faults.fired(),
    active: () => faults.active(),
    state: () => ({ on: faults.active(), fired: faults.fired(), requests, charges: invoice.list().length }),
  };
  const service = { operators, passwords, profiles, invoice, faults, now };
  return { service, control, count: (kind) => void (requests[kind] += 1) };
}

async function serve({ service, control, count }: Built, request: IncomingMessage, response: ServerResponse) {
  const { faults, invoice } = service;
  const url = new URL(request.url ?? '/', 'http://simulator');
  const body = await bodyOf(request, MAX_BODY_BYTES);
  const controlled = replyToControl(control, `${request.method ?? ''} ${url.pathname}`, url.searchParams, body);
  if (controlled !== null) {
    return void response
      .writeHead(controlled.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(controlled.body));
  }
  if (url.pathname !== PATH) return void response.writeHead(404).end();
  if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/xml' }).end(WSDL);
  const kind = kindOf(body);
  if (kind === null) return void response.writeHead(500).end(soapFault('CN_GER001.E0', 'Operação desconhecida'));
  count(kind);
  const call = { authorization: request.headers.authorization, xml: body };
  const named = { kind, documents: [documentOf(body)] };
  if (broken(faults, named, call, response, 'before')) return;
  const reply = replyTo(service, kind, call);
  const { charge } = reply;
  if (charge !== undefined) {
    response.once('close', () => invoice.answered(charge, response.writableFinished ? 'left' : 'lost'));
  }
  const slow = faults.happening('slow', named);
  if (slow !== null) await new Promise((resolve) => setTimeout(resolve, slow.delayMs ?? 1_000).unref());
  const isBroken = broken(faults, named, call, response, 'after') || brokenReply(faults, named, reply, response);
  if (isBroken) return void (charge !== undefined && invoice.answered(charge, 'broken'));
  answer(faults, named, reply, response);
}
