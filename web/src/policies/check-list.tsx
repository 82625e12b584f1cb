/** Owns the list of a policy's checks: which are on, which lint has something to say of, and which one is looked at. */
import { Badge, Button, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleFilled } from '@tabler/icons-react';
import { useShortcuts } from '../shell/shortcuts';
import type { CatalogueIndex } from './catalogue-index';
import { newCheck } from './new-check';
import { checksOf, findingsAt, isOn, type ShownCheck } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { Edit, TypedDocument } from './typed-document';
import type { Assessed } from './use-assessment';

interface CheckListProps {
  readonly typed: TypedDocument;
  readonly assessed: Assessed;
  readonly index: CatalogueIndex;
  readonly chosen: number | null;
  readonly onEdit: ((...edits: readonly Edit[]) => void) | null;
  readonly onChoose: (position: number) => void;
  readonly onJump: (pointer: string) => void;
}

export function CheckList({ typed, assessed, index, chosen, onEdit, onChoose, onJump }: CheckListProps) {
  const say = usePolicyTexts();
  const { checks, unshown } = checksOf(typed.document);
  const at = checks.findIndex(({ position }) => position === chosen);
  const move = (step: number) => {
    const next = checks[Math.min(Math.max(at + step, 0), checks.length - 1)];
    if (next !== undefined) onChoose(next.position);
  };
  useShortcuts([
    { keys: 'j', label: say('keyNextCheck'), run: () => move(1) },
    { keys: 'k', label: say('keyPreviousCheck'), run: () => move(-1) },
  ]);
  const add = () => {
    const { edit, position } = newCheck(typed.document, say('newCheckName'), say('newCheckSeller'));
    onEdit?.(edit);
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
      <RestInJson document={typed.document} onJump={onJump} />
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
  const found = findingsAt(assessed.lint, `/checks/${position}`).length;
  const Icon = on ? IconCircleFilled : IconCircle;
  return (
    <button
      type="button"
      className="check-entry"
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => onChoose(position)}
    >
      <Icon size={10} aria-hidden />
      <span className="check-name">
        {name || id || say('unnamed')}
        {!on && <span className="check-off"> · {say('off')}</span>}
      </span>
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

const REST = ['parameters', 'tolerance', 'bands', 'overrides', 'actions', 'modalities', 'tests'] as const;

/** What the form has no fields for is said, and shown in the JSON. */
function RestInJson({
  document,
  onJump,
}: {
  readonly document: TypedDocument['document'];
  readonly onJump: (pointer: string) => void;
}) {
  const say = usePolicyTexts();
  const there = REST.filter((part) => part in document);
  if (there.length === 0) return null;
  return (
    <div className="rest-in-json">
      <p>{say('onlyInJson')}</p>
      {there.map((part) => (
        <button key={part} type="button" className="text-link" onClick={() => onJump(`/${part}`)}>
          {say(`part_${part}`)}
        </button>
      ))}
    </div>
  );
}
