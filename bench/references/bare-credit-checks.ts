/** Owns the reference of P7, a process of its own: the shortest credit check of hono, zod and json-rules-engine. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Engine } from 'json-rules-engine';
import { z } from 'zod';
import policy from '../../rules/default-policy.json';
import { LIMIT_CENTS } from '../stage/credit-check-case';

const bodySchema = z.strictObject({ document: z.string().length(14), amountCents: z.int().min(0) });

/** The facts that our side computes for the same customer; those that nobody knows are left out. */
const customer = {
  hasTermPart: true,
  longestTermDays: 0,
  heldOrdersCents: 0,
  takenCents: 0,
  situation: 'cleared',
  limitKind: 'amount',
  limitCents: LIMIT_CENTS,
  limitExpired: false,
  hasPaymentHistory: false,
  hasGroupLimit: false,
  groupHasPaymentHistory: false,
  groupOverdueBeyondGraceCount: 0,
  groupOverdueBeyondGraceCents: 0,
  hasDepsReport: false,
  overdueBeyondGraceCount: 0,
  overdueBeyondGraceCents: 0,
  bureauConsulted: false,
  depsConsulted: false,
  hasBureauRestrictions: false,
  spcReportDue: true,
};

const rules = policy.checks.flatMap((check) =>
  check.rules.map(({ when }) => {
    const conditions = 'all' in when || 'any' in when ? when : { all: [when] };
    return { conditions, event: { type: check.id, params: check.texts } };
  }),
);

const app = new Hono();
app.post('/v1/branches/:branch/credit-checks', async (c) => {
  const { amountCents } = bodySchema.parse(await c.req.json());
  const facts = { ...customer, orderTotalCents: amountCents, termCents: amountCents, exposureAfterCents: amountCents };
  const { events } = await new Engine(rules, { allowUndefinedFacts: true }).run(facts);
  const restrictions = events.map(({ type, params }) => ({ check: type, ...params }));
  return c.json({ outcome: restrictions.length === 0 ? 'clear' : 'indicated', restrictions });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[2]) });
