/** Owns the list of a policy's checks and other parts: which are on, of which lint has something to say, which one is looked at. */
import { Badge, Button, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useShortcuts } from '../shell/shortcuts';
import type { CatalogueIndex } from './catalogue-index';
import { newCheck } from './new-check';
import { appended } from './parts/part';
import { PART_NAMES, partAt } from './parts/part-form';
import { usePartTexts } from './parts/texts';
import { checksOf, findingsAt, isOn, type ShownCheck } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { OnEdit, TypedDocument } from './typed-document';
import type { Assessed } from './use-assessment';
import type { Chosen } from './use-desk';

interface CheckListProps {
  readonly typed: TypedDocument;
  readonly assessed: Assessed;
  readonly index: CatalogueIndex;
  readonly chosen: Chosen | null;
  readonly onEdit: OnEdit;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onJump: (pointer: string) => void;
}

export function CheckList({ typed, assessed, index, chosen, onEdit, onChoose, onJump }: CheckListProps) {
  const say = usePolicyTexts();
  const { checks, unshown } = checksOf(typed.document);
  const entries: readonly Chosen[] = [...checks.map(({ position }) => position), ...PART_NAMES];
  const at = entries.findIndex((entry) => entry === chosen);
  const move = (step: number) => {
    const next = entries[Math.min(Math.max(at + step, 0), entries.length - 1)];
    if (next !== undefined) onChoose(next);
  };
  useShortcuts([
    { keys: 'j', label: say('keyNextCheck'), run: () => move(1) },
    { keys: 'k', label: say('keyPreviousCheck'), run: () => move(-1) },
  ]);
  const add = () => {
    const { value, position } = newCheck(typed.document, say('newCheckName'), say('newCheckSeller'));
    onEdit?.(appended(typed.document, 'checks', value));
    onChoose(position);
  };
  return (
    <>
      <ul className="check-list" aria-label={say('pane_checks')}>
        {checks.map((check) => (
          <li key={check.position}>
            <CheckEntry {...{ check, index, assessed }} isChosen={check.position === chosen} onChoose={onChoose} />
          </li>
        ))}
        {unshown.map((position) => (
          <li key={position}>
            <button type="button" className="text-link" onClick={() => onJump(`/checks/${position}`)}>
              {say('checkOnlyInJson', { position: position + 1 })}
            </button>
          </li>
        ))}
      </ul>
      {onEdit !== null && (
        <Button m="xs" size="compact-sm" variant="default" onClick={add}>
          {say('addCheck')}
        </Button>
      )}
      <PartList {...{ assessed, chosen, onChoose }} />
    </>
  );
}

interface CheckEntryProps {
  readonly check: ShownCheck;
  readonly index: CatalogueIndex;
  readonly assessed: Assessed;
  readonly isChosen: boolean;
  readonly onChoose: (position: number) => void;
}

function CheckEntry({ check, index, assessed, isChosen, onChoose }: CheckEntryProps) {
  const say = usePolicyTexts();
  const { position, name, id } = check;
  const on = isOn(check, { actions: index.actions });
  const Icon = on ? IconCircleFilled : IconCircle;
  return (
    <Entry
      isChosen={isChosen}
      found={findingsAt(assessed.lint, `/checks/${position}`).length}
      onChoose={() => onChoose(position)}
    >
      <Icon size={10} aria-hidden />
      <span className="check-name">
        {name || id || say('unnamed')}
        {!on && <span className="check-off"> · {say('off')}</span>}
      </span>
    </Entry>
  );
}

function PartList({ assessed, chosen, onChoose }: Pick<CheckListProps, 'assessed' | 'chosen' | 'onChoose'>) {
  const say = usePartTexts();
  return (
    <ul className="check-list part-list" aria-label={say('parts')}>
      {PART_NAMES.map((part) => (
        <li key={part}>
          <Entry
            isChosen={chosen === part}
            found={assessed.lint.filter(({ at }) => partAt(at) === part).length}
            onChoose={() => onChoose(part)}
          >
            <span className="check-name">{say(`part_${part}`)}</span>
          </Entry>
        </li>
      ))}
    </ul>
  );
}

interface EntryProps {
  readonly isChosen: boolean;
  readonly found: number;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Entry({ isChosen, found, onChoose, children }: EntryProps) {
  const say = usePolicyTexts();
  return (
    <button type="button" className="check-entry" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      {children}
      {found > 0 && (
        <Badge
          size="sm"
          variant="outline"
          title={say('findingsShort', { count: found })}
          color="yellow.9"
          c="var(--mantine-color-text)"
          tt="none"
        >
          <span aria-hidden>{found}</span>
          <VisuallyHidden>{say('findingsShort', { count: found })}</VisuallyHidden>
        </Badge>
      )}
    </button>
  );
}
