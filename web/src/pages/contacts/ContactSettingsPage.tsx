import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { Page } from '../../ui/layout/Page.tsx';
import { FieldSettings } from './settings/FieldSettings.tsx';
import { TagSettings } from './settings/TagSettings.tsx';

/** What is kept about contacts besides names and addresses. */
export function ContactSettingsPage() {
  const words = useT().contacts;
  const back = (
    <Link
      to="/contacts"
      className="inline-flex items-center gap-1.5 text-sm font-semibold text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden size={14} />
      {words.page.back}
    </Link>
  );
  return (
    <Page narrow title={words.settings.title} lead={words.settings.lead} action={back}>
      <TagSettings />
      <FieldSettings />
    </Page>
  );
}
