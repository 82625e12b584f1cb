/** Owns what a row of the queue is, and the name it is known by. */
import type { z } from 'zod';
import type { holdView } from '../../../api/views/hold-view';
import type { HoldsPage as PageOf } from '../../../domain/merge-holds';

export { holdName as nameOf } from '../../../domain/merge-holds';

export type Hold = z.output<typeof holdView>;
export type HoldsPage = PageOf<Hold>;
