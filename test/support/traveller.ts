/** Owns a browser that goes out to an identity provider and comes back. */
import type { ApiAnswer, TestApi } from './api';
import type { IdentityProvider } from './identity-provider';
import { OWN_ORIGIN } from './people';

let addresses = 0;

/** It keeps all its cookies; each has an address of its own. `lines`: all that set one. */
export function travellerOf(api: Pick<TestApi, 'call'>, idp: Pick<IdentityProvider, 'approve'>) {
  const cookies = new Map<string, string>();
  const lines: string[] = [];
  const address = `203.0.113.${(addresses += 1)}`;
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<ApiAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = { origin: OWN_ORIGIN, 'sec-fetch-site': 'same-origin', 'x-test-address': address };
    const sent = { ...own, ...(cookie !== '' && { cookie }), ...headers };
    const answer = await api.call(method, path, body, { key: null, headers: sent });
    for (const line of answer.headers.getSetCookie()) {
      lines.push(line);
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const leave = async () => String((await call('POST', '/session/oidc/start')).body['location']);
  const comeBack = (answer: URLSearchParams) => call('POST', '/session/oidc', { answer: answer.toString() });
  const signIn = async (email: string) => comeBack(idp.approve(await leave(), email));
  return { call, leave, comeBack, signIn, cookies, lines };
}
