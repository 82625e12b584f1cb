/** Owns the guarantees of how movements are stored. */
import { mongo } from 'mongoose';
import { fromStoredMovement, toStoredMovement, type StoredMovement } from '../../../adapters/mongo/stored-movement';
import { receivablesLineSchema, toMovement } from '../../../contracts/receivables';

const AT = '2026-11-20T15:00:00.000Z';
const base = { movement: 'mv/1', title: 'T-1', document: '529.982.247-25' };
const days = { issuedOn: '2026-10-01', dueOn: '2026-10-31' };
const issued = { ...base, ...days, type: 'issued', amountCents: 100 };
const full = {
  modality: 'bankSlip',
  carrier: 'bank',
  renegotiates: ['T-0'],
  effectiveOn: '2026-10-02',
  recordedAt: AT,
};
const effectiveOn = '2026-10-20';
const collected = { ...base, type: 'collected', amountCents: 100, effectiveOn };

const LINES = [
  issued,
  { ...issued, ...full, order: '4711' },
  { ...issued, sale: 's-1' },
  { ...collected, method: 'money', recordedAt: AT },
  { ...collected, method: 'assigned', recourse: false },
  { ...collected, method: 'assigned', recourse: true },
  { ...base, type: 'reversed', collection: 'mv-0', reason: 'error', effectiveOn },
  { ...base, type: 'reversed', collection: 'mv-0', reason: 'chargeback', amountCents: 1, effectiveOn, recordedAt: AT },
  { ...base, type: 'cancelled', effectiveOn },
  { ...base, type: 'dueDateChanged', dueOn: '2026-12-01', effectiveOn, recordedAt: AT },
  { ...base, type: 'cleared', collection: 'mv-0', effectiveOn },
  { ...base, type: 'carrierChanged', carrier: 'notary', effectiveOn },
];

test.each(LINES)('a stored movement is read as it was given, to the order of its fields: %j', (line) => {
  const movement = toMovement(receivablesLineSchema.parse(line), '01', 'cus_a');
  const bson = mongo.BSON.serialize(toStoredMovement(movement, AT), { ignoreUndefined: true });
  const stored = mongo.BSON.deserialize(bson) as unknown as StoredMovement;
  expect(JSON.stringify(fromStoredMovement(stored))).toBe(JSON.stringify(movement));
});

test('what is not there, and what the id says, is not stored', () => {
  const movement = toMovement(receivablesLineSchema.parse(issued), '01', 'cus_a');
  const bson = mongo.BSON.serialize(toStoredMovement(movement, AT), { ignoreUndefined: true });
  expect(mongo.BSON.deserialize(bson)).toEqual({
    _id: '01/mv/1',
    customerKey: 'cus_a',
    storedAt: AT,
    movement: { type: 'issued', title: 'T-1', amountCents: 100, ...days },
  });
});
