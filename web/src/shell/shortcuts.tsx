/** Owns the keys of the keyboard: which do something now, who acts on one, and the list that `?` shows. */
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';

export interface Shortcut {
  /** One key, such as `j`, `/` or `F9`; `g b` is one after the other; `mod+k` is Ctrl or Command with it. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

type Group = { readonly current: readonly Shortcut[] };
interface Registry {
  readonly add: (group: Group) => () => void;
  readonly all: () => readonly Shortcut[];
}

const ShortcutContext = createContext<Registry | null>(null);
const SEQUENCE_MS = 1_200;

export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  useEffect(() => listen(registry), [registry]);
  return <ShortcutContext value={registry}>{children}</ShortcutContext>;
}

/** Makes keys do something while the caller is on the screen. The latest one wins where two want the same key. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useRegistry();
  const group = useRef(shortcuts);
  useEffect(() => {
    group.current = shortcuts;
  });
  useEffect(() => registry.add(group), [registry]);
}

/** All that do something at the moment of the call. */
export function useShortcutList(): () => readonly Shortcut[] {
  return useRegistry().all;
}

function useRegistry(): Registry {
  const registry = useContext(ShortcutContext);
  if (registry === null) throw new Error('no ShortcutProvider above');
  return registry;
}

function createRegistry(): Registry {
  const groups: Group[] = [];
  return {
    add: (group) => {
      groups.push(group);
      return () => void groups.splice(groups.indexOf(group), 1);
    },
    all: () => {
      const byKeys = new Map(groups.flatMap((group) => group.current.map((one) => [one.keys, one] as const)));
      return [...byKeys.values()];
    },
  };
}

function listen(registry: Registry): () => void {
  let first: { readonly key: string; readonly at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    const key = nameOf(event);
    if (key === null || (isTyping(event.target) && !isOfNoText(key)) || isDialogOpen(key)) return;
    const typed = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? [`${first.key} ${key}`, key] : [key];
    const found = typed.map((keys) => registry.all().find((one) => one.keys === keys)).find(Boolean);
    first = found === undefined ? { key, at: event.timeStamp } : null;
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function nameOf({ key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: KeyboardEvent): string | null {
  if (altKey || isComposing || defaultPrevented) return null;
  return ctrlKey || metaKey ? `mod+${key.toLowerCase()}` : key;
}

/** Keys that no field writes with: they act while somebody types, too. */
function isOfNoText(key: string): boolean {
  return key.startsWith('mod+') || /^F\d+$/.test(key);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** Behind an open dialog nothing acts; a drawer that is only looked at is none. */
function isDialogOpen(key: string): boolean {
  return !key.startsWith('mod+') && document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
