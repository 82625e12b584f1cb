/** Owns the pane of the form: the check or the part that is looked at, and why nothing can be changed while the JSON is broken. */
import { Stack, Text } from '@mantine/core';
import type { CatalogueIndex } from './catalogue-index';
import { CheckForm } from './check-form';
import type { Places } from './parts/part';
import { PartForm } from './parts/part-form';
import { checksOf } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { OnEdit, TypedDocument } from './typed-document';
import type { Assessed } from './use-assessment';
import type { Desk } from './use-desk';

interface FormPaneProps {
  readonly typed: TypedDocument;
  readonly assessed: Assessed;
  readonly index: CatalogueIndex;
  readonly places: Places;
  readonly desk: Desk;
  /** `null` for who may only look, and while the JSON is broken. */
  readonly onEdit: OnEdit;
}

export function FormPane({ typed, assessed, index, places, desk, onEdit }: FormPaneProps) {
  const say = usePolicyTexts();
  const { fault, document } = typed;
  const { chosen } = desk;
  const check = checksOf(document).checks.find(({ position }) => position === chosen);
  const shared = { lint: assessed.lint, index, onEdit, onJump: desk.goToJson };
  return (
    <Stack p="sm" gap="sm">
      {fault !== null && (
        <div role="alert" className="broken-json">
          <Text size="sm">{say(`fault_${fault.kind}`, { line: fault.line, key: fault.key })}</Text>
          <Text size="sm">{say('faultMeans')}</Text>
        </div>
      )}
      {chosen === null && <Text size="sm">{say('noCheck')}</Text>}
      {check && <CheckForm key={check.position} {...shared} check={check} />}
      {typeof chosen === 'string' && <PartForm key={chosen} name={chosen} {...shared} {...{ document, places }} />}
    </Stack>
  );
}
