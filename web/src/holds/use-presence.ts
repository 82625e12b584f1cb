/** Owns that others learn who looks at an order: said while it is open and seen, taken back when it isn't. */
import { useEffect } from 'react';
import { call, path } from '../data/call';
import type { Hold } from './hold';

/** Well before it would be forgotten. */
const AGAIN_MS = 20_000;

/** Whether it could be said doesn't matter to whoever looks. */
export function usePresence({ branch, order }: Pick<Hold, 'branch' | 'order'>): void {
  useEffect(() => {
    const at = path`/holds/${branch}/${order}/presence`;
    const say = (method: 'PUT' | 'DELETE', asked = '') => void call(method, at + asked).catch(() => undefined);
    const follow = () => say(document.visibilityState === 'hidden' ? 'DELETE' : 'PUT');
    const stay = () => document.visibilityState === 'visible' && say('PUT', '?stays=true');
    follow();
    const timer = setInterval(stay, AGAIN_MS);
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('focus', follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('focus', follow);
      say('DELETE');
    };
  }, [branch, order]);
}
