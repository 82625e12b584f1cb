/** Owns the one list of errors. Business results (blocked, held, expired) are not errors and are not here. */

/** Every way a request can fail, with the sentence an English-speaking integrator reads. */
export const ERRORS = {
  InvalidRequest: 'The request is not valid.',
  InvalidJson: 'The body is not valid JSON.',
  UnsupportedContentType: 'The body has another content type than this route takes.',
  BodyTooLarge: 'The body is larger than this route accepts.',
  Unauthenticated: 'Neither a valid API key nor a session was sent.',
  SignInRefused: 'This e-mail and password don’t sign anybody in.',
  ProviderSignInRefused: 'The answer of the identity provider doesn’t sign anybody in.',
  ProviderAccountChanged: 'Another account of the identity provider has signed in with this e-mail before.',
  SignInProviderUnavailable: 'The identity provider could not be asked; passwords still sign in.',
  TooManyAttempts: 'Too many attempts to sign in: they are refused for a while, right ones too.',
  PasswordChangeDue: 'The password was handed over: another has to be chosen before anything else.',
  SecondStepExpired: 'No password waits for a code here: the sign-in begins anew with the password.',
  SecondFactorRefused: 'This code is not right, or was used.',
  SecondFactorDue: 'A user group demands a second factor: it has to be set up before anything else.',
  SecondFactorOn: 'The second factor is on.',
  SecondFactorOff: 'The second factor is off.',
  SecondFactorSetupExpired: 'Nothing waits to be confirmed in this session: the second factor is set up anew.',
  SecondFactorRequired: 'A user group demands the second factor: it can’t be turned off.',
  ForeignOrigin: 'This request came from a page of another origin.',
  PermissionDenied: 'This caller lacks the permission.',
  AboveAuthority: 'This is more than the caller may give alone.',
  SamePerson: 'The second person must be another one than the first.',
  UserNotFound: 'There is no such user.',
  UserExists: 'There is a user of this name or e-mail already.',
  LastAdministrator: 'Nobody would be left who may change users, at all branches.',
  UserGroupNotFound: 'There is no such user group.',
  UserGroupChanged: 'The user group was changed since it was read.',
  TooManyUserGroups: 'There are as many user groups as there may be.',
  ApiKeyNotFound: 'There is no such API key.',
  TooManyApiKeys: 'There are as many API keys as there may be.',
  UserChanged: 'The user was changed since they were read.',
  RouteNotFound: 'There is no such route.',
  MethodNotAllowed: 'This address takes other methods.',
  BranchNotFound: 'There is no such branch for this caller.',
  SettingsChanged: 'The settings were changed since they were read.',
  DepsAccountNotFound: 'This branch has no Deps account.',
  DepsLoginRefused: 'Deps does not take the login of this branch.',
  DepsUnavailable: 'Deps could not be asked.',
  SpcAccountNotFound: 'This branch has no SPC account.',
  SpcLoginRefused: 'SPC does not take the login of this branch.',
  SpcUnavailable: 'SPC could not be asked.',
  SyncUnderWay: 'A run of the sync is under way, which sends only what has changed.',
  BureauLoginRefused: 'The bureau does not take the login of this branch.',
  BureauUnavailable: 'The bureau could not be asked; nothing was charged.',
  BudgetRefused: 'The branch may not buy this report now; nothing was charged.',
  ReceivablesNotSent: 'The receivables of the customer could not be sent before; nothing was charged.',
  ReportNotFound: 'There is no such report of this customer.',
  ReportErased: 'The answer of the bureau is not kept any more, or may not be shown any more.',
  ReportSuperseded: 'The report to be replaced is not the newest of its product any more.',
  ReportProductNotAllowed: 'The bureau does not sell this product to this login, or not for this kind of person.',
  ReportDocumentRefused: 'The bureau does not take the document of this customer.',
  ReportDocumentNotAccepted: 'O provedor ainda não aceita este documento: CNPJ com letras.',
  ReportConsentPending: 'The bureau wants a consent of the person that is not on its record.',
  ReportRefused: 'The bureau refuses this query.',
  PurchaseNotFound: 'There is no such purchase in this branch.',
  PurchaseGivenUp: 'The purchase before was given up and may have been charged: name it in replaces to buy anew.',
  PurchaseNotUnknown: 'The outcome of this purchase is known, or is still awaited.',
  CustomerNotFound: 'There is no such customer.',
  CustomerChanged: 'The customer was changed since the form was opened.',
  LimitProposalNotFound: 'There is no such limit proposal in this branch.',
  LimitProposalChanged: 'The limit proposal was changed since the form was opened.',
  LimitProposalEnded: 'The limit proposal was confirmed, dismissed or superseded.',
  ConsentNotFound: 'There is no such consent of this customer that is not revoked.',
  GroupNotFound: 'There is no such group.',
  GroupFull: 'The group has as many members as a group may have.',
  OrderNotFound: 'There is no such order in this branch.',
  SaleNotFound: 'There is no such sale in this branch.',
  DecisionNotFound: 'There is no such decision for this caller.',
  ReviewRequestNotFound: 'There is no such review request for this caller.',
  ReviewRequestAnswered: 'The review request was answered before.',
  ReleaseNotFound: 'There is no such release for this caller.',
  ReleaseEnded: 'The release was granted, refused, revoked or used, or has expired.',
  NoHigherBand: 'No higher band may grant this.',
  ExceptionNotFound: 'There is no such exception for this caller.',
  ExceptionEnded: 'The exception has ended.',
  ExceptionChanged: 'The exception was changed since it was read.',
  TooManyExceptions: 'As many exceptions of this customer, of this group or of everybody stand as there may.',
  DelegationNotFound: 'There is no such delegation in this branch that has not ended.',
  PolicyNotFound: 'There is no such policy or version.',
  PolicyDraftNotFound: 'There is no such draft of this policy.',
  PolicyDraftConflict: 'The draft was changed since it was read.',
  PolicyDraftNotDue: 'This step is not the one the draft waits for.',
  PolicyDraftEnded: 'The draft was published or discarded.',
  OrderConflict: 'The order exists with other content.',
  OrderClosed: 'The order is done, cancelled or expired.',
  OrderNotHeld: 'No check holds the order.',
  HoldAssigned: 'Somebody else works on this hold.',
  HoldChanged: 'The order was changed since it was read.',
  ReleaseNotRequested: 'Nobody has asked for a release of this order that still waits: there is nothing to refuse.',
  OrderNotClosed: 'The order is open: there is nothing to reopen.',
  OrderOnHold: 'Somebody holds the order by hand: lift that hold first (POST …/unhold).',
  SaleConflict: 'The sale was cancelled, or was allowed or is being judged with other content.',
  ActionNotDue: 'This action is not the one the order waits for.',
  PartConflict: 'This part of the order was told before with another amount.',
  PartExceedsOrder: 'The parts would be more than the order has, or than was separated of it.',
  TooManyRejectedLines: 'So many lines are wrong that the rest was not read.',
  MovementConflict: 'The movement exists with other content.',
  IdempotencyConflict: 'The Idempotency-Key was used with another body.',
  IdempotencyInFlight: 'The first request with this Idempotency-Key is still being worked on.',
  WebhookEndpointNotFound: 'There is no such webhook endpoint for this caller.',
  WebhookEndpointDisabled: 'The webhook endpoint is disabled.',
  TooManyWebhookEndpoints: 'There are as many webhook endpoints as there may be.',
  WebhookDeliveryNotFound: 'There is no such delivery to this webhook endpoint.',
  BacktestNotFound: 'There is no such back-test of this policy for this caller.',
  ShadowNotFound: 'No draft of this policy runs beside it, or has run, for this caller.',
  ShadowUnderWay: 'Another draft of this policy runs beside it.',
  TooManyDrafts: 'The policy has as many open drafts as it may.',
  TooManyBacktests: 'As many back-tests are running as there may.',
  PolicyInvalid: 'The policy is not valid.',
  PolicyVersionConflict: 'Another version was published meanwhile.',
  TooManyEventStreams: 'As many streams of events are open, of this caller or of everybody, as there may.',
  TooManyConflicts: 'Too many concurrent changes of the same document.',
  Unavailable: 'Something this request needs is not available at the moment.',
  Internal: 'Something failed on our side.',
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** One place in the input that is wrong, and what to send instead. */
export interface Finding {
  /** A path such as `payments[2].amountCents`; empty for the whole body. */
  readonly at: string;
  readonly message: string;
  readonly fix: string;
}

export interface ErrorDetails {
  readonly errors?: readonly Finding[];
  /** Plain JSON that helps the caller: the state of an order, for one. Never personal data. */
  readonly state?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
  /** For logs only; never sent. */
  readonly cause?: unknown;
}

/** The only error that leaves a use case. Its message is safe to show. */
export class CrivoError extends Error {
  override readonly name = 'CrivoError';
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    message: string = ERRORS[code],
  ) {
    super(message, { cause: details.cause });
  }
}

/** A `CrivoError` whatever was thrown: unknown things become `Internal` and keep their cause for the log. */
export function toCrivoError(thrown: unknown): CrivoError {
  return thrown instanceof CrivoError ? thrown : new CrivoError('Internal', { cause: thrown });
}
