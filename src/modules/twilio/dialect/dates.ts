/** `Sun, 22 Nov 2026 01:29:38 +0000`: dates of api.twilio.com (RFC 2822). */
export const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000');

/** `2026-11-22T01:29:38Z`: dates of the younger APIs. */
export const iso8601 = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
