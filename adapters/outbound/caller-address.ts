/** Owns the address attempts are counted by: that of the caller, or of the network they hold alone. */
import ipaddr from 'ipaddr.js';

/** Of what can't be read: all such callers share their counters. */
const UNKNOWN = 'unknown';
/** A household or an office has a network of this size in IPv6, and any address within it. */
const IPV6_NETWORK_PARTS = 4;

/**
 * `connected`: who holds the connection. `forwarded`: `X-Forwarded-For`, of which the last `proxies` entries were
 * written by proxies of ours; what stands before them anybody can have written.
 */
export function callerAddress(connected: string | undefined, forwarded: string | undefined, proxies: number): string {
  const told = (forwarded ?? '').split(',').map((entry) => entry.trim());
  const address = proxies === 0 ? connected : (told.at(-proxies) ?? connected);
  if (address === undefined || !ipaddr.isValid(address)) return UNKNOWN;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) return parsed.parts.slice(0, IPV6_NETWORK_PARTS).join(':');
  return parsed.toString();
}
