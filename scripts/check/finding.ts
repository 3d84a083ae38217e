/** What a check has to say about one place. Faults fail the check, warnings do not. */
export interface Finding {
  readonly level: 'fault' | 'warning';
  /** Path relative to the project, with a line where there is one: `src/lib/ids.ts:12`. */
  readonly where: string;
  readonly what: string;
}

export const fault = (where: string, what: string): Finding => ({ level: 'fault', where, what });
export const warning = (where: string, what: string): Finding => ({ level: 'warning', where, what });

export const lineOf = ({ level, where, what }: Finding): string =>
  `${level === 'warning' ? 'warning: ' : ''}${where}  ${what}`;
