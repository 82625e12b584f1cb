/** Owns why a branch may not buy a report, in one sentence each. */
import { formatBRL } from '../texts/formats';
import { useDepsTexts } from './deps-texts';
import type { Offer, Offers } from './use-buying';

export function useRefusalText(offers: Offers): (why: NonNullable<Offer['refused']>) => string {
  const say = useDepsTexts();
  const cap = offers.monthCapCents === null ? '–' : formatBRL(offers.monthCapCents);
  return (why) => (why === 'priceUnknown' ? say('priceUnknownRefused') : say(why, { cap }));
}
