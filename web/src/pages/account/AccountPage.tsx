import { useSession } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { Passkeys } from './Passkeys.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { TotpSection } from './TotpSection.tsx';

/** How I myself sign in. */
export function AccountPage() {
  const t = useT();
  const { user } = useSession();
  return (
    <Page narrow title={t.account.title} lead={`${user.name} · ${user.email}`}>
      <PasswordSection />
      <TotpSection enabled={user.totpEnabled} />
      <Passkeys />
    </Page>
  );
}
