/** Owns the frame of a part of the form: its title, what lint says of it, and the buttons that add and remove. */
import { Button, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { FindingLines } from '../finding-lines';
import type { PartProps } from './part';

interface PartSectionProps {
  readonly part: PartProps;
  readonly title: string;
  /** Of which lint may say something that no field of the part shows. */
  readonly place: string;
  readonly children: ReactNode;
}

export function PartSection({ part, title, place, children }: PartSectionProps) {
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={3}>{title}</Title>
      <FindingLines lint={part.lint} place={place} onJump={part.onJump} isExact />
      {children}
    </Stack>
  );
}

interface PartButtonProps {
  readonly part: PartProps;
  readonly label: string;
  /** Where several say the same, which one this is. */
  readonly name?: string;
  readonly onClick: () => void;
}

export function AddButton({ part, label, onClick }: PartButtonProps) {
  if (part.onEdit === null) return null;
  return (
    <Button size="compact-sm" variant="default" className="part-add" onClick={onClick}>
      {label}
    </Button>
  );
}

export function RemoveButton({ part, label, name, onClick }: PartButtonProps) {
  if (part.onEdit === null) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      className="part-remove"
      {...(name !== undefined && { 'aria-label': name })}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
