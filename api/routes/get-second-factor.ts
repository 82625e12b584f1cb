/** Owns `GET /session/second-factor`. */
import { readFactor } from '../../usecases/second-factor';
import { requireSession } from '../require-session';
import { route } from '../route';
import { secondFactorView } from '../views/second-factor-view';

export const getSecondFactor = route({
  method: 'get',
  path: '/session/second-factor',
  summary: 'Whether the own second factor is on, and how many recovery codes are left',
  permission: 'own',
  answer: secondFactorView,
  errors: [],
  handle: ({ context }, deps) => readFactor(deps.stores, requireSession(context, 'A second factor')),
});
