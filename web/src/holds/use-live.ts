/** Owns the ear of the queue: what is told while it is open, as long as somebody can see it. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../../api/views/event-view';
import { SESSION_KEY } from '../data/session';
import { nameOf } from './hold';

export type HoldChange = Omit<Extract<LiveEvent, { event: 'hold' }>, 'event'>;
type Seen = Omit<Extract<LiveEvent, { event: 'presence' }>, 'event'>;

export interface Live {
  /** What changes is told; otherwise somebody has to look. */
  readonly isLive: boolean;
  /** What was done to an order some moments ago, by the order's name. */
  readonly changes: ReadonlyMap<string, HoldChange>;
  /** The others who look at an order now, likewise. */
  readonly people: ReadonlyMap<string, readonly string[]>;
}

/** Changes that come together are one. */
const FOLD_MS = 250;
const SHOWN_MS = 12_000;
/** A stream that was refused is tried again after so long; one that broke off comes again by itself. */
const AGAIN_MS = 30_000;

/** `onChanges`: these have changed; `null`: anything may have. */
export function useLive(onChanges: (changes: readonly HoldChange[] | null) => void): Live {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(false);
  const [changes, setChanges] = useState<Live['changes']>(new Map());
  const [people, setPeople] = useState<Live['people']>(new Map());
  const latest = useRef(onChanges);
  useEffect(() => {
    latest.current = onChanges;
  });
  useEffect(
    () =>
      listen({
        onLive: (isHeard) => {
          setLive(isHeard);
          // Whoever looks at something now is told next; who left while nobody listened isn't.
          if (isHeard) setPeople(new Map());
        },
        onChanges: (told) => {
          latest.current(told);
          if (told === null) return setPeople(new Map());
          const others = told.filter(({ isOwn }) => !isOwn);
          setChanges((before) => new Map([...before, ...others.map((one) => [nameOf(one), one] as const)]));
          const isOld = (one: HoldChange) => others.includes(one);
          setTimeout(() => setChanges((now) => new Map([...now].filter(([, one]) => !isOld(one)))), SHOWN_MS);
        },
        onSeen: (seen) => setPeople((before) => new Map([...before, [nameOf(seen), seen.people]])),
        onEnd: () => void queries.invalidateQueries({ queryKey: SESSION_KEY }),
      }),
    [queries],
  );
  return { isLive, changes, people };
}

interface Ear {
  readonly onLive: (isLive: boolean) => void;
  readonly onChanges: (changes: readonly HoldChange[] | null) => void;
  readonly onSeen: (seen: Seen) => void;
  readonly onEnd: () => void;
}

/** Only while the page is seen: a browser has few connections, and a desk many open pages. */
function listen(ear: Ear): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    ear.onLive(false);
  };
  const open = () => {
    close();
    if (document.visibilityState === 'hidden') return;
    source = hear(ear, () => {
      close();
      timer = setTimeout(open, AGAIN_MS);
    });
  };
  open();
  document.addEventListener('visibilitychange', open);
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}

function hear(ear: Ear, onRefused: () => void): EventSource {
  const source = new EventSource('/v1/events');
  let told: HoldChange[] = [];
  const flush = () => {
    const changes = told;
    told = [];
    if (changes.length > 0 && source.readyState !== EventSource.CLOSED) ear.onChanges(changes);
  };
  const on = <T>(name: LiveEvent['event'], then: (data: T) => void) =>
    source.addEventListener(name, (event) => then(JSON.parse(event.data as string) as T));
  on<{ readonly resumed: boolean }>('hello', ({ resumed }) => {
    ear.onLive(true);
    if (!resumed) ear.onChanges(null);
  });
  on<HoldChange>('hold', (change) => {
    if (told.length === 0) setTimeout(flush, FOLD_MS);
    told.push(change);
  });
  on<Seen>('presence', ear.onSeen);
  on('resync', () => ear.onChanges(null));
  on('end', () => {
    onRefused();
    ear.onEnd();
  });
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onRefused();
    else ear.onLive(false);
  };
  return source;
}
