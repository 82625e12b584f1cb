/** Owns a form's POST: sent again after silence it is the same wish, and has one effect. */
import { useRef } from 'react';
import { call } from './call';
import { ApiProblem } from './problem';

/**
 * The key belongs to what is sent: it is kept while nobody has answered, and forgotten with any answer, so that the same
 * form sent later is a new wish.
 */
export function usePost(): <T>(path: string, body?: unknown) => Promise<T> {
  const wish = useRef({ sent: '', key: '' });
  return async <T>(path: string, body?: unknown) => {
    const sent = JSON.stringify([path, body]);
    if (wish.current.sent !== sent) wish.current = { sent, key: crypto.randomUUID() };
    const forget = () => {
      wish.current = { sent: '', key: '' };
    };
    try {
      const answer = await call<T>('POST', path, body, { idempotencyKey: wish.current.key });
      forget();
      return answer;
    } catch (error) {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) forget();
      throw error;
    }
  };
}
