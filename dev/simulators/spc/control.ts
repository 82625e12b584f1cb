/** Owns the simulator's control routes: faults switched by name, charges and what was asked. Not part of SPC. */
import { PROFILES, type Profile } from '../subjects';
import { isNameIn, optionsOf } from '../fault-orders';
import { FAULTS, KINDS, QUERY_FAULTS } from './faults';
import type { SpcSimulatorControl } from './simulator';

const HELP = {
  'GET /control': 'faults that are on, how often each happened, what was asked, how many charges there are',
  'POST /control/faults':
    '{ "name": …, "kind"?, "after"?, "times"?, "documents"?, "delayMs"?, "retryAfter"?, "location"?, "block"? }',
  'POST /control/clear': 'all faults off, or the one of { "name": … }',
  'GET /control/invoice?documento=': 'every charge, of one document or of all, oldest first',
  'POST /control/subjects': '{ "documento": …, "profile": … }',
  profiles: PROFILES,
  faults: FAULTS,
  queryFaults: Object.keys(QUERY_FAULTS),
} as const;

/** `null` for an address that is none of ours. */
export function replyToControl(
  control: SpcSimulatorControl,
  address: string,
  query: URLSearchParams,
  text: string,
): { readonly status: number; readonly body: unknown } | null {
  if (!/^\w+ \/control(?:\/|$)/.test(address)) return null;
  const given = parsed(text);
  const { name, documento, profile } = given;
  switch (address) {
    case 'GET /control':
      return { status: 200, body: { ...control.state(), help: HELP } };
    case 'GET /control/invoice':
      return { status: 200, body: { charges: control.invoice(query.get('documento') ?? undefined) } };
    case 'POST /control/clear':
      control.clear(isNameIn(FAULTS, name) ? name : undefined);
      return { status: 200, body: control.state() };
    case 'POST /control/subjects':
      if (typeof documento !== 'string' || !PROFILES.includes(profile as Profile)) break;
      control.profile(documento, profile as Profile);
      return { status: 200, body: control.state() };
    case 'POST /control/faults':
      if (isNameIn(QUERY_FAULTS, name)) control.queryFault(name, optionsOf(given, KINDS));
      else if (isNameIn(FAULTS, name)) control.fault(name, optionsOf(given, KINDS));
      else break;
      return { status: 200, body: control.state() };
  }
  return { status: 400, body: { problem: 'not understood', help: HELP } };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
