import { faultsOfOtpText, type OtpTextFault } from '../../otp-text.ts';
import type { TemplateDesign, TemplateWording } from '../design.ts';
import { codeVariable, variablesIn } from '../render.ts';
import { type Finding, type FindingCode, finding } from './findings.ts';

const CODES: Readonly<Record<OtpTextFault, FindingCode>> = {
  code_missing: 'otp_code_missing',
  brand_missing: 'otp_brand_missing',
  warning_missing: 'otp_warning_missing',
  link: 'otp_link',
  phone_number: 'otp_phone_number',
  too_many_segments: 'otp_too_many_segments',
};

/** One-time codes by SMS, by the same rules as Verify. `sms` is rendered with the samples. */
export function lintOtp(
  design: TemplateDesign,
  wording: TemplateWording,
  sms: string,
  brands: readonly string[],
): Finding[] {
  const name = codeVariable(design);
  const variable = design.variables.find((one) => one.name === name);
  const where = wording.sms === undefined ? 'body' : 'sms';
  if (variable === undefined || !variablesIn(wording).has(variable.name))
    return [finding('otp_code_missing', where)];
  const faults = (brands.length === 0 ? [''] : brands).map((brand) =>
    faultsOfOtpText(sms, { brand, code: variable.sample }),
  );
  // One of the brands has to be there, not all of them.
  const fewest = faults.reduce((best, some) => (some.length < best.length ? some : best));
  return fewest.map((fault) => finding(CODES[fault], where));
}
