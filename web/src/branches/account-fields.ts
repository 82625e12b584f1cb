/** Owns how an account at a bureau is typed, checked and sent: what both bureaus have in common, and what each has alone. */
import type { Typed } from './fields';
import type { useBranchTexts } from './texts';
import type { DepsAccount, SpcAccount } from './use-branches';
import { isWithin, type Problems } from './use-form';

type Say = ReturnType<typeof useBranchTexts>;

/** What the login and the terms of buying are, whichever bureau it is. */
export interface AccountFields {
  readonly apiUrl: string;
  /** The e-mail at Deps, the operator at SPC. */
  readonly user: string;
  /** Empty: the one that is kept stays. */
  readonly password: string;
  readonly F: string | null;
  readonly J: string | null;
  readonly caCertificate: string | null;
  readonly parallelLimit: Typed;
  readonly timeoutSeconds: Typed;
  readonly acceptsAlphanumericCnpj: boolean;
  /** `null` where there was no account. */
  readonly seen: string | null;
}

export interface DepsFields extends AccountFields {
  readonly reuseIsFree: boolean;
  readonly sync: DepsAccount['sync'];
  readonly batchSize: Typed;
  readonly requestsPerMinute: Typed;
  /** Empty for our own name of the period. */
  readonly labels: DepsAccount['periodLabels'];
}

export interface SpcFields extends AccountFields {
  /** Numbers with commas between. */
  readonly optionalInputs: string;
}

const DEPS_URL = 'https://api-portal.deps.com.br';
const SPC_URL = 'https://servicos.spc.org.br/spc/remoting/ws/consulta/consultaWebService';
/** As `contracts/deps-account.ts` has them. */
const DEPS_NEW = { batchSize: 50, requestsPerMinute: 60 };
const BUYING_NEW = { parallelLimit: 4, timeoutSeconds: 90, acceptsAlphanumericCnpj: false };
const SYNC_NEW = { enabled: false, hour: '01:00', includePersons: false, ageingChanges: true };
const MOST_INPUTS = 20;

function shared(account: DepsAccount | SpcAccount | null, apiUrl: string, user: string): AccountFields {
  const { F, J } = account?.defaultProducts ?? { F: null, J: null };
  const { parallelLimit, timeoutSeconds, acceptsAlphanumericCnpj } = account ?? BUYING_NEW;
  return {
    ...{ apiUrl: account?.apiUrl ?? apiUrl, user, password: '', F, J, caCertificate: account?.caCertificate ?? null },
    ...{ parallelLimit, timeoutSeconds, acceptsAlphanumericCnpj, seen: account?.updatedAt ?? null },
  };
}

export function depsFields(account: DepsAccount | null): DepsFields {
  const { batchSize, requestsPerMinute } = account ?? DEPS_NEW;
  return {
    ...shared(account, DEPS_URL, account?.email ?? ''),
    ...{ reuseIsFree: account?.reuseIsFree ?? false, sync: account?.sync ?? SYNC_NEW, batchSize, requestsPerMinute },
    labels: account?.periodLabels ?? {},
  };
}

export function spcFields(account: SpcAccount | null): SpcFields {
  return {
    ...shared(account, SPC_URL, account?.operator ?? ''),
    optionalInputs: account?.optionalInputs.join(', ') ?? '',
  };
}

function sharedBody(fields: AccountFields) {
  const { apiUrl, password, F, J, caCertificate, parallelLimit, timeoutSeconds, acceptsAlphanumericCnpj } = fields;
  return {
    ...{ apiUrl: apiUrl.trim(), caCertificate, defaultProducts: { F, J }, acceptsAlphanumericCnpj },
    ...{ parallelLimit: Number(parallelLimit), timeoutSeconds: Number(timeoutSeconds), seenUpdatedAt: fields.seen },
    ...(password !== '' && { password }),
  };
}

export function depsBody(fields: DepsFields) {
  const { user, reuseIsFree, sync, batchSize, requestsPerMinute } = fields;
  return {
    ...sharedBody(fields),
    ...{ email: user.trim(), reuseIsFree, sync },
    periodLabels: Object.fromEntries(Object.entries(fields.labels).filter(([, label]) => label.trim() !== '')),
    ...{ batchSize: Number(batchSize), requestsPerMinute: Number(requestsPerMinute) },
  };
}

export function spcBody(fields: SpcFields) {
  return { ...sharedBody(fields), operator: fields.user.trim(), optionalInputs: inputsOf(fields.optionalInputs) };
}

function inputsOf(text: string): number[] {
  return text.split(/[\s,;]+/).flatMap((one) => (one === '' ? [] : [Number(one)]));
}

/** `isSameLogin`: as kept, so that its password may be left out. */
function checkShared(fields: AccountFields, isSameLogin: boolean, say: Say): Problems {
  const { parallelLimit, timeoutSeconds, password } = fields;
  const between = (least: number, most: number) => say('between', { least, most });
  return {
    ...(!/^https?:\/\/\S+$/i.test(fields.apiUrl.trim()) && { apiUrl: say('urlWrong') }),
    ...(password === '' && !isSameLogin && { password: say(fields.seen === null ? 'passwordFirst' : 'passwordAgain') }),
    ...(!isWithin(parallelLimit, 1, 50) && { parallelLimit: between(1, 50) }),
    ...(!isWithin(timeoutSeconds, 10, 300) && { timeoutSeconds: between(10, 300) }),
  };
}

export function checkDeps(fields: DepsFields, kept: DepsAccount | null, say: Say): Problems {
  const { batchSize, requestsPerMinute, user } = fields;
  const email = user.trim();
  const isSame = email.toLowerCase() === kept?.email.toLowerCase() && fields.apiUrl.trim() === kept.apiUrl;
  return {
    ...checkShared(fields, isSame, say),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && { user: say('emailWrong') }),
    ...(!/^([01]\d|2[0-3]):[0-5]\d$/.test(fields.sync.hour) && { hour: say('hourWrong') }),
    ...(Object.values(fields.labels).some((label) => label.length > 40) && { labels: say('labelLong') }),
    ...(!isWithin(batchSize, 1, 500) && { batchSize: say('between', { least: 1, most: 500 }) }),
    ...(!isWithin(requestsPerMinute, 1, 6_000) && { requestsPerMinute: say('between', { least: 1, most: 6_000 }) }),
  };
}

export function checkSpc(fields: SpcFields, kept: SpcAccount | null, say: Say): Problems {
  const operator = fields.user.trim();
  const isSame = operator === kept?.operator && fields.apiUrl.trim() === kept.apiUrl;
  const inputs = inputsOf(fields.optionalInputs);
  const isWrong = inputs.length > MOST_INPUTS || inputs.some((one) => !isWithin(one, 1, 999_999_999));
  return {
    ...checkShared(fields, isSame, say),
    ...((operator === '' || operator.includes(':')) && { user: say('operatorWrong') }),
    ...(isWrong && { optionalInputs: say('inputsWrong', { count: MOST_INPUTS }) }),
  };
}

/** What the API says of a field, in the words of this screen. */
export function accountRefusal(at: string, say: Say): { readonly field: string; readonly text: string } | null {
  if (at === 'apiUrl') return { field: 'apiUrl', text: say('urlRefused') };
  if (at === 'password') return { field: 'password', text: say('passwordAgain') };
  if (at === 'email' || at === 'operator') return { field: 'user', text: say('refusedValue') };
  if (at === 'caCertificate') return { field: 'caCertificate', text: say('certificateRefused') };
  const [, person] = /^defaultProducts\.([FJ])$/.exec(at) ?? [];
  return person === undefined ? null : { field: person, text: say('productRefused') };
}

/** What a product costs here; `undefined` where nobody has said. */
export function priceText(
  prices: readonly { readonly bureau: string; readonly product: string; readonly priceCents: number }[],
  bureau: string,
  product: string,
): number | undefined {
  return prices.find((one) => one.bureau === bureau && one.product === product)?.priceCents;
}
