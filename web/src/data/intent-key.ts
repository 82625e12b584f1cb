/** Owns the keys of intents: the same request again is the same intent, and has one effect. */
import { useRef } from 'react';

/** A key for a body, the same while the body is. */
export function useIntentKey(): (body: unknown) => string {
  const last = useRef<{ readonly text: string; readonly key: string } | null>(null);
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current?.text !== text) last.current = { text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
