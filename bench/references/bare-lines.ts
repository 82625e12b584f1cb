/** Owns the reference of P14, a process of its own: the least CPU that lines of receivables can be taken with. */
import { mongo } from 'mongoose';
import { toStoredMovement } from '../../adapters/mongo/stored-movement';
import { receivablesLineSchema, toMovement, type ReceivablesLine } from '../../contracts/receivables';
import { linesOf } from '../stage/title-lines';

const BULK = 1_000;
const STORED_AT = '2026-01-02T00:00:00.000Z';

/** Days since 1970, as arithmetic needs them. */
function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

function datesOf(line: ReceivablesLine): number {
  const days = [
    line.effectiveOn,
    'issuedOn' in line ? line.issuedOn : undefined,
    'dueOn' in line ? line.dueOn : undefined,
  ];
  const instant = line.recordedAt === null ? 0 : Date.parse(line.recordedAt);
  return days.reduce((sum, day) => (day === undefined ? sum : sum + dayOf(day)), instant);
}

/** Parsed, matched with the line's schema, its dates read, and written as the BSON of a stored movement. */
function take(text: string): { readonly bytes: number; readonly dates: number } {
  const line = receivablesLineSchema.parse(JSON.parse(text));
  const movement = toMovement(line, '01', 'cus_00000000000000000000000000');
  const stored = toStoredMovement(movement, STORED_AT);
  return { bytes: mongo.BSON.serialize(stored, { ignoreUndefined: true }).length, dates: datesOf(line) };
}

/** Takes that many titles, and prints the CPU of each line, once it is warm: microseconds, user and system. */
function main(titles: number, warmUp: number): void {
  for (const text of textsOf(warmUp)) take(text);
  let [lines, micros, sum] = [0, 0, 0];
  // A bulk is made before its time is taken: making lines is the ERP's work.
  for (const bulk of bulksOf(textsOf(titles))) {
    const before = process.cpuUsage();
    for (const text of bulk) {
      const { bytes, dates } = take(text);
      sum += bytes + dates;
    }
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
    lines += bulk.length;
  }
  if (!Number.isFinite(sum)) throw new Error('a date was not read');
  console.log(JSON.stringify({ lines, microsPerLine: micros / lines }));
}

function* textsOf(titles: number): Generator<string> {
  for (const chunk of linesOf(titles, '')) yield* chunk.trimEnd().split('\n');
}

function* bulksOf(texts: Iterable<string>): Generator<readonly string[]> {
  let bulk: string[] = [];
  for (const text of texts) {
    if (bulk.push(text) < BULK) continue;
    yield bulk;
    bulk = [];
  }
  if (bulk.length > 0) yield bulk;
}

main(Number(process.argv[2]), Number(process.argv[3]));
