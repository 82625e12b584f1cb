/** Owns what goes wrong on demand: faults by name, for a kind of call, a number of times or certain documents. */
import {
  createFaultSwitches,
  type FaultOptions as Options,
  type FaultSwitches,
  type Named as NamedCall,
} from '../fault-switches';
import { SERVER_FAULT_WORDS } from '../paid-faults';
export type { Phase } from '../fault-switches';

/** The calls that are told apart. */
export const KINDS = ['login', 'send', 'read', 'query'] as const;
export type Kind = (typeof KINDS)[number];

/** Each fault with what it does; the names are what people and tests switch on. */
export const FAULTS = {
  ...SERVER_FAULT_WORDS,
  storeNothing: 'a send is answered 200, and nothing of it is stored',
  refuse: '400 with codigo and mensagem',
  notJson: '200 with half a JSON text',
  bareEntry: 'a read is answered with the entry alone, without its envelope',
  list: 'a read is answered with a list of entries, without its envelope; a query with a list of one',
  emptyRead: 'a read of nothing is answered 200 with an empty body instead of 404',
  bareLogin: 'the login is answered with an object instead of a list',
  rejectTokens: 'each token is answered 401, however new',
  consentPending: 'a query without autorizacaoScr is answered 400',
  noData: 'a query finds nothing held, whatever was bought before',
  partial: 'a query is answered with isParcial and a block less',
  blockFailed: 'a query is answered with `block` (protestos) failed',
  echo: '400 whose mensagem repeats what was sent, password and documents included',
} as const;
export type FaultName = keyof typeof FAULTS;

/** With `storeNothing`, `documents` alone are lost and the rest of a send is stored. */
export type FaultOptions = Options<Kind>;
export type Named = NamedCall<Kind>;
export type Faults = FaultSwitches<FaultName, Kind>;
export const createFaults = (): Faults => createFaultSwitches<FaultName, Kind>();
