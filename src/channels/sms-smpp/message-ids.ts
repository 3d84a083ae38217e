/**
 * Brings the id of a submit_sm_resp and the id of its receipt into one form. Some
 * centres answer `1A2B3C` and later report `id:1715004`, the same number in decimal.
 */
export type IdMode = 'as_is' | 'resp_hex_dlr_dec' | 'resp_dec_dlr_hex';

export interface IdRules {
  readonly idMode: IdMode;
  /** Letters count the same in either case. */
  readonly idFoldCase: boolean;
  readonly idStripZeros: boolean;
}

export function idFromResponse(id: string, rules: IdRules): string {
  if (rules.idMode === 'resp_hex_dlr_dec') return hexToDecimal(id) ?? tidy(id, rules);
  if (rules.idMode === 'resp_dec_dlr_hex') return decimal(id) ?? tidy(id, rules);
  return tidy(id, rules);
}

export function idFromReceipt(id: string, rules: IdRules): string {
  if (rules.idMode === 'resp_hex_dlr_dec') return decimal(id) ?? tidy(id, rules);
  if (rules.idMode === 'resp_dec_dlr_hex') return hexToDecimal(id) ?? tidy(id, rules);
  return tidy(id, rules);
}

function tidy(id: string, rules: IdRules): string {
  const folded = rules.idFoldCase ? id.trim().toLowerCase() : id.trim();
  return rules.idStripZeros ? folded.replace(/^0+(?=.)/, '') : folded;
}

function hexToDecimal(id: string): string | undefined {
  const digits = id.trim();
  return /^[0-9a-f]{1,64}$/i.test(digits) ? BigInt(`0x${digits}`).toString() : undefined;
}

function decimal(id: string): string | undefined {
  const digits = id.trim();
  return /^\d{1,64}$/.test(digits) ? digits.replace(/^0+(?=.)/, '') : undefined;
}
