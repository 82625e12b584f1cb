/** Owns the workbench under a policy: findings, tests, trial, back-test, shadow run, differences. */
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { BacktestPanel } from './backtest-panel';
import { ComparePanel } from './compare-panel';
import { FindingsPanel } from './findings-panel';
import { ShadowPanel } from './shadow/shadow-panel';
import { SimulatePanel } from './simulate-panel';
import { TestsPanel } from './tests/tests-panel';
import { usePolicyTexts } from './texts';
import type { Assessed } from './use-assessment';
import type { WorkbenchProps } from './workbench';

interface BenchProps extends WorkbenchProps {
  readonly assessed: Assessed;
  readonly onJump: (pointer: string) => void;
  /** To where the JSON is broken. */
  readonly onFault: () => void;
}

export function Bench({ assessed, onJump, onFault, ...props }: BenchProps) {
  const { policy, side, revision, typed, isSaved, latest, index, places } = props;
  const [tab, setTab] = useState<string | null>('findings');
  const [decision, setDecision] = useState('');
  const may = useMay();
  const onEdit = typed.fault === null ? props.onEdit : null;
  const draft = typeof side === 'string' && revision !== null ? { policy, draft: side, revision, isSaved } : null;
  const onDecision = (wanted: string) => {
    setDecision(wanted);
    setTab('tests');
  };
  const cases = { onDecision: onEdit !== null && draft !== null && may('decisions:read') ? onDecision : null };
  const part = { document: typed.document, lint: assessed.lint, index, places, onEdit, onJump };
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className="policy-bench">
      <BenchTabs assessed={assessed} hasShadow={draft !== null} />
      <Tabs.Panel value="findings" p="sm">
        <FindingsPanel {...{ typed, assessed, onJump, onFault }} />
      </Tabs.Panel>
      <Tabs.Panel value="tests" p="sm">
        <TestsPanel {...{ part, assessed, draft, decision }} />
      </Tabs.Panel>
      <Tabs.Panel value="simulate" p="sm">
        <SimulatePanel {...{ typed, index, branches: props.branches, onEdit, draft }} />
      </Tabs.Panel>
      <Tabs.Panel value="backtest" p="sm">
        <BacktestPanel {...props} {...cases} />
      </Tabs.Panel>
      {draft !== null && (
        <Tabs.Panel value="shadow" p="sm">
          <ShadowPanel
            {...draft}
            {...cases}
            {...{ latest, document: typed.document, mayBegin: props.onEdit !== null }}
          />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="compare" p="sm">
        <ComparePanel {...props} onJump={onJump} />
      </Tabs.Panel>
    </Tabs>
  );
}

function BenchTabs({ assessed, hasShadow }: { readonly assessed: Assessed; readonly hasShadow: boolean }) {
  const say = usePolicyTexts();
  const failed = assessed.tests?.failed ?? 0;
  const found = assessed.lint.length;
  const names = [
    ['findings', found === 0 ? say('findingsTab') : say('findings', { count: found })],
    ['tests', failed === 0 ? say('tests') : say('testsFailing', { count: failed })],
    ['simulate', say('simulate')],
    ['backtest', say('backtest')],
    ...(hasShadow ? [['shadow', say('shadow')] as const] : []),
    ['compare', say('compare')],
  ] as const;
  return (
    <Tabs.List aria-label={say('bench')}>
      {names.map(([value, label]) => (
        <Tabs.Tab key={value} value={value}>
          {label}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
