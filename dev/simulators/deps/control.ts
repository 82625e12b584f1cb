/** Owns the simulator's control routes: faults switched by name, and what it holds and was asked. Not part of Deps. */
import type { Reply } from './calls';
import { isNameIn, optionsOf } from '../fault-orders';
import { FAULTS, KINDS, type FaultName } from './faults';
import { QUERY_FAULTS } from './query-faults';
import type { ReuseTerms } from './queries';
import type { DepsSimulatorControl } from './simulator';
import { PROFILES, type Profile } from '../subjects';

const QUERY_FAULT_NAMES = Object.keys(QUERY_FAULTS);

const HELP = {
  'GET /control': 'faults that are on, how often each happened, what was asked, how many pictures are held',
  'GET /control/pictures?documento=': 'the picture held of a document, in any account',
  'POST /control/faults':
    '{ "name": …, "kind"?, "after"?, "times"?, "documents"?, "delayMs"?, "retryAfter"?, "location"?, "block"? }',
  'POST /control/clear': 'all faults off, or the one of { "name": … }',
  'POST /control/expire-logins': 'every token given so far is good no longer',
  'GET /control/invoice?documento=': 'every charge, of one document or of all, oldest first',
  'POST /control/reuse': '{ "isFree"?: boolean, "whenNothingHeld"?: "refuse" | "buy" }',
  'POST /control/subjects': '{ "documento": …, "profile"?, "olderByDays"?, "forget"?: true }',
  profiles: PROFILES,
  faults: FAULTS,
  queryFaults: QUERY_FAULT_NAMES,
} as const;

/** `null` for an address that is none of ours. */
export function replyToControl(
  control: DepsSimulatorControl,
  address: string,
  query: URLSearchParams,
  body: unknown,
): Reply | null {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  switch (address) {
    case 'GET /control':
      return { status: 200, body: { ...control.state(), help: HELP } };
    case 'GET /control/pictures': {
      const held = control.held(query.get('documento') ?? '');
      return held === null ? { status: 404, body: { held: null } } : { status: 200, body: { held } };
    }
    case 'POST /control/faults': {
      const { name } = given;
      if (isNameIn(FAULTS, name)) control.fault(name, optionsOf(given, KINDS));
      else if (isNameIn(QUERY_FAULTS, name)) control.queryFault(name, optionsOf(given, KINDS));
      else
        return { status: 400, body: { problem: 'name is no fault', faults: FAULTS, queryFaults: QUERY_FAULT_NAMES } };
      return { status: 200, body: control.state() };
    }
    case 'POST /control/clear':
      control.clear(faultOf(given['name']));
      return { status: 200, body: control.state() };
    case 'POST /control/expire-logins':
      control.expireLogins();
      return { status: 200, body: control.state() };
    case 'GET /control/invoice':
      return { status: 200, body: { charges: control.invoice(query.get('documento') ?? undefined) } };
    case 'POST /control/reuse':
      control.reuseTerms(termsOf(given));
      return { status: 200, body: control.state() };
    case 'POST /control/subjects':
      return replyToSubject(control, given);
    default:
      return null;
  }
}

function replyToSubject(control: DepsSimulatorControl, given: Readonly<Record<string, unknown>>): Reply {
  const { documento, profile, olderByDays, forget } = given;
  const isKnown = profile === undefined || PROFILES.includes(profile as Profile);
  if (typeof documento !== 'string' || !isKnown)
    return { status: 400, body: { problem: 'no such subject or profile' } };
  if (profile !== undefined) control.profile(documento, profile as Profile);
  if (typeof olderByDays === 'number') control.age(documento, olderByDays);
  if (forget === true) control.forget(documento);
  return { status: 200, body: { charges: control.invoice(documento) } };
}

function termsOf({ isFree, whenNothingHeld }: Readonly<Record<string, unknown>>): Partial<ReuseTerms> {
  return {
    ...(typeof isFree === 'boolean' && { isFree }),
    ...((whenNothingHeld === 'refuse' || whenNothingHeld === 'buy') && { whenNothingHeld }),
  };
}

/** The fault that a name stands for; `undefined` for a name of none. */
function faultOf(name: unknown): FaultName | undefined {
  if (isNameIn(FAULTS, name)) return name;
  return isNameIn(QUERY_FAULTS, name) ? QUERY_FAULTS[name].fault : undefined;
}
