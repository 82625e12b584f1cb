/** Owns the list of what the API is given; `main.ts` builds it, tests build their own. */
import type { DepsClient } from '../adapters/deps/deps-client';
import type { Identity, SessionTiming } from '../adapters/auth/identity';
import type { OidcProvider } from '../adapters/auth/oidc';
import type { OneTimeCodes } from '../adapters/auth/one-time-codes';
import type { Passwords } from '../adapters/auth/passwords';
import type { Stores } from '../adapters/mongo/stores';
import type { PolicyBacktests } from '../adapters/temporal/policy-backtests';
import type { ReceivablesSchedules } from '../adapters/temporal/receivables-schedules';
import type { OrderWorkflows } from '../adapters/temporal/order-workflows';
import type { CodecAccess } from './codec-session';
import type { AnyContext } from './context';
import type { EventHub } from './events/event-hub';
import type { WebhookWorkflows } from '../adapters/temporal/webhook-workflows';
import type { SpcLogin } from '../adapters/spc/spc-bureau';
import type { CreditBureau } from '../domain/credit-bureau';
import type { AddressGuard } from '../adapters/outbound/address-guard';
import type { MetricsAccess } from './metrics';
import type { Logger } from '../platform/logger';
import type { Telemetry } from '../platform/telemetry';
import type { WebPages } from './web-pages';
import type { BuyReportDeps } from '../usecases/buy-report';
import type { Identifier, Sealer } from '../usecases/identify-customer';
import type { CreditStores } from '../usecases/stores';

export interface ApiDeps {
  readonly stores: Stores;
  readonly credit: CreditStores;
  readonly orders: OrderWorkflows;
  readonly webhooks: { readonly guard: Pick<AddressGuard, 'problemOf'>; readonly workflows: WebhookWorkflows };
  readonly depsPortal: {
    readonly guard: Pick<AddressGuard, 'problemOf'>;
    readonly client: Pick<DepsClient, 'login' | 'readPicture'>;
  };
  readonly spcPortal: {
    readonly guard: Pick<AddressGuard, 'problemOf'>;
    readonly bureau: Pick<CreditBureau<SpcLogin>, 'listProducts'>;
  };
  /** How reports are bought, and how long a caller is kept waiting for one. */
  readonly buying: Pick<BuyReportDeps, 'lines' | 'money' | 'reportWorkflows' | 'timing'> & {
    readonly waitMs: number;
    readonly pause: (ms: number) => Promise<void>;
  };
  /** Runs of the nightly sync. */
  readonly receivables: Pick<ReceivablesSchedules, 'run'>;
  /** Where back-tests of policies run. */
  readonly backtests: Pick<PolicyBacktests, 'start'>;
  /** What screens that are open are told by. */
  readonly events: Pick<EventHub, 'open'>;
  /** Who takes nothing of a stream, or says no more of a body, is let go after so long; usual times where it isn't told. */
  readonly stalledAfterMs?: number | undefined;
  readonly identity: Identity;
  /** How people sign in, and from which pages. */
  readonly signIn: {
    readonly passwords: Passwords;
    readonly codes: OneTimeCodes;
    readonly timing: SessionTiming;
    /** Who may prove people's e-mails beside their passwords; without it nobody may. */
    readonly provider?: { readonly label: string; readonly client: OidcProvider } | undefined;
    /** Where people open the screens, such as `https://crivo.example.com`; told by each request where it isn't set. */
    readonly publicOrigin: string | undefined;
    /** What attempts are counted by. */
    readonly addressOf: (c: AnyContext) => string;
  };
  readonly identifier: Identifier;
  readonly sealer: Sealer & { openText(sealed: string): string };
  /** Tells a server that didn't answer from a defect of ours. */
  readonly isUnreachable: (error: unknown) => boolean;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** What Temporal's UI opens payloads with; without it there is no codec endpoint. */
  readonly codec?: CodecAccess | undefined;
  /** What is measured and may be read; without it nothing is. */
  readonly metrics?: MetricsAccess | undefined;
  /** Traces; without it there are none. */
  readonly telemetry?: Telemetry | undefined;
  /** The analysts' pages; without them `/` says that they aren't built. */
  readonly pages?: WebPages | null | undefined;
  /** Which parts answer, for `/readyz`. */
  readonly parts: () => Promise<Readonly<Record<string, boolean>>>;
}
