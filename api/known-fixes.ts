/** Owns what helps against an error that says nothing of what was sent: place, cause and remedy, by its code. */
import type { ErrorCode, Finding } from '../domain/errors';

/** An address that isn't there. */
export const NO_ROUTE: Finding = {
  at: 'path',
  message: 'is no address of this API',
  fix: 'take one of those at /docs',
};

const NO_BRANCH: Finding = {
  at: 'path.branch',
  message: 'is no branch that this caller sees',
  fix: 'name one of yours; who has branches:write makes another by PUT /v1/branches/{branch}',
};

/** Of an error whose place is known only where it is thrown there is nothing here. */
export const KNOWN_FIXES: Partial<Record<ErrorCode, Finding>> = {
  BranchNotFound: NO_BRANCH,
  RouteNotFound: NO_ROUTE,
  DepsAccountNotFound: {
    at: 'path.branch',
    message: 'is a branch without a Deps account',
    fix: 'give it one by PUT /v1/branches/{branch}/deps',
  },
  SyncUnderWay: {
    at: 'everything',
    message: 'is not known to the run that is under way',
    fix: 'ask again when GET /v1/branches/{branch}/receivables/sync tells its end',
  },
  CustomerNotFound: {
    at: '',
    message: 'nobody has told of this customer',
    fix: 'tell of it by PUT /v1/branches/{branch}/customers; the answer has its customerKey',
  },
  AboveAuthority: {
    at: '',
    message: "gives more credit than the caller's authority bands allow",
    fix: 'propose it by POST /v1/branches/{branch}/customers/{customerKey}/limit-proposals and confirm it together with somebody of one of the bands in state.bands',
  },
  SamePerson: {
    at: '',
    message: 'was confirmed first by the same person',
    fix: 'have another person confirm it whose authority band reaches so far',
  },
  LimitProposalChanged: {
    at: 'revision',
    message: 'is not the present revision of this proposal',
    fix: 'look at state.terms, which somebody has confirmed meanwhile, and send state.revision',
  },
  CustomerChanged: {
    at: 'customerUpdatedAt',
    message: 'is not the time of the last change of this customer any more',
    fix: 'read the customer again, look at what has changed, and send its updatedAt',
  },
  OrderNotFound: {
    at: 'path.order',
    message: 'is no order of this branch',
    fix: 'submit it by POST /v1/branches/{branch}/orders, or name the branch it belongs to',
  },
  OrderNotHeld: {
    at: 'path.order',
    message: 'is held by no check, and stands as state says',
    fix: 'take one that GET /v1/holds tells; a hold by hand is lifted by POST …/unhold',
  },
  HoldAssigned: {
    at: 'path.order',
    message: 'is the work of state.assignee since state.since',
    fix: 'ask them to hand it over or put it back, or send "force": true, which takes holds:takeOver',
  },
  HoldChanged: {
    at: 'seen',
    message: 'is not what there is to see of this order now',
    fix: 'read GET /v1/holds again, look at what has changed, and send the seen it has now',
  },
  GroupNotFound: {
    at: '',
    message: 'is no group',
    fix: 'take its groupKey from GET /v1/customers/{customerKey}, or make one by POST /v1/groups',
  },
  ReleaseNotFound: {
    at: 'path.release',
    message: 'is no release that this caller sees',
    fix: 'take it from GET /v1/releases',
  },
  ExceptionNotFound: {
    at: 'path.exception',
    message: 'is no exception that this caller sees',
    fix: 'take it from GET /v1/exceptions',
  },
  SaleNotFound: {
    at: 'path.sale',
    message: 'is no sale of this branch',
    fix: 'record it by POST /v1/branches/{branch}/sales, or name the branch it belongs to',
  },
  SpcAccountNotFound: {
    at: 'path.branch',
    message: 'is a branch without an SPC account',
    fix: 'give it one by PUT /v1/branches/{branch}/spc',
  },
  DepsLoginRefused: {
    at: 'path.branch',
    message: 'has a login that Deps refuses, in the words of state.provider',
    fix: 'check e-mail and password with Deps, and send both by PUT /v1/branches/{branch}/deps',
  },
  SpcLoginRefused: {
    at: 'path.branch',
    message: 'has a login that SPC refuses; state.provider has its words, where it said any',
    fix: 'check operator and password with SPC, and send both by PUT /v1/branches/{branch}/spc',
  },
  DepsUnavailable: {
    at: 'path.branch',
    message: 'has a Deps account whose apiUrl does not answer, or not as Deps does',
    fix: 'check apiUrl (GET /v1/branches/{branch}/deps); where it is right, ask again later',
  },
  SpcUnavailable: {
    at: 'path.branch',
    message: 'has an SPC account whose apiUrl does not answer, or not as SPC does',
    fix: 'check apiUrl, its path too (GET /v1/branches/{branch}/spc); where it is right, ask again later',
  },
  BureauLoginRefused: {
    at: 'path.branch',
    message: 'has a login that the bureau refuses; nothing was charged',
    fix: 'correct it by PUT /v1/branches/{branch}/deps or /spc; POST to their /products/refresh tries it and buys nothing',
  },
  BureauUnavailable: {
    at: 'bureau',
    message: 'did not answer, or had no time, each time it was tried; nothing was charged',
    fix: 'ask again later, in the same way',
  },
  ReceivablesNotSent: {
    at: 'withoutReceivables',
    message: "is not set, and the customer's receivables, which go before a report, could not be sent",
    fix: 'ask again later, or send true to be told without them (that is logged)',
  },
  ReportProductNotAllowed: {
    at: 'product',
    message: 'is not sold to this login, or not for this kind of person; nothing was charged',
    fix: "name one of the account's knownProducts whose personType is the customer's; POST …/products/refresh reads them anew",
  },
  ReportDocumentRefused: {
    at: 'path.customerKey',
    message: 'is a customer whose document the bureau does not take; nothing was charged',
    fix: 'check the document with the customer; state.provider has the words of the bureau, where it said any',
  },
  ReportDocumentNotAccepted: {
    at: 'path.customerKey',
    message: 'is a customer with letters in its CNPJ, which this account does not send; nothing was charged',
    fix: 'once the bureau says that it takes them, send "acceptsAlphanumericCnpj": true by PUT of its account',
  },
  ReportConsentPending: {
    at: 'path.customerKey',
    message: 'is a person whose consent the bureau has not on its record; nothing was charged',
    fix: 'have the consent recorded at the bureau, then ask again',
  },
  ReportRefused: {
    at: '',
    message: 'was refused for state.reason, in the words of state.provider; nothing was charged',
    fix: 'do what they say, then ask again',
  },
  ReportNotFound: {
    at: '',
    message: 'names no report of this customer; a purchase takes only one of its own bureau and product',
    fix: 'take it from GET /v1/branches/{branch}/customers/{customerKey}/reports',
  },
  ReportSuperseded: {
    at: 'replaces',
    message: 'is not the newest report of this product, nor the purchase of it that was given up',
    fix: 'look at the newest one (state.report, where there is one) and name that, or leave replaces out to be given it',
  },
  PurchaseGivenUp: {
    at: 'replaces',
    message: 'does not name the purchase that was given up (state.purchase)',
    fix: "look at the bureau's invoice; to buy anew, send the id of that purchase",
  },
  PurchaseNotFound: {
    at: 'path.purchase',
    message: 'is no purchase of this customer by this branch',
    fix: 'take it from GET /v1/branches/{branch}/purchases, or from the answer of who bought',
  },
  PurchaseNotUnknown: {
    at: 'path.purchase',
    message: 'stands as state.status says: there is nothing to resolve',
    fix: 'read it by GET /v1/branches/{branch}/customers/{customerKey}/purchases/{purchase}',
  },
};
