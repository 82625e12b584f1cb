/** Owns the trial of what is typed: on a customer of a branch, or on facts that are typed in. */
import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Action } from '../../../domain/actions';
import { useMay } from '../data/session';
import { MoneyField } from '../fields/money-field';
import { branchChoices, choicesOf } from './catalogue-index';
import { FactFields } from './fact-fields';
import { SimulationResult } from './simulation-result';
import { PolicyFailure } from './policy-failure';
import { DecisionTest, type TestedDraft } from './tests/decision-test';
import { KeepAsTest } from './tests/keep-as-test';
import { usePolicyTexts } from './texts';
import { useSimulation, type Facts, type SimulationCase } from './use-simulation';
import type { WorkbenchProps } from './workbench';

interface SimulatePanelProps extends Pick<WorkbenchProps, 'typed' | 'index' | 'branches' | 'onEdit'> {
  /** That may get a test of what was tried; `null` for what is no draft. */
  readonly draft: TestedDraft | null;
}

/** Of which something is left to be typed: a blank value says nothing of a fact. */
function typedFacts(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

export function SimulatePanel({ typed, index, branches, onEdit, draft }: SimulatePanelProps) {
  const say = usePolicyTexts();
  const form = useSimulationForm(branches);
  const { mutate, data, error, isPending, variables } = useSimulation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ policy: typed.document, about: form.about, facts: typedFacts(form.facts) });
  };
  const hasSupposed = Object.keys(variables?.facts ?? {}).length > 0;
  const isBehind = variables !== undefined && variables.policy !== typed.document;
  return (
    <div className="simulate-panel">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{say('simulateMeans')}</Text>
          <CaseFields form={form} index={index} branches={branches} />
          <FactFields index={index} facts={form.facts} onChange={form.setFacts} />
          <Group>
            <Button type="submit" size="sm" loading={isPending} disabled={typed.fault !== null}>
              {say('doSimulate')}
            </Button>
          </Group>
        </Stack>
      </form>
      <Stack gap="sm" aria-live="polite">
        {error !== null && <PolicyFailure error={error} />}
        {data && isBehind && <Text size="sm">{say('simulationBehind')}</Text>}
        {data && <SimulationResult simulation={data} index={index} />}
        {data && variables?.about.kind === 'facts' && onEdit !== null && (
          <KeepAsTest
            document={typed.document}
            about={variables.about}
            facts={variables.facts}
            simulation={data}
            onEdit={onEdit}
          />
        )}
        {data && variables?.about.kind === 'decision' && !hasSupposed && onEdit !== null && draft !== null && (
          <DecisionTest
            key={variables.about.decision}
            {...{ draft, index }}
            document={typed.document}
            decision={variables.about.decision}
          />
        )}
      </Stack>
    </div>
  );
}

interface CaseFieldsProps extends Pick<SimulatePanelProps, 'index' | 'branches'> {
  readonly form: ReturnType<typeof useSimulationForm>;
}

function CaseFields({ form, index, branches }: CaseFieldsProps) {
  const say = usePolicyTexts();
  return (
    <>
      {form.kinds.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={say('triedOn')}
          data={form.kinds.map((value) => ({ value, label: say(`on_${value}`) }))}
          value={form.kind}
          onChange={(kind) => form.setKind(kind)}
        />
      )}
      <div className="case-fields">
        {form.kind === 'customer' && (
          <TextInput
            size="xs"
            label={say('document')}
            required
            autoComplete="off"
            maxLength={40}
            value={form.document}
            onChange={(event) => form.setDocument(event.currentTarget.value)}
          />
        )}
        {form.kind === 'customer' && (
          <MoneyField
            size="xs"
            label={say('orderValue')}
            cents={form.amountCents}
            onChange={(cents) => form.setAmountCents(cents ?? 0)}
          />
        )}
        {form.kind === 'decision' && (
          <TextInput
            size="xs"
            label={say('decision')}
            required
            autoComplete="off"
            maxLength={64}
            value={form.decision}
            onChange={(event) => form.setDecision(event.currentTarget.value)}
          />
        )}
        {form.kind !== 'decision' && (
          <NativeSelect
            size="xs"
            label={say('branch')}
            data={[
              ...(form.kind === 'facts' ? [{ value: '', label: say('noBranch') }] : []),
              ...branchChoices(branches),
            ]}
            value={form.branch}
            onChange={(event) => form.setBranch(event.currentTarget.value)}
          />
        )}
        {form.kind !== 'decision' && (
          <NativeSelect
            size="xs"
            label={say('action')}
            data={[...choicesOf(index.actions)]}
            value={form.action}
            onChange={(event) => form.setAction(event.currentTarget.value as Action)}
          />
        )}
      </div>
    </>
  );
}

/** What is typed stays here alone: neither address nor storage learns of it. */
function useSimulationForm(branches: SimulatePanelProps['branches']) {
  const may = useMay();
  const mayAskDecisions = may('decisions:read');
  const kinds = [
    ...(mayAskDecisions && may('customers:read') && branches.length > 0 ? (['customer'] as const) : []),
    'facts' as const,
    ...(mayAskDecisions ? (['decision'] as const) : []),
  ];
  const [kind, setKind] = useState<SimulationCase['kind']>(kinds[0] ?? 'facts');
  const [branch, setBranch] = useState(branches[0]?.branch ?? '');
  const [action, setAction] = useState<Action>('financialApproval');
  const [document, setDocument] = useState('');
  const [amountCents, setAmountCents] = useState(FIRST_AMOUNT_CENTS);
  const [decision, setDecision] = useState('');
  const [facts, setFacts] = useState<Facts>({});
  const cases: { readonly [Kind in SimulationCase['kind']]: SimulationCase } = {
    customer: { kind: 'customer', branch: branch || (branches[0]?.branch ?? ''), document, action, amountCents },
    facts: { kind: 'facts', action, ...(branch !== '' && { branch }) },
    decision: { kind: 'decision', decision: decision.trim() },
  };
  return {
    ...{ kinds, kind, setKind, branch, setBranch, action, setAction, decision, setDecision },
    ...{ document, setDocument, amountCents, setAmountCents, facts, setFacts, about: cases[kind] },
  };
}

const FIRST_AMOUNT_CENTS = 1_000_00;
