/** Owns how an error is told over HTTP: the one mapping of codes to statuses, and the problem+json body. */
import { z } from '@hono/zod-openapi';
import { CrivoError, ERRORS, toCrivoError, type ErrorCode, type Finding } from '../domain/errors';
import { UnknownKeyError } from '../platform/keyring';
import type { ApiDeps } from './deps';
import { KNOWN_FIXES, NO_ROUTE } from './known-fixes';
import { PORTUGUESE_DETAILS } from './portuguese-details';

/** A code without a status doesn't compile. */
export const PROBLEM_STATUS = {
  InvalidRequest: 400,
  InvalidJson: 400,
  UnsupportedContentType: 415,
  BodyTooLarge: 413,
  Unauthenticated: 401,
  SignInRefused: 401,
  ProviderSignInRefused: 401,
  ProviderAccountChanged: 403,
  SignInProviderUnavailable: 503,
  TooManyAttempts: 429,
  PasswordChangeDue: 403,
  SecondStepExpired: 401,
  SecondFactorRefused: 401,
  SecondFactorDue: 403,
  SecondFactorOn: 409,
  SecondFactorOff: 409,
  SecondFactorSetupExpired: 409,
  SecondFactorRequired: 409,
  ForeignOrigin: 403,
  PermissionDenied: 403,
  AboveAuthority: 403,
  SamePerson: 403,
  UserNotFound: 404,
  UserExists: 409,
  LastAdministrator: 409,
  UserGroupNotFound: 404,
  UserGroupChanged: 409,
  TooManyUserGroups: 409,
  ApiKeyNotFound: 404,
  TooManyApiKeys: 409,
  UserChanged: 409,
  RouteNotFound: 404,
  MethodNotAllowed: 405,
  BranchNotFound: 404,
  SettingsChanged: 409,
  DepsAccountNotFound: 404,
  DepsLoginRefused: 422,
  DepsUnavailable: 503,
  SpcAccountNotFound: 404,
  SpcLoginRefused: 422,
  SpcUnavailable: 503,
  SyncUnderWay: 409,
  BureauLoginRefused: 422,
  BureauUnavailable: 503,
  BudgetRefused: 422,
  ReceivablesNotSent: 422,
  ReportNotFound: 404,
  ReportErased: 409,
  ReportSuperseded: 409,
  ReportProductNotAllowed: 422,
  ReportDocumentRefused: 422,
  ReportDocumentNotAccepted: 422,
  ReportConsentPending: 422,
  ReportRefused: 422,
  PurchaseNotFound: 404,
  PurchaseGivenUp: 409,
  PurchaseNotUnknown: 409,
  CustomerNotFound: 404,
  CustomerChanged: 409,
  LimitProposalNotFound: 404,
  LimitProposalChanged: 409,
  LimitProposalEnded: 409,
  ConsentNotFound: 404,
  GroupNotFound: 404,
  GroupFull: 409,
  OrderNotFound: 404,
  SaleNotFound: 404,
  DecisionNotFound: 404,
  ReviewRequestNotFound: 404,
  ReviewRequestAnswered: 409,
  ReleaseNotFound: 404,
  ReleaseEnded: 409,
  NoHigherBand: 409,
  ExceptionNotFound: 404,
  ExceptionEnded: 409,
  ExceptionChanged: 409,
  TooManyExceptions: 409,
  DelegationNotFound: 404,
  PolicyNotFound: 404,
  PolicyDraftNotFound: 404,
  PolicyDraftConflict: 409,
  PolicyDraftNotDue: 409,
  PolicyDraftEnded: 409,
  OrderConflict: 409,
  OrderClosed: 409,
  OrderNotHeld: 409,
  HoldAssigned: 409,
  HoldChanged: 409,
  ReleaseNotRequested: 409,
  OrderNotClosed: 409,
  OrderOnHold: 409,
  SaleConflict: 409,
  ActionNotDue: 409,
  PartConflict: 409,
  PartExceedsOrder: 409,
  TooManyRejectedLines: 422,
  MovementConflict: 409,
  IdempotencyConflict: 409,
  IdempotencyInFlight: 409,
  WebhookEndpointNotFound: 404,
  WebhookEndpointDisabled: 409,
  TooManyWebhookEndpoints: 409,
  WebhookDeliveryNotFound: 404,
  PolicyInvalid: 422,
  PolicyVersionConflict: 409,
  BacktestNotFound: 404,
  ShadowNotFound: 404,
  ShadowUnderWay: 409,
  TooManyDrafts: 409,
  TooManyBacktests: 429,
  TooManyEventStreams: 429,
  TooManyConflicts: 503,
  Unavailable: 503,
  Internal: 500,
} as const satisfies Record<ErrorCode, number>;

const TYPE_BASE = 'https://crivo.dev/problems/';

/** One place that is wrong, with its fix. */
export const findingView = z.object({ at: z.string(), message: z.string(), fix: z.string() });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    detail: z.string().optional().openapi({ description: 'In Portuguese, for who is refused on a screen.' }),
    status: z.number(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    requestId: z.string(),
    errors: z.array(findingView).optional(),
    state: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof problemSchema>;

/** For an address that isn't there: most often the version was left out. */
export function noRouteFinding(path: string): Finding {
  return path.startsWith('/v1/')
    ? NO_ROUTE
    : { ...NO_ROUTE, fix: 'begin the path with /v1; all addresses are at /docs' };
}

/** After so long a caller may try again where nothing better is known. */
export const RETRY_AFTER_SECONDS = 2;

/** A key that is missing is an operator's mistake that passes, like a server that is away: nothing is lost by it. */
export function asProblem(thrown: unknown, deps: Pick<ApiDeps, 'isUnreachable'>): CrivoError {
  if (deps.isUnreachable(thrown) || thrown instanceof UnknownKeyError) {
    return new CrivoError('Unavailable', { cause: thrown, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return toCrivoError(thrown);
}

/** The body for an error. Nothing of its cause is in it. `template` is the path of the route that gave it. */
export function problemOf(error: CrivoError, requestId: string, template?: string): Problem {
  const { state } = error.details;
  const known = KNOWN_FIXES[error.code];
  const detail = PORTUGUESE_DETAILS[error.code];
  const errors = error.details.errors ?? (known && [placedIn(template, known)]);
  return {
    type: TYPE_BASE + kebab(error.code),
    title: error.message,
    ...(detail !== undefined && { detail }),
    status: PROBLEM_STATUS[error.code],
    code: error.code,
    requestId,
    ...(errors && { errors: [...errors] }),
    ...(state && { state }),
  };
}

/** A route whose path has no such segment was told it in the body or the query, under the same name. */
function placedIn(template: string | undefined, finding: Finding): Finding {
  const [, segment] = /^path\.(\w+)$/.exec(finding.at) ?? [];
  if (template === undefined || segment === undefined || template.includes(`{${segment}}`)) return finding;
  return { ...finding, at: segment };
}

function kebab(code: string): string {
  return code.replace(/[A-Z]/g, (letter, index: number) => (index === 0 ? '' : '-') + letter.toLowerCase());
}
