/** Meta's codes in words for people. */
import type { SetupCheck } from '../../channel.ts';

type Found = NonNullable<SetupCheck['found']>;

const FOUND: ReadonlyMap<string, Found> = new Map([
  ['VERIFIED', { id: 'Sudah diverifikasi', en: 'Verified' }],
  ['NOT_VERIFIED', { id: 'Belum diverifikasi', en: 'Not verified' }],
  ['EXPIRED', { id: 'Verifikasinya kedaluwarsa', en: 'The verification has ended' }],
  ['GREEN', { id: 'Hijau: baik', en: 'Green: good' }],
  ['YELLOW', { id: 'Kuning: ada keluhan dari penerima', en: 'Yellow: people have complained' }],
  ['RED', { id: 'Merah: banyak yang memblokir atau melapor', en: 'Red: many people block or report it' }],
  ['UNKNOWN', { id: 'Belum dinilai', en: 'Not rated yet' }],
  ['STANDARD', { id: '80 pesan per detik', en: '80 messages per second' }],
  ['HIGH', { id: '1.000 pesan per detik', en: '1,000 messages per second' }],
  ['NOT_APPLICABLE', { id: 'Belum bisa mengirim', en: 'Cannot send yet' }],
  ['TIER_50', { id: '50 orang', en: '50 people' }],
  ['TIER_250', { id: '250 orang', en: '250 people' }],
  ['TIER_1K', { id: '1.000 orang', en: '1,000 people' }],
  ['TIER_2K', { id: '2.000 orang', en: '2,000 people' }],
  ['TIER_10K', { id: '10.000 orang', en: '10,000 people' }],
  ['TIER_100K', { id: '100.000 orang', en: '100,000 people' }],
  ['TIER_UNLIMITED', { id: 'Tanpa batas', en: 'No limit' }],
]);

/** undefined for what already says it, such as a name, and for codes that are newer than this. */
export const foundOf = (value: string | undefined): Found | undefined =>
  FOUND.get(value?.toUpperCase() ?? '');
