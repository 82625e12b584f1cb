/** Owns the trial of what is typed: on a customer of a branch, or on facts that are typed in. */
import { Button, Group, NativeSelect, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Action } from '../../../domain/actions';
import { useMay } from '../data/session';
import { FactFields } from './fact-fields';
import { KeepAsTest } from './keep-as-test';
import { SimulationResult } from './simulation-result';
import { PolicyFailure } from './policy-failure';
import { usePolicyTexts } from './texts';
import { useSimulation, type Facts, type SimulationCase } from './use-simulation';
import type { WorkbenchProps } from './workbench';

type SimulatePanelProps = Pick<WorkbenchProps, 'typed' | 'index' | 'branches' | 'onEdit'>;

/** Of which something is left to be typed: a blank value says nothing of a fact. */
function typedFacts(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

export function SimulatePanel({ typed, index, branches, onEdit }: SimulatePanelProps) {
  const say = usePolicyTexts();
  const form = useSimulationForm(branches);
  const { mutate, data, error, isPending, variables } = useSimulation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ policy: typed.document, about: form.about, facts: typedFacts(form.facts) });
  };
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
      </Stack>
    </div>
  );
}

interface CaseFieldsProps extends Pick<SimulatePanelProps, 'index' | 'branches'> {
  readonly form: ReturnType<typeof useSimulationForm>;
}

function CaseFields({ form, index, branches }: CaseFieldsProps) {
  const say = usePolicyTexts();
  const branchChoices = branches.map(({ branch, name }) => ({ value: branch, label: `${branch} · ${name}` }));
  return (
    <>
      {form.mayAskCustomers && (
        <SegmentedControl
          size="xs"
          aria-label={say('triedOn')}
          data={[
            { value: 'customer', label: say('onCustomer') },
            { value: 'facts', label: say('onFacts') },
          ]}
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
          <NumberInput
            size="xs"
            label={say('orderValue')}
            prefix="R$ "
            decimalSeparator=","
            thousandSeparator="."
            decimalScale={2}
            fixedDecimalScale
            hideControls
            min={0}
            value={form.amount}
            onChange={(amount) => form.setAmount(Number(amount))}
          />
        )}
        <NativeSelect
          size="xs"
          label={say('branch')}
          data={form.kind === 'facts' ? [{ value: '', label: say('noBranch') }, ...branchChoices] : branchChoices}
          value={form.branch}
          onChange={(event) => form.setBranch(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={say('action')}
          data={index.actions.map(({ name, label }) => ({ value: name, label }))}
          value={form.action}
          onChange={(event) => form.setAction(event.currentTarget.value as Action)}
        />
      </div>
    </>
  );
}

const CENTS = 100;

function useSimulationForm(branches: SimulatePanelProps['branches']) {
  const may = useMay();
  const mayAskCustomers = may('decisions:read') && may('customers:read') && branches.length > 0;
  const [kind, setKind] = useState<'customer' | 'facts'>(mayAskCustomers ? 'customer' : 'facts');
  const [branch, setBranch] = useState(branches[0]?.branch ?? '');
  const [action, setAction] = useState<Action>('financialApproval');
  // Stays here alone: neither address nor storage learns of it.
  const [document, setDocument] = useState('');
  const [amount, setAmount] = useState(1_000);
  const [facts, setFacts] = useState<Facts>({});
  const about: SimulationCase =
    kind === 'customer'
      ? {
          kind,
          branch: branch || (branches[0]?.branch ?? ''),
          document,
          action,
          amountCents: Math.round(amount * CENTS),
        }
      : { kind, action, ...(branch !== '' && { branch }) };
  return {
    ...{ mayAskCustomers, kind, setKind, branch, setBranch, action, setAction },
    ...{ document, setDocument, amount, setAmount, facts, setFacts, about },
  };
}
