/** Meta's limits on what a message may hold, checked before anything is sent. Lengths are in characters. */

/** A message that Meta would refuse; `detail` names what and by how much. */
export interface Unfit {
  readonly unfit: string;
}

export const LIMITS = {
  text: 4096,
  caption: 1024,
  filename: 240,
  buttonsBody: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  replyButtons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  otpCode: 15,
} as const;

/** The first thing that is too long; undefined when all is well. */
export function tooLong(
  ...checks: readonly (readonly [what: string, value: string | undefined, most: number])[]
): Unfit | undefined {
  for (const [what, value, most] of checks) {
    // Code units: Meta counts an emoji outside the base plane as two.
    if (value !== undefined && value.length > most)
      return { unfit: `${what} has ${value.length} characters, WhatsApp takes ${most}.` };
  }
  return undefined;
}

export const isUnfit = (value: object): value is Unfit => 'unfit' in value;
