/** Owns the tab *Compra de consultas*: the switch, budgets, prices, and what is bought without a person. */
import { Alert, Skeleton, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { formatBRL } from '../texts/formats';
import { AutomaticFields } from './automatic-fields';
import { CompanySwitch } from './company-switch';
import { MoneyField, SwitchField, WholeField } from './fields';
import { PriceFields } from './price-fields';
import {
  checkPurchasing,
  purchasingBody,
  purchasingFields,
  purchasingRefusal,
  type PurchasingFields,
} from './purchasing-fields';
import { Section, SettingsForm } from './settings-form';
import { useBranchTexts } from './texts';
import { useAccount, usePurchasing, useReread } from './use-branches';
import type { DepsAccount, Purchasing, SpcAccount } from './use-branches';
import { useForm, type Form } from './use-form';

export function PurchasingTab({ branch }: { readonly branch: string }) {
  const { data, error, refetch } = usePurchasing(branch);
  if (data !== undefined) return <PurchasingForm kept={data} />;
  return error === null ? <Skeleton height={320} /> : <Failure error={error} onRetry={() => void refetch()} />;
}

/** What may be bought here, and what it is called. */
export interface Sold {
  readonly key: string;
  readonly label: string;
  readonly personType: 'F' | 'J' | null;
}

function useSold({ branch, prices }: Purchasing): readonly Sold[] {
  const deps = useAccount<DepsAccount>(branch, 'deps').data?.knownProducts?.products ?? [];
  const spc = useAccount<SpcAccount>(branch, 'spc').data?.knownProducts?.products ?? [];
  const listed = [
    ...deps.map((one) => ({ key: `deps ${one.product}`, label: `Deps · ${one.name}`, personType: one.personType })),
    ...spc.map((one) => ({ key: `spc ${one.product}`, label: `SPC · ${one.name}`, personType: one.personType })),
  ];
  const keys = new Set(listed.map(({ key }) => key));
  const priced = prices.map(({ bureau, product }) => ({
    key: `${bureau} ${product}`,
    label: `${bureau} · ${product}`,
  }));
  return [...listed, ...priced.filter(({ key }) => !keys.has(key)).map((one) => ({ ...one, personType: null }))];
}

function PurchasingForm({ kept }: { readonly kept: Purchasing }) {
  const say = useBranchTexts();
  const may = useMay();
  const form = usePurchasingForm(kept);
  const sold = useSold(kept);
  const reread = useReread();
  return (
    <SettingsForm name={say('tab_compras')} form={form} mayWrite={may('purchasing:write')}>
      <Spent kept={kept} />
      <CompanySwitch isOn={kept.companyEnabled} onDone={() => void reread.part(kept.branch, 'purchasing')} />
      <Section title={say('buying')}>
        <SwitchField
          label={say('buyingOn')}
          description={say('buyingMeans')}
          checked={form.fields.enabled}
          onChange={(enabled) => form.set({ enabled })}
        />
        <BudgetFields form={form} />
      </Section>
      <Section title={say('prices')} hint={say('pricesHint')}>
        <PriceFields form={form} sold={sold} />
      </Section>
      <Section title={say('automaticBuying')} hint={say('automaticBuyingHint')}>
        <AutomaticFields form={form} sold={sold} />
      </Section>
    </SettingsForm>
  );
}

function Spent({ kept }: { readonly kept: Purchasing }) {
  const say = useBranchTexts();
  const [day, month] = [formatBRL(kept.spentTodayCents), formatBRL(kept.spentThisMonthCents)];
  return (
    <>
      {!kept.companyEnabled && (
        <Alert variant="light" color="yellow">
          {say('companyOff')}
        </Alert>
      )}
      <Text size="sm">{say('spentSoFar', { day, month })}</Text>
      {kept.warnings.length > 0 && <Text size="sm">{say('nearlySpent')}</Text>}
    </>
  );
}

function BudgetFields({ form }: { readonly form: Form<PurchasingFields> }) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  const caps = ['dayCap', 'monthCap'] as const;
  const figures = [
    ['warnAtPercent', '%'],
    ['reuseDays', say('unitDays')],
    ['rawMonths', say('unitMonths')],
  ] as const;
  return (
    <div className="fields">
      {caps.map((name) => (
        <MoneyField
          key={name}
          label={say(name)}
          description={say('noCap')}
          value={fields[name]}
          error={problems[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      {figures.map(([name, suffix]) => (
        <WholeField
          key={name}
          label={say(name)}
          description={say(`${name}Hint`)}
          suffix={suffix}
          value={fields[name]}
          error={problems[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
    </div>
  );
}

function usePurchasingForm(kept: Purchasing): Form<PurchasingFields> {
  const say = useBranchTexts();
  const reread = useReread();
  const { branch } = kept;
  return useForm<PurchasingFields, Purchasing>({
    start: purchasingFields(kept),
    check: (fields) => checkPurchasing(fields, say),
    send: (fields) => call<Purchasing>('PATCH', path`/branches/${branch}/purchasing`, purchasingBody(fields, kept)),
    onSaved: (answer) => {
      reread.kept(branch, 'purchasing', answer);
      notifications.show({ message: say('savedLive') });
      return purchasingFields(answer);
    },
    readAgain: async () => purchasingFields(await reread.fresh<Purchasing>(branch, 'purchasing')),
    refusal: (at) => purchasingRefusal(at, say),
  });
}
