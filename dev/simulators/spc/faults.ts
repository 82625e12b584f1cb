/** Owns what goes wrong on demand at the simulated SPC, and which of it is charged. */
import {
  createFaultSwitches,
  type FaultOptions as Options,
  type FaultSwitches,
  type Named as NamedCall,
} from '../fault-switches';
import { after, before, SERVER_FAULT_WORDS, SERVER_FAULTS, type PaidFault } from '../paid-faults';

/** The calls that are told apart. */
export const KINDS = ['list', 'query'] as const;
export type Kind = (typeof KINDS)[number];

/** Each fault with what it does; most come before the work, or with `after` behind it. */
export const FAULTS = {
  ...SERVER_FAULT_WORDS,
  fault: 'a SOAP fault with the code `block`, CN_GER001.E0 without one',
  notXml: '200 with half an envelope, as if it were all',
  refuseLogins: '401 to whatever login',
  echo: 'a fault that repeats what was sent, password and document included',
  externalEntity: 'an answer with a DOCTYPE that names a file',
  billionLaughs: 'an answer with a DOCTYPE whose entities are made of entities',
  deep: 'an answer whose elements stand in each other 100,000 deep',
  baseDown: 'a query is answered without the blocks of protests and with a base-inoperante',
  noScore: 'a query is answered with a score block that has no score',
  onlyPending: 'a query is answered with pendencia-financeira alone instead of spc',
  nil: 'a query is answered with a result that says it is nothing',
  latin1: 'an answer is written in ISO-8859-1, and says so in its header',
  latin1Undeclared: 'an answer is written in ISO-8859-1, and says nothing or something else',
} as const;
export type FaultName = keyof typeof FAULTS;
export type FaultOptions = Options<Kind>;
export type Named = NamedCall<Kind>;
export type Faults = FaultSwitches<FaultName, Kind>;
export const createFaults = (): Faults => createFaultSwitches<FaultName, Kind>();

/** What any server can do to a paid query, and what SPC alone does. */
export const QUERY_FAULTS = {
  ...SERVER_FAULTS,
  internalFault: before('fault'),
  internalFaultAfterCharging: after('fault', { after: true }),
  operatorRefused: before('fault', { block: 'CN_INT005.E2.3' }),
  noAccess: before('fault', { block: 'CN_INT005.E3' }),
  productRefused: before('fault', { block: 'CN_INT005.E4' }),
  documentRefused: before('fault', { block: 'CN_INT005.E8.2' }),
  personTypeRefused: before('fault', { block: 'CN_INT005.E8.3' }),
  loginRefused: before('refuseLogins'),
  halfXmlWith200: after('notXml', { after: true }),
  externalEntity: after('externalEntity', { after: true }),
  billionLaughs: after('billionLaughs', { after: true }),
  deep: after('deep', { after: true }),
  nilResult: after('nil'),
  partial: after('baseDown'),
} as const satisfies Record<string, PaidFault<FaultName>>;
export type QueryFaultName = keyof typeof QUERY_FAULTS;
