import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { wrongChecksFor } from '../code.ts';
import { Limits, type Service } from '../contract.ts';
import type { ServiceRow } from '../queries/services.ts';
import { otpText } from '../start/otp-message.ts';

const SAMPLE_DIGITS = '4829130576';

export function serviceView(row: ServiceRow): Service {
  const content = {
    id: publicIdOfUuid('vsv', row.id),
    name: row.name,
    brand: row.brand,
    locale: row.locale,
    codeLength: row.code_length,
    ttlSeconds: row.ttl_seconds,
    purposes: [...row.purposes],
    channels: [...row.channels],
    sender: row.sender,
    appHash: row.app_hash,
    autofillDomain: row.autofill_domain,
    countries: [...row.countries],
    clientIp: row.client_ip,
    limits: Limits.parse(row.limits),
    guard: row.guard,
  };
  const wrongChecks = wrongChecksFor(row.code_length);
  return {
    ...content,
    wrongChecks,
    guessOdds: wrongChecks / 10 ** row.code_length,
    sampleText: otpText(content, row.purposes[0]?.label ?? '', SAMPLE_DIGITS.slice(0, row.code_length)),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
