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
  /** Takes the place of what was set of this fault for the same documents; beside it, others may meet it their own way. */
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
  const active = new Map<string, ActiveFault<Name, Kind>>();
  const fired: Record<string, number> = {};
  const met = (name: Name, call: Named<Kind>, phase: Phase | null): FaultOptions<Kind> | null => {
    const isMet = (one: ActiveFault<Name, Kind>): boolean =>
      one.name === name && one.left > 0 && concerns(one.options, call) && (phase === null || phaseOf(one) === phase);
    const fault = [...active.values()].find(isMet);
    if (fault === undefined) return null;
    fault.left -= 1;
    fired[name] = (fired[name] ?? 0) + 1;
    return fault.options;
  };
  return {
    happening: (name, call) => met(name, call, null),
    breaking: met,
    set: (name, options = {}) =>
      void active.set(`${name} ${options.documents?.join(' ') ?? ''}`, {
        name,
        options,
        left: options.times ?? Infinity,
      }),
    clear: (name) => {
      for (const [key, fault] of active) if (name === undefined || fault.name === name) active.delete(key);
    },
    fired: () => ({ ...fired }),
    active: () =>
      [...active.values()].map(({ left, ...rest }) => ({ ...rest, left: Number.isFinite(left) ? left : null })),
  };
}

function concerns<Kind extends string>({ kind, documents }: FaultOptions<Kind>, call: Named<Kind>): boolean {
  if (kind !== undefined && kind !== call.kind) return false;
  return documents === undefined || call.documents.some((one) => documents.includes(one));
}

function phaseOf<Name, Kind extends string>({ options }: ActiveFault<Name, Kind>): Phase {
  return options.after === true ? 'after' : 'before';
}
