/** The text that carries a code: brand, code, purpose, how long, and that it is nobody else's business. */
import { countSegments } from '../../../lib/segments.ts';
import type { Service } from '../contract.ts';

type Wording = Pick<Service, 'brand' | 'locale' | 'ttlSeconds' | 'appHash' | 'autofillDomain'>;

/**
 * The line for the Android app and the last line for iOS and browsers are as Google's SMS Retriever and Apple's
 * domain-bound codes (WICG origin-bound one-time codes) want them. The Retriever reads 140 bytes at most.
 * Without a label the text does not say what the code is for.
 */
export function otpText(service: Wording, purposeLabel: string, code: string): string {
  const { brand, locale, appHash, autofillDomain } = service;
  const purpose = purposeLabel === '' ? '' : `${purposeLabel} `;
  const minutes = Math.floor(service.ttlSeconds / 60);
  const text =
    locale === 'id'
      ? `${brand}: ${code} kode ${purpose}Anda, berlaku ${minutes} menit. JANGAN BAGIKAN ke siapa pun.`
      : `${brand}: ${code} is your ${purpose}code, valid ${minutes} min. DO NOT SHARE it with anyone.`;
  const lines = [
    text,
    ...(appHash === null ? [] : [appHash]),
    ...(autofillDomain === null ? [] : [`@${autofillDomain} #${code}`]),
  ];
  return lines.join('\n');
}

export const segmentsOf = (text: string): number => countSegments(text).segments;
