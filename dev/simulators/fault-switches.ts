/** Owns the switching of faults by name: for a kind of call, a number of times or certain documents, each time counted. */

/** Nothing given narrows nothing: every call of every kind, until it is cleared. */
export interface FaultOptions<Kind extends string = string> {
  readonly kind?: Kind;
  /** How often it happens before it ends by itself. */
  readonly times?: number;
  /** Calls that name one of them. */
  readonly documents?: readonly string[];
  readonly delayMs?: number;
  readonly retryAfter?: number;
  readonly location?: string;
  /** What was asked is done, and charged, before it goes wrong. Without it, nothing is done. */
  readonly after?: boolean;
  readonly block?: string;
}

/** A call as faults tell it from others. */
export interface Named<Kind extends string = string> {
  readonly kind: Kind;
  readonly documents: readonly string[];
}
export type Phase = 'before' | 'after';

interface ActiveFault<Name, Kind extends string> {
  readonly name: Name;
  readonly options: FaultOptions<Kind>;
  left: number;
}

export interface FaultSwitches<Name extends string, Kind extends string> {
  set(name: Name, options?: FaultOptions<Kind>): void;
  clear(name?: Name): void;
  /** Its options when it happens to this call, and it is counted; `null` otherwise. */
  happening(name: Name, call: Named<Kind>): FaultOptions<Kind> | null;
  /** The same of a fault that may come before or after the work, where it is set for this phase. */
  breaking(name: Name, call: Named<Kind>, phase: Phase): FaultOptions<Kind> | null;
  /** How often each has happened since the start. */
  fired(): Readonly<Record<string, number>>;
  active(): readonly { readonly name: Name; readonly options: FaultOptions<Kind>; readonly left: number | null }[];
}

export function createFaultSwitches<Name extends string, Kind extends string>(): FaultSwitches<Name, Kind> {
  const active = new Map<Name, ActiveFault<Name, Kind>>();
  const fired: Record<string, number> = {};
  const happening: FaultSwitches<Name, Kind>['happening'] = (name, { kind, documents }) => {
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
