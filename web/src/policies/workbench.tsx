/** Owns the three panes that show one policy, and the workbench under them: findings, tests, trial, back-test, differences. */
import { SegmentedControl, Tabs } from '@mantine/core';
import { useState } from 'react';
import { BacktestPanel } from './backtest-panel';
import { ComparePanel } from './compare-panel';
import type { CatalogueIndex } from './catalogue-index';
import { CheckList } from './check-list';
import { FindingsPanel } from './findings-panel';
import { FormPane } from './form-pane';
import { JsonPane } from './json-pane';
import type { Places } from './parts/part';
import { SimulatePanel } from './simulate-panel';
import { TestsPanel } from './tests-panel';
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

interface BenchProps extends WorkbenchProps {
  readonly assessed: ReturnType<typeof useAssessment>;
  readonly onJump: (pointer: string) => void;
  readonly onFault: () => void;
}

function Bench({ assessed, onJump, onFault, ...props }: BenchProps) {
  const say = usePolicyTexts();
  const [tab, setTab] = useState<string | null>('findings');
  const failed = assessed.tests?.failed ?? 0;
  const found = assessed.lint.length;
  const names = [
    ['findings', found === 0 ? say('findingsTab') : say('findings', { count: found })],
    ['tests', failed === 0 ? say('tests') : say('testsFailing', { count: failed })],
    ['simulate', say('simulate')],
    ['backtest', say('backtest')],
    ['compare', say('compare')],
  ] as const;
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className="policy-bench">
      <Tabs.List aria-label={say('bench')}>
        {names.map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="findings" p="sm">
        <FindingsPanel typed={props.typed} {...{ assessed, onJump, onFault }} />
      </Tabs.Panel>
      <Tabs.Panel value="tests" p="sm">
        <TestsPanel document={props.typed.document} assessed={assessed} index={props.index} onJump={onJump} />
      </Tabs.Panel>
      <Tabs.Panel value="simulate" p="sm">
        <SimulatePanel {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="backtest" p="sm">
        <BacktestPanel {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="compare" p="sm">
        <ComparePanel {...props} onJump={onJump} />
      </Tabs.Panel>
    </Tabs>
  );
}
