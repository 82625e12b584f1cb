/** Owns the Deps that an API is given where no suite asks Deps anything. */
import { createAddressGuard } from '../../adapters/outbound/address-guard';

/** The same of SPC. */
export const STUB_SPC = {
  guard: createAddressGuard({ allowLoopback: true }),
  bureau: { listProducts: async () => [{ product: '257', name: 'SPC MIX TOP +', personType: null }] as const },
} as const;

/** Every login works and may buy the same. */
export const STUB_PORTAL = {
  guard: createAddressGuard({ allowLoopback: true }),
  client: {
    readPicture: () => Promise.resolve(null),
    login: async () => [{ product: '20C2F2B4', name: 'Smart PJ 010', personType: 'J' }] as const,
  },
} as const;
