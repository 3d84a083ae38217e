import { useT } from '../../i18n/I18n.tsx';
import { Page } from '../../ui/layout/Page.tsx';

export function ChannelDetail() {
  const t = useT();
  return <Page title={t.shell.pages.channels}>{null}</Page>;
}
