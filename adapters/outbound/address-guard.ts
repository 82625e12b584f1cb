/** Owns which addresses we call on somebody's word: public ones over https, resolved once and then not asked again. */
import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Finding } from '../../domain/errors';

/** One answer of the name service. */
export type Resolve = (name: string) => Promise<readonly { readonly address: string }[]>;

export interface AddressGuardOptions {
  /** For one machine only: loopback may be called too, and by plain http. */
  readonly allowLoopback: boolean;
  readonly resolve?: Resolve;
}

/** Where to connect: to `address`, which is what was tested, in the name of `url`. */
export interface SafeTarget {
  readonly url: URL;
  readonly address: string;
}

export interface AddressGuard {
  /** What is wrong with an address as it is written, before any name is resolved; `null` when nothing is. */
  problemOf(text: string): Omit<Finding, 'at'> | null;
  /** The one address to connect to. Throws `AddressRefused`, or `NameNotFound`. */
  target(text: string): Promise<SafeTarget>;
}

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}
export class NameNotFound extends Error {
  override readonly name = 'NameNotFound';
}

const HTTPS_FIX = 'send an https:// address of a server on the public internet';
const MAX_ADDRESSES = 32;
/** Below it stand the ports of mail, names and remote shells; of those, only https speaks our language. */
const FIRST_FREE_PORT = 1024;
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * A guard for addresses that people configure. All addresses of a name are tested, and one that is not public refuses
 * them all: which of them a connection would take is chance. Nothing of it follows redirects; who connects must not.
 */
export function createAddressGuard({ allowLoopback, resolve = resolveAll }: AddressGuardOptions): AddressGuard {
  const problemOf: AddressGuard['problemOf'] = (text) => problemOfText(text, allowLoopback);
  return {
    problemOf,
    target: async (text) => {
      const problem = problemOf(text);
      if (problem !== null) throw new AddressRefused(problem.message);
      const url = new URL(text);
      const host = bareHost(url);
      const found = isIP(host) ? [{ address: host }] : await resolving(resolve, host);
      const addresses = found.slice(0, MAX_ADDRESSES).map(({ address }) => address);
      const isAllowed = (address: string) => (isLoopback(address) ? allowLoopback : isPublic(address));
      if (found.length > MAX_ADDRESSES || !addresses.every(isAllowed)) throw new AddressRefused('it is not public');
      if (url.protocol === 'http:' && !addresses.every(isLoopback)) throw new AddressRefused('it is not https');
      const [address] = addresses;
      if (address === undefined) throw new NameNotFound('the name has no address');
      return { url, address };
    },
  };
}

/** The written form alone: a URL parser mends much of what must not be mended here, so the text is looked at first. */
function problemOfText(text: string, allowLoopback: boolean): Omit<Finding, 'at'> | null {
  const refuse = (message: string, fix: string = HTTPS_FIX) => ({ message, fix });
  if (/[\s\\\p{Cc}\p{Cs}]/u.test(text)) return refuse('has a backslash, a space or a control character');
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return refuse('is not an https address');
  const url = new URL(text);
  const host = bareHost(url);
  const isLocal = isLoopback(host) || isLocalName(host);
  if (url.protocol !== 'https:' && !(allowLoopback && isLocal)) return refuse('is not an https address');
  if (url.username || url.password || /^[^/?#]*@/.test(text.slice(text.indexOf('//') + 2))) {
    return refuse('has a user in it', 'leave out user and password');
  }
  if (text.includes('#')) return refuse('has a fragment', 'leave out # and what follows it');
  if (allowLoopback && isLocal) return null;
  if (url.port !== '' && Number(url.port) < FIRST_FREE_PORT) {
    return refuse(`has the port ${url.port}`, `use 443, or a port from ${FIRST_FREE_PORT} on`);
  }
  if (isLocalName(host) || (isIP(host) !== 0 && !isPublic(host))) return refuse('is not an address of the internet');
  return null;
}

/** The name or address, without the brackets of an IPv6 one and without a closing dot. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/** IPv4: of no special range. IPv6: global unicast and of no special range, so no mapped, tunnelled or local one. */
function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

/** 127.0.0.0/8 and ::1; a mapped one is neither public nor loopback. */
function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
}

async function resolving(resolve: Resolve, host: string): Promise<readonly { readonly address: string }[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    throw new NameNotFound('the name could not be resolved', { cause });
  }
}

/** As the machine resolves names, its hosts file included. */
async function resolveAll(name: string): Promise<readonly { readonly address: string }[]> {
  return lookup(name, { all: true, verbatim: true });
}
