/** Owns the three panes that show one policy: its checks and parts, the form of one of them, the JSON. */
import { SegmentedControl } from '@mantine/core';
import { Bench } from './bench';
import type { CatalogueIndex } from './catalogue-index';
import { CheckList } from './check-list';
import { FormPane } from './form-pane';
import { JsonPane } from './json-pane';
import type { Places } from './parts/part';
import { usePolicyTexts } from './texts';
import type { OnEdit, TypedDocument } from './typed-document';
import { useAssessment } from './use-assessment';
import { PANES, useDesk } from './use-desk';
import type { Catalogue } from './use-policies';

export interface WorkbenchProps {
  readonly policy: string;
  /** The draft, or the number of the version, as comparisons name it. */
  readonly side: string | number;
  readonly typed: TypedDocument;
  /** Of the draft as it was read; `null` for a version. */
  readonly revision: number | null;
  readonly isSaved: boolean;
  readonly latest: number;
  readonly catalogue: Catalogue;
  readonly index: CatalogueIndex;
  /** Those that the policy judges. */
  readonly branches: readonly { readonly branch: string; readonly name: string }[];
  readonly places: Places;
  /** `null` for who may only look. */
  readonly onText: ((text: string) => void) | null;
  readonly onEdit: OnEdit;
}

export function Workbench(props: WorkbenchProps) {
  const { typed, catalogue, index, places, onText, onEdit } = props;
  const say = usePolicyTexts();
  const assessed = useAssessment(typed.document);
  const desk = useDesk(typed.document);
  const onForm = typed.fault === null ? onEdit : null;
  return (
    <>
      <SegmentedControl
        className="pane-choice"
        fullWidth
        size="xs"
        aria-label={say('panes')}
        data={PANES.map((pane) => ({ value: pane, label: say(`pane_${pane}`) }))}
        value={desk.pane}
        onChange={(pane) => desk.setPane(pane)}
      />
      <div className="policy-panes" data-pane={desk.pane}>
        <section className="pane" data-pane="checks" aria-label={say('pane_checks')}>
          <CheckList
            {...{ typed, assessed, index, onEdit: onForm }}
            chosen={desk.chosen}
            onChoose={desk.choose}
            onJump={desk.goToJson}
          />
        </section>
        <section className="pane" data-pane="form" aria-label={say('pane_form')}>
          <FormPane {...{ typed, assessed, index, places, desk, onEdit: onForm }} />
        </section>
        <section className="pane" data-pane="json" aria-label={say('pane_json')}>
          <JsonPane
            typed={typed}
            findings={assessed.lint}
            schema={catalogue.schema}
            isReadOnly={onText === null}
            jump={desk.jump}
            onText={(text) => onText?.(text)}
          />
        </section>
      </div>
      <Bench {...props} assessed={assessed} onJump={desk.goTo} onFault={() => desk.goToJson(null)} />
    </>
  );
}
