/** Owns the reading of what a control route is asked: a fault by its name, and what narrows it. */
import type { FaultOptions } from './fault-switches';

/** True where the name is one of the list. */
export function isNameIn<List extends object>(list: List, name: unknown): name is keyof List & string {
  return typeof name === 'string' && Object.hasOwn(list, name);
}

/** What is not understood is left out. */
export function optionsOf<Kind extends string>(
  given: Readonly<Record<string, unknown>>,
  kinds: readonly Kind[],
): FaultOptions<Kind> {
  const { kind, documents, location, block, after } = given;
  const numbers = (['times', 'delayMs', 'retryAfter'] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === 'number' && value >= 0 ? [[name, value] as const] : [];
  });
  return {
    ...(Object.fromEntries(numbers) as Pick<FaultOptions, 'times' | 'delayMs' | 'retryAfter'>),
    ...(kinds.includes(kind as Kind) && { kind: kind as Kind }),
    ...(Array.isArray(documents) && { documents: documents.map(String) }),
    ...(typeof location === 'string' && { location }),
    ...(typeof block === 'string' && { block }),
    ...(after === true && { after }),
  };
}
