/** Owns which parts of a policy beside its checks have a form, where each stands in the document, and its form. */
import { Stack } from '@mantine/core';
import { BandsPart } from './bands-part';
import { BranchesPart } from './branches-part';
import { FiguresPart } from './figures-part';
import { ModalitiesPart } from './modalities-part';
import type { PolicyDocument } from '../use-policies';
import type { PartProps } from './part';

/** Each with the keys of the document that it shows. */
export const PARTS = {
  figures: ['parameters', 'tolerance', 'name'],
  bands: ['bands'],
  branches: ['actions', 'overrides', 'actionOverrides'],
  modalities: ['modalities'],
} as const;
export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as PartName[];

const FORMS = {
  figures: FiguresPart,
  bands: BandsPart,
  branches: BranchesPart,
  modalities: ModalitiesPart,
} as const satisfies Record<PartName, unknown>;

/** The part that a place lies in; `null` for one that has no form of its own here. */
export function partAt(pointer: string): PartName | null {
  const [, key] = pointer.split('/');
  return PART_NAMES.find((part) => PARTS[part].some((one) => one === key)) ?? null;
}

/** Where the JSON is to show a part: at the first of it that is there. */
export function firstPlaceOf(part: PartName, document: PolicyDocument): string {
  return `/${PARTS[part].find((key) => key in document) ?? ''}`;
}

export function PartForm({ name, ...part }: PartProps & { readonly name: PartName }) {
  const Form = FORMS[name];
  return (
    <Stack gap="lg">
      <Form {...part} />
    </Stack>
  );
}
