/** Owns the simulator's control routes: faults switched by name, and what it holds and was asked. Not part of Deps. */
import type { Reply } from './calls';
import { FAULTS, KINDS, type FaultName, type FaultOptions, type Kind } from './faults';
import type { DepsSimulatorControl } from './simulator';

const HELP = {
  'GET /control': 'faults that are on, how often each happened, what was asked, how many pictures are held',
  'GET /control/pictures?documento=': 'the picture held of a document, in any account',
  'POST /control/faults': '{ "name": …, "kind"?, "times"?, "documents"?, "delayMs"?, "retryAfter"?, "location"? }',
  'POST /control/clear': 'all faults off, or the one of { "name": … }',
  'POST /control/expire-logins': 'every token given so far is good no longer',
  faults: FAULTS,
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
      if (!isFault(given['name'])) return { status: 400, body: { problem: 'name is no fault', faults: FAULTS } };
      control.fault(given['name'], optionsOf(given));
      return { status: 200, body: control.state() };
    }
    case 'POST /control/clear':
      control.clear(isFault(given['name']) ? given['name'] : undefined);
      return { status: 200, body: control.state() };
    case 'POST /control/expire-logins':
      control.expireLogins();
      return { status: 200, body: control.state() };
    default:
      return null;
  }
}

function isFault(name: unknown): name is FaultName {
  return typeof name === 'string' && Object.hasOwn(FAULTS, name);
}

function optionsOf(given: Readonly<Record<string, unknown>>): FaultOptions {
  const { kind, documents, location } = given;
  const numbers = (['times', 'delayMs', 'retryAfter'] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === 'number' && value >= 0 ? [[name, value] as const] : [];
  });
  return {
    ...(Object.fromEntries(numbers) as Pick<FaultOptions, 'times' | 'delayMs' | 'retryAfter'>),
    ...(KINDS.includes(kind as Kind) && { kind: kind as Kind }),
    ...(Array.isArray(documents) && { documents: documents.map(String) }),
    ...(typeof location === 'string' && { location }),
  };
}
