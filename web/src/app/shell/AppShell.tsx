import { Outlet, useNavigate } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useLive } from '../../api/live.ts';
import { ZoneProvider, useT } from '../../i18n/I18n.tsx';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { LowBalanceBanner } from '../../pages/billing/LowBalanceBanner.tsx';
import { PhoneDrawerContext, usePhoneDrawer } from '../phone-drawer.ts';
import { SessionProvider, useMay, useMembership } from '../session.tsx';
import { BottomBar } from './BottomBar.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Header } from './Header.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { Sidebar } from './Sidebar.tsx';

const PhoneDrawer = lazy(async () => ({
  default: (await import('../../pages/phone/PhoneDrawer.tsx')).PhoneDrawer,
}));

/** Everything around a page once somebody is signed in. */
export function AppShell() {
  return (
    <SessionProvider none={<NoWorkspace />}>
      <Shell />
    </SessionProvider>
  );
}

function Shell() {
  const { workspace } = useMembership();
  const may = useMay();
  const [phone, setPhone] = useState(false);
  const control = useMemo(
    () => ({ available: workspace.trial && may('phone:use'), open: phone, setOpen: setPhone }),
    [workspace.trial, may, phone],
  );
  return (
    <ZoneProvider zone={workspace.timeZone}>
      <PhoneDrawerContext value={control}>
        <Frame key={workspace.id} />
      </PhoneDrawerContext>
    </ZoneProvider>
  );
}

function Frame() {
  const t = useT();
  const { workspace } = useMembership();
  const live = useLive(workspace.id);
  const navigate = useNavigate();
  const phone = usePhoneDrawer();
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts' | null>(null);
  useHotkeys({
    'mod+k': (event) => {
      event.preventDefault();
      setOverlay((open) => (open === 'palette' ? null : 'palette'));
    },
    '?': () => setOverlay('shortcuts'),
    c: (event) => {
      event.preventDefault();
      void navigate({ to: '/messages/send' });
    },
    p: () => {
      if (phone.available) phone.setOpen(!phone.open);
    },
    '/': (event) => {
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-search]')?.focus();
    },
  });
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md bg-accent px-3 py-2 text-sm font-semibold text-accent-on focus:translate-y-0"
      >
        {t.shell.skip}
      </a>
      <div className="flex min-h-dvh">
        <Sidebar />
        <div className="flex min-w-0 flex-1 flex-col">
          <Header
            live={live}
            onSearch={() => setOverlay('palette')}
            onShortcuts={() => setOverlay('shortcuts')}
          />
          <main
            id="main"
            tabIndex={-1}
            className="flex-1 px-4 pt-5 pb-24 outline-none md:px-8 md:pt-6 md:pb-12"
          >
            <LowBalanceBanner />
            <Outlet />
          </main>
        </div>
        {phone.available && phone.open && <PhoneSlot onClose={() => phone.setOpen(false)} />}
      </div>
      <BottomBar />
      {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(null)} />}
      <ShortcutSheet open={overlay === 'shortcuts'} onClose={() => setOverlay(null)} />
    </>
  );
}

/** Beside the page where there is room, over it on narrow screens. */
function PhoneSlot({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <aside
      aria-label={t.shell.phone}
      className="panel-enter fixed inset-0 z-40 bg-surface lg:sticky lg:inset-auto lg:top-0 lg:h-dvh lg:w-[380px] lg:shrink-0 lg:border-l lg:border-line"
    >
      <Suspense>
        <PhoneDrawer onClose={onClose} />
      </Suspense>
    </aside>
  );
}

function NoWorkspace() {
  const t = useT();
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState icon={Building2} title={t.shell.noWorkspace.title}>
        {t.shell.noWorkspace.body}
      </EmptyState>
    </main>
  );
}
