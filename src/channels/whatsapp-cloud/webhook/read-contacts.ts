/** Contact cards that a person shared, within the bounds of our own. */
import { z } from 'zod';
import { ContactCard } from '../../../lib/message-content.ts';
import { list, text } from './fields.ts';

const Shared = z.looseObject({
  name: z
    .looseObject({ formatted_name: text, first_name: text, last_name: text })
    .optional()
    .catch(undefined),
  phones: list,
  emails: list,
  org: z.looseObject({ company: text }).optional().catch(undefined),
});
const Phone = z.looseObject({ phone: text, wa_id: text, type: text });
const Email = z.looseObject({ email: text, type: text });

/** Cards that hold neither a name nor a number are left out. */
export function readContacts(values: readonly unknown[]): z.output<typeof ContactCard>[] {
  return values.slice(0, 50).flatMap((value) => {
    const shared = Shared.safeParse(value);
    const card = shared.success ? ContactCard.safeParse(cardOf(shared.data)) : undefined;
    return card?.success === true ? [card.data] : [];
  });
}

function cardOf({ name, phones, emails, org }: z.output<typeof Shared>): unknown {
  const numbers = phones.slice(0, 20).flatMap((value) => {
    const { success, data } = Phone.safeParse(value);
    const number = success ? (data.phone ?? data.wa_id) : undefined;
    return number === undefined ? [] : [{ number: number.slice(0, 32), ...labelOf(data?.type) }];
  });
  const addresses = emails.slice(0, 20).flatMap((value) => {
    const { success, data } = Email.safeParse(value);
    return success && data.email !== undefined
      ? [{ address: data.email.slice(0, 254), ...labelOf(data.type) }]
      : [];
  });
  const called = name?.formatted_name ?? [name?.first_name, name?.last_name].filter(Boolean).join(' ');
  return {
    name: (called || numbers[0]?.number || '').slice(0, 256),
    phones: numbers,
    ...(addresses.length === 0 ? {} : { emails: addresses }),
    ...(org?.company ? { organisation: org.company.slice(0, 256) } : {}),
  };
}

const labelOf = (type: string | undefined): { label?: string } => (type ? { label: type.slice(0, 256) } : {});
