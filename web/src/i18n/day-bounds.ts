/** How far a zone is ahead of UTC; Indonesia knows no summer time. */
const OFFSETS: Readonly<Record<string, string>> = {
  'Asia/Jakarta': '+07:00',
  'Asia/Makassar': '+08:00',
  'Asia/Jayapura': '+09:00',
};

/** ISO moment at which a day (`2026-11-21`) begins in a zone. */
export const startOfDay = (day: string, zone: string): string => `${day}T00:00:00${OFFSETS[zone] ?? 'Z'}`;
