/** Owns the four states with one meaning everywhere, each as colour, sign and word. */
import { Badge, ThemeIcon } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconHelpCircleFilled,
  IconSquareFilled,
} from '@tabler/icons-react';

export type StateName = 'clear' | 'restricted' | 'unknown' | 'blocked';

const SIGNS = {
  clear: { color: 'green.8', icon: IconCircleCheckFilled },
  restricted: { color: 'yellow.9', icon: IconAlertTriangleFilled },
  unknown: { color: 'gray.6', icon: IconHelpCircleFilled },
  blocked: { color: 'red.8', icon: IconSquareFilled },
} as const;

interface SignProps {
  readonly state: StateName;
  readonly label: string;
}

/** Where there is no room for the word: it is told to whoever can't see the sign. */
export function StateIcon({ state, label }: SignProps) {
  const { icon: Icon } = SIGNS[state];
  return (
    <span className="state-icon" data-state={state} role="img" aria-label={label} title={label}>
      <Icon size={14} aria-hidden />
    </span>
  );
}

export function StateBadge({ state, label }: SignProps) {
  const { color, icon: Icon } = SIGNS[state];
  return (
    <Badge
      variant="default"
      leftSection={
        <ThemeIcon size={14} variant="transparent" color={color}>
          <Icon size={12} aria-hidden />
        </ThemeIcon>
      }
      tt="none"
    >
      {label}
    </Badge>
  );
}
