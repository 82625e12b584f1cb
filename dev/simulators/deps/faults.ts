/** Owns what goes wrong on demand: faults by name, for a kind of call, a number of times or certain documents. */

/** The calls that are told apart. */
export const KINDS = ['login', 'send', 'read', 'query'] as const;
export type Kind = (typeof KINDS)[number];

/** Each fault with what it does; the names are what people and tests switch on. */
export const FAULTS = {
  storeNothing: 'a send is answered 200, and nothing of it is stored',
  rateLimit: '429, with Retry-After: `retryAfter` (seconds; absent for none)',
  slow: 'the answer waits `delayMs`; what was asked is done before it',
  refuse: '400 with codigo and mensagem',
  serverError: '500 without a body',
  unavailable: '503 of a proxy in HTML',
  reset: 'the connection is cut before anything is done',
  resetAfter: 'it is done, then the connection is cut instead of an answer',
  resetHeaders: 'it is done, then the connection is cut after the headers of the answer',
  stall: 'it is done, then half the answer comes and nothing more',
  html: '200 with a page of HTML, nothing is done',
  huge: '200 with a JSON text that has no end',
  truncated: 'the answer breaks off in its body',
  redirect: '307 to `location`',
  notJson: '200 with half a JSON text',
  otherDocument: 'a read or a query is answered with what is known of somebody else',
  bareEntry: 'a read is answered with the entry alone, without its envelope',
  list: 'a read is answered with a list of entries, without its envelope; a query with a list of one',
  emptyRead: 'a read of nothing is answered 200 with an empty body instead of 404',
  bareLogin: 'the login is answered with an object instead of a list',
  rejectTokens: 'each token is answered 401, however new',
  consentPending: 'a query without autorizacaoScr is answered 400',
  noData: 'a query finds nothing held, whatever was bought before',
  partial: 'a query is answered with isParcial and a block less',
  blockFailed: 'a query is answered with `block` (protestos) failed',
  large: 'a query is answered with more than 2 MB, all of it in order',
  echo: '400 whose mensagem repeats what was sent, password and documents included',
} as const;
export type FaultName = keyof typeof FAULTS;

/** Nothing given narrows nothing: every call of every kind, until it is cleared. */
export interface FaultOptions {
  readonly kind?: Kind;
  /** How often it happens before it ends by itself. */
  readonly times?: number;
  /** Calls that name one of them. With `storeNothing`, they alone are lost and the rest of a send is stored. */
  readonly documents?: readonly string[];
  readonly delayMs?: number;
  readonly retryAfter?: number;
  readonly location?: string;
  /** What was asked is done, and charged, before it goes wrong. Without it, nothing is done. */
  readonly after?: boolean;
  readonly block?: string;
}

/** A call as faults tell it from others. */
export interface Named {
  readonly kind: Kind;
  readonly documents: readonly string[];
}
export type Phase = 'before' | 'after';

interface ActiveFault {
  readonly name: FaultName;
  readonly options: FaultOptions;
  left: number;
}

export interface Faults {
  set(name: FaultName, options?: FaultOptions): void;
  clear(name?: FaultName): void;
  /** Its options when it happens to this call, and it is counted; `null` otherwise. */
  happening(name: FaultName, call: Named): FaultOptions | null;
  /** The same of a fault that may come before or after the work, where it is set for this phase. */
  breaking(name: FaultName, call: Named, phase: Phase): FaultOptions | null;
  /** How often each has happened since the start. */
  fired(): Readonly<Record<string, number>>;
  active(): readonly { readonly name: FaultName; readonly options: FaultOptions; readonly left: number | null }[];
}

export function createFaults(): Faults {
  const active = new Map<FaultName, ActiveFault>();
  const fired: Record<string, number> = {};
  const happening: Faults['happening'] = (name, { kind, documents }) => {
    const fault = active.get(name);
    if (fault === undefined || fault.left <= 0) return null;
    const { options } = fault;
    if (options.kind !== undefined && options.kind !== kind) return null;
    if (options.documents !== undefined && !documents.some((one) => options.documents?.includes(one))) return null;
    fault.left -= 1;
    fired[name] = (fired[name] ?? 0) + 1;
    return options;
  };
  return {
    happening,
    breaking: (name, call, phase) =>
      (active.get(name)?.options.after === true) === (phase === 'after') ? happening(name, call) : null,
    set: (name, options = {}) => void active.set(name, { name, options, left: options.times ?? Infinity }),
    clear: (name) => (name === undefined ? active.clear() : void active.delete(name)),
    fired: () => ({ ...fired }),
    active: () =>
      [...active.values()].map(({ left, ...rest }) => ({ ...rest, left: Number.isFinite(left) ? left : null })),
  };
}
