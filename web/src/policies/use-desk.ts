/** Owns what of a policy is looked at: a check or another part, in which pane where there is room for one, and where in the JSON. */
import { useState } from 'react';
import type { Jump } from './json-pane';
import { firstPlaceOf, partAt, type PartName } from './parts/part-form';
import { checkAt, checksOf } from './policy-shape';
import type { PolicyDocument } from './use-policies';

export const PANES = ['checks', 'form', 'json'] as const;
export type Pane = (typeof PANES)[number];

/** The position of a check, or another part. */
export type Chosen = number | PartName;

export interface Desk {
  /** `null` where the policy has no check yet. */
  readonly chosen: Chosen | null;
  readonly pane: Pane;
  readonly setPane: (pane: Pane) => void;
  readonly jump: Jump | null;
  readonly choose: (chosen: Chosen) => void;
  /** To the form of a place, and to the place in the JSON beside it. */
  readonly goTo: (pointer: string) => void;
  /** To the JSON, also where there is room for one pane alone; `null` for where it is broken. */
  readonly goToJson: (pointer: string | null) => void;
}

export function useDesk(document: PolicyDocument): Desk {
  const [wish, setWish] = useState<Chosen | null>(null);
  const [pane, setPane] = useState<Pane>('checks');
  const [jump, setJump] = useState<Jump | null>(null);
  const { checks } = checksOf(document);
  const isThere = typeof wish === 'string' || checks.some(({ position }) => position === wish);
  const show = (pointer: string | null) => setJump((before) => ({ pointer, count: (before?.count ?? 0) + 1 }));
  const placeOf = (pointer: string | null) => (pointer === null ? null : (checkAt(pointer) ?? partAt(pointer)));
  const goToJson = (pointer: string | null) => {
    setWish((before) => placeOf(pointer) ?? before);
    setPane('json');
    show(pointer);
  };
  return {
    ...{ pane, setPane, jump, goToJson },
    chosen: isThere ? wish : (checks[0]?.position ?? null),
    choose: (next) => {
      setWish(next);
      setPane('form');
      show(typeof next === 'number' ? `/checks/${next}` : firstPlaceOf(next, document));
    },
    goTo: (pointer) => {
      const place = placeOf(pointer);
      if (place === null) return goToJson(pointer);
      setWish(place);
      setPane('form');
      show(pointer);
    },
  };
}
