/** Owns stores of which one call waits: for the attempt that was given up but still lives. */

export interface Gated<S> {
  readonly stores: S;
  /** Done when the call has come. */
  readonly waiting: Promise<void>;
  letThrough(): void;
}

/** Every call of `store.method` waits until it is let through. */
export function gated<S extends object>(plain: S, store: keyof S & string, method: string): Gated<S> {
  let letThrough = (): void => undefined;
  let arrived = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (arrived = resolve));
  const gate = new Promise<void>((resolve) => (letThrough = resolve));
  const original = plain[store] as Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>>;
  const call = async (...given: unknown[]): Promise<unknown> => {
    arrived();
    await gate;
    return original[method]?.(...given);
  };
  return { stores: { ...plain, [store]: { ...original, [method]: call } }, waiting, letThrough: () => letThrough() };
}
