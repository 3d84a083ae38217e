/** What the builders of requests share. */

/** A file that Meta has or can fetch. */
export type WireMedia = { readonly id: string } | { readonly link: string };

export type Payload = Readonly<Record<string, unknown>>;

/** Without the fields that are undefined. */
export function present(fields: Payload): Payload {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
