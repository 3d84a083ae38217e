import { useNavigate } from '@tanstack/react-router';
import { usePhoneDrawer } from '../../app/phone-drawer.ts';
import { formatPhone } from '../../i18n/format.ts';
import { usePhoneWidth } from '../../ui/media.ts';

/** To the send form with the number filled in; where the phone covers the page it steps aside. */
export function useWriteTo(): (phone: string) => void {
  const navigate = useNavigate();
  const drawer = usePhoneDrawer();
  const narrow = usePhoneWidth();
  return (phone) => {
    if (narrow) drawer.setOpen(false);
    void navigate({ to: '/messages/send', search: { to: formatPhone(phone) } });
  };
}
