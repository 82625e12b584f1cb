/** Owns `GET /figures/desk`: what is held and why, how long it takes to decide, and what is about to end. */
import { z } from '@hono/zod-openapi';
import { branchCode, calendarDate } from '../../contracts/primitives';
import { addDays, dateInZone, daysBetween } from '../../domain/calendar';
import { DESK_ZONE } from '../../domain/desk-figures';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { checkNames } from '../../usecases/check-names';
import { readDeskFigures } from '../../usecases/desk-figures';
import { route } from '../route';
import { deskFiguresCsv, deskFiguresOf, deskFiguresView } from '../views/desk-figures-view';

const MOST_DAYS = 92;
const USUAL_DAYS = 30;

export const getDeskFigures = route({
  method: 'get',
  path: '/figures/desk',
  summary: 'Figures of the credit desk over 92 days at most; as JSON, or as CSV with format=csv',
  permission: 'figures:read',
  query: z.strictObject({
    branch: branchCode.optional().describe('Of this branch; of all that the caller sees where none is named.'),
    from: calendarDate.optional().describe('The first day of what has ended; 30 days before the last.'),
    to: calendarDate.optional().describe('The last day; today where nothing is said. What is held is told as of now.'),
    format: z.enum(['json', 'csv']).default('json').describe('csv: a table for a spreadsheet, in Portuguese.'),
  }),
  answer: deskFiguresView,
  csv: ({ query, answer }) =>
    query.format === 'csv' ? { name: 'indicadores-da-mesa.csv', text: deskFiguresCsv(answer) } : null,
  errors: ['BranchNotFound'],
  handle: async ({ query, principal }, { stores, credit, now }) => {
    const { branch } = query;
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    const branches = branch === undefined ? principal.branches : [branch];
    const to = query.to ?? dateInZone(now().toISOString(), DESK_ZONE);
    const from = query.from ?? addDays(to, -USUAL_DAYS);
    refuseRange(from, to);
    const [figures, names] = await Promise.all([
      readDeskFigures({ ...stores, now }, { branches, from, to, zone: DESK_ZONE }),
      checkNames({ branches: stores.branches, policies: credit.policies }, branches),
    ]);
    return { ...deskFiguresOf(from, to, figures), checkNames: [...names] };
  },
});

function refuseRange(from: string, to: string): void {
  const days = daysBetween(from, to);
  if (days >= 0 && days < MOST_DAYS) return;
  const message = days < 0 ? 'lies before query.from' : `makes more than ${MOST_DAYS} days with query.from`;
  throw new CrivoError('InvalidRequest', { errors: [{ at: 'query.to', message, fix: 'send another day' }] });
}
