/** Owns the form of one webhook endpoint; of a new one the secret is shown once. */
import { Button, Checkbox, Group, MultiSelect, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../../domain/webhooks';
import { call, path } from '../data/call';
import { ToldOnce } from '../states/told-once';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useBranchTexts } from './texts';
import { useReread, type Endpoint } from './use-branches';
import { useForm, type Form } from './use-form';

interface EndpointDialogProps {
  readonly branch: string;
  /** `null` for a new one. */
  readonly endpoint: Endpoint | null;
  readonly onClose: () => void;
}
type Answer = Endpoint & { readonly secret?: string };

export function EndpointDialog({ branch, endpoint, onClose }: EndpointDialogProps) {
  const say = useBranchTexts();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useEndpointForm({ branch, endpoint, onClose, onSecret: setSecret });
  const title = say(endpoint === null ? 'addEndpoint' : 'changeEndpoint');
  return (
    <Dialog title={title} isUnsaved={secret === null && form.hasChanged} onClose={onClose}>
      {secret === null ? (
        <EndpointForm form={form} isNew={endpoint === null} />
      ) : (
        <ToldOnce text={say('secretOnce')} secret={secret} onDone={onClose} />
      )}
    </Dialog>
  );
}

interface EndpointFormProps {
  readonly form: Form<EndpointFields>;
  readonly isNew: boolean;
}

function EndpointForm({ form, isNew }: EndpointFormProps) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <TextInput
          label={say('endpointUrl')}
          description={say('endpointUrlHint')}
          required
          data-autofocus
          value={fields.url}
          error={problems['url']}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TextInput
          label={say('description')}
          maxLength={200}
          value={fields.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Subscription {...{ fields, set, isNew }} eventsError={problems['events']} />
        {form.error !== null && <Failure error={form.error} />}
        <Group justify="flex-end">
          {form.isOutdated && (
            <Button variant="default" onClick={form.reload}>
              {say('reload')}
            </Button>
          )}
          <Button type="submit" loading={form.isPending}>
            {say(isNew ? 'addEndpoint' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface SubscriptionProps {
  readonly fields: EndpointFields;
  readonly set: (change: Partial<EndpointFields>) => void;
  readonly eventsError: string | undefined;
  readonly isNew: boolean;
}

function Subscription({ fields, set, eventsError, isNew }: SubscriptionProps) {
  const say = useBranchTexts();
  return (
    <>
      <Checkbox
        label={say('hearsAllBranches')}
        checked={fields.allBranches}
        onChange={(event) => set({ allBranches: event.currentTarget.checked })}
      />
      <Checkbox
        label={say('hearsAllEvents')}
        checked={fields.allEvents}
        onChange={(event) => set({ allEvents: event.currentTarget.checked })}
      />
      {!fields.allEvents && (
        <MultiSelect
          label={say('events')}
          data={WEBHOOK_EVENTS.map((value) => ({
            value,
            label: `${value} · ${say(`event_${value.replaceAll('.', '_') as EventKey}`)}`,
          }))}
          value={[...fields.events]}
          error={eventsError}
          onChange={(events) => set({ events: WEBHOOK_EVENTS.filter((one) => events.includes(one)) })}
        />
      )}
      {!isNew && (
        <Switch
          label={say('endpointEnabled')}
          checked={fields.isEnabled}
          onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

type Underscored<T extends string> = T extends `${infer Head}.${infer Rest}` ? `${Head}_${Underscored<Rest>}` : T;
type EventKey = Underscored<WebhookEvent>;

interface EndpointFields {
  readonly url: string;
  readonly description: string;
  readonly allBranches: boolean;
  readonly allEvents: boolean;
  readonly events: readonly WebhookEvent[];
  readonly isEnabled: boolean;
  readonly seen: string | null;
}

function fieldsOf(endpoint: Endpoint | null): EndpointFields {
  const events = endpoint?.events ?? '*';
  return {
    url: endpoint?.url ?? '',
    description: endpoint?.description ?? '',
    allBranches: endpoint?.branches === '*',
    allEvents: events === '*',
    events: events === '*' ? [] : events,
    isEnabled: endpoint?.status !== 'disabled',
    seen: endpoint?.updatedAt ?? null,
  };
}

interface EndpointFormOptions extends EndpointDialogProps {
  readonly onSecret: (secret: string) => void;
}

function useEndpointForm({ branch, endpoint, onClose, onSecret }: EndpointFormOptions): Form<EndpointFields> {
  const say = useBranchTexts();
  const reread = useReread();
  // Of an endpoint of several branches, the others stay.
  const own = endpoint === null || endpoint.branches === '*' ? [branch] : endpoint.branches;
  const bodyOf = (fields: EndpointFields) => ({
    url: fields.url.trim(),
    description: fields.description === '' ? null : fields.description,
    branches: fields.allBranches ? '*' : own,
    events: fields.allEvents ? '*' : fields.events,
  });
  return useForm<EndpointFields, Answer>({
    start: fieldsOf(endpoint),
    check: ({ url, allEvents, events }) => ({
      ...(!/^https?:\/\/\S+$/i.test(url.trim()) && { url: say('urlWrong') }),
      ...(!allEvents && events.length === 0 && { events: say('eventsMissing') }),
    }),
    send: (fields) => {
      if (endpoint === null) return call<Answer>('POST', '/webhook-endpoints', bodyOf(fields));
      const status = fields.isEnabled ? 'enabled' : 'disabled';
      const body = { ...bodyOf(fields), status, seenUpdatedAt: fields.seen };
      return call<Answer>('PATCH', path`/webhook-endpoints/${endpoint.endpoint}`, body);
    },
    onSaved: ({ secret }) => {
      void reread.endpoints();
      if (secret === undefined) onClose();
      else onSecret(secret);
      return undefined;
    },
    readAgain: async () => fieldsOf(await call<Endpoint>('GET', path`/webhook-endpoints/${endpoint?.endpoint ?? ''}`)),
    refusal: (at) => (at === 'url' ? { field: 'url', text: say('urlRefused') } : null),
  });
}
