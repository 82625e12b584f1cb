/** Owns the proof that workflows on their way go on with today's workflow code. */
import { Worker } from '@temporalio/worker';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyring } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';
import { quietTemporal, testKeyring } from '../support/crivo';

const HISTORIES = join(__dirname, 'histories');
const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

interface History {
  events: {
    eventType: string;
    workflowExecutionStartedEventAttributes?: { workflowType: { name: string } };
    markerRecordedEventAttributes?: { details?: Record<string, { payloads: { data: string }[] }> };
  }[];
}

function read(name: string): History {
  return JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) as History;
}

function typeOf({ events }: History): string | undefined {
  return events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name;
}

/** As an activity or a child is named in a history. */
function named(step: string): string {
  return `"name":"${step}"`;
}

async function replay(history: History, keyring = testKeyring(), bundle = 'workflow-bundle.js'): Promise<void> {
  const code = readFileSync(join(__dirname, '../../dist', bundle), 'utf8');
  const options = { workflowBundle: { code }, dataConverter: { payloadCodecs: [payloadCodec(keyring)] } };
  await Worker.runReplayHistory(options, history);
}

beforeAll(quietTemporal);

it.each(names)('workflows that were on their way go on with the code of today: %s', async (name) => {
  await replay(read(name));
});

it.each(names)('they go on where traces were turned on meanwhile: %s', async (name) => {
  await replay(read(name), testKeyring(), 'workflow-bundle-traced.js');
});

it.each([
  ['receivablesSync', 'syncSlice'],
  ['receivablesNight', 'receivablesSync'],
  ['customerReevaluation', 'reevaluateGroup'],
  ['webhookDelivery', 'deliverWebhook'],
  ['policyBacktest', 'backtestSlice'],
])('a change of what %s does is noticed: a history with another step than %s is refused', async (type, step) => {
  const own = names.map(read).filter((history) => typeOf(history) === type);
  const taken = own.map((history) => JSON.stringify(history)).find((json) => json.includes(named(step)));
  const other = JSON.parse((taken ?? '{}').replaceAll(named(step), named('anotherStep'))) as History;
  await expect(replay(other)).rejects.toThrow(/[Nn]ondeterminism/);
});

it('a history in which a step is missing is refused', async () => {
  const history = read(names.find((name) => name.includes('whole-way')) ?? '');
  const marker = history.events.findIndex((event) => event.eventType === 'EVENT_TYPE_MARKER_RECORDED');
  expect(marker).toBeGreaterThan(0);
  const events = history.events
    .filter((_, index) => index !== marker)
    .map((event, index) => ({ ...event, eventId: String(index + 1) }));
  await expect(replay({ events })).rejects.toThrow(/[Nn]ondeterminism/);
});

it('a history sealed with a key that is missing is refused, never read as something else', async () => {
  const stranger = new Keyring([{ id: 'other', bytes: Buffer.alloc(32, 9) }]);
  await expect(replay(read(names[0] ?? ''), stranger)).rejects.toThrow();
});

it('nothing in a history is in clear but the id of its workflow, which may have a customerKey', () => {
  for (const name of names) {
    const json = readFileSync(join(HISTORIES, name), 'utf8').replace(/"workflowId":\s*"[^"]*"/g, '');
    for (const word of ['bankSlip', 'customerKey', 'cus_', 'test-administrator', 'limit-exceeded', 'amountCents']) {
      expect(json).not.toContain(word);
    }
    for (const encoded of json.matchAll(/"data":\s*"([^"]+)"/g)) {
      expect(Buffer.from(encoded[1] ?? '', 'base64').toString('latin1')).not.toMatch(/bankSlip|cus_|amountCents/);
    }
  }
});
