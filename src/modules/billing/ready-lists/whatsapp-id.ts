import type { ReadyPriceList } from '../contract.ts';

/**
 * Rules: Meta, "WhatsApp Business Platform pricing", September 2026. Rates: public rate pages of several solution
 * providers of 2025 and 2026, which agree with each other; facts, not under copyright. Rates change at quarter starts only.
 */
export const whatsAppIndonesia: ReadyPriceList = {
  id: 'whatsapp-id',
  medium: 'whatsapp',
  country: 'ID',
  name: { id: 'WhatsApp, penerima di Indonesia', en: 'WhatsApp, recipients in Indonesia' },
  source: {
    id: 'Meta (aturan, September 2026) dan halaman tarif beberapa penyedia WhatsApp (2025–2026)',
    en: 'Meta (rules, September 2026) and rate pages of several WhatsApp providers (2025–2026)',
  },
  checkedAt: '2026-11-01',
  currency: 'USD',
  chargeOn: 'delivered',
  entries: [
    { category: 'marketing', inWindow: false, micros: 41100, validFrom: '2025-07-01' },
    { category: 'utility', inWindow: false, micros: 25000, validFrom: '2025-07-01' },
    { category: 'utility', inWindow: true, micros: 0, validFrom: '2025-07-01' },
    { category: 'utility', inWindow: true, micros: 25000, validFrom: '2026-10-01' },
    { category: 'authentication', inWindow: false, micros: 25000, validFrom: '2025-07-01' },
    { category: 'authentication-international', inWindow: false, micros: 136000, validFrom: '2025-07-01' },
    { category: 'service', inWindow: false, micros: 0, validFrom: '2024-11-01' },
    { category: 'service', inWindow: false, micros: 25000, validFrom: '2026-10-01', freePerMonth: 1000 },
  ],
};
