import { Mail, MessageCircle, MessagesSquare, Phone, type LucideIcon } from 'lucide-react';
import type { Identity, IdentityKind } from '../../../contracts/contacts.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';

const ICONS: Readonly<Record<IdentityKind, LucideIcon>> = {
  phone: Phone,
  whatsapp: MessageCircle,
  email: Mail,
  webchat: MessagesSquare,
};

export const addressWords = ({
  kind,
  address,
  masked,
}: Pick<Identity, 'kind' | 'address' | 'masked'>): string =>
  kind === 'phone' && !masked ? formatPhone(address) : address;

/** An address with the picture of its kind. */
export function AddressText({ identity }: { identity: Pick<Identity, 'kind' | 'address' | 'masked'> }) {
  const t = useT();
  const Icon = ICONS[identity.kind];
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Icon aria-label={t.contacts.kinds[identity.kind]} size={15} className="shrink-0 text-faint" />
      <span className="truncate tabular-nums">{addressWords(identity)}</span>
    </span>
  );
}
