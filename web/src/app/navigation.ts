import {
  Activity,
  Ban,
  Building2,
  Contact,
  House,
  KeyRound,
  LayoutTemplate,
  type LucideIcon,
  MessageSquareText,
  RadioTower,
  ScrollText,
  ShieldCheck,
  Signature,
  Split,
  Tag,
  Users,
  Wallet,
  Webhook,
} from 'lucide-react';
import type { Permission } from '../contracts/accounts.ts';
import type { Dictionary } from '../i18n/dictionary.ts';

export interface NavigationItem {
  readonly to:
    | '/'
    | '/messages'
    | '/contacts'
    | '/pipeline'
    | '/verify'
    | '/channels'
    | '/routes'
    | '/senders'
    | '/templates'
    | '/keys'
    | '/webhooks'
    | '/members'
    | '/opt-outs'
    | '/audit'
    | '/billing'
    | '/prices'
    | '/settings';
  readonly page: keyof Dictionary['shell']['pages'];
  readonly icon: LucideIcon;
  /** Members without it don't see the page. */
  readonly needs?: Permission;
  /** What is counted beside it. */
  readonly badge?: 'deadLetters';
}

export interface NavigationGroup {
  readonly name: keyof Dictionary['shell']['groups'];
  readonly items: readonly NavigationItem[];
}

/** The menu, in the order of what people do. Also feeds the bottom bar and the palette. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    name: 'work',
    items: [
      { to: '/', page: 'home', icon: House },
      {
        to: '/messages',
        page: 'messages',
        icon: MessageSquareText,
        needs: 'messages:read',
        badge: 'deadLetters',
      },
      { to: '/contacts', page: 'contacts', icon: Contact, needs: 'contacts:read' },
      { to: '/pipeline', page: 'pipeline', icon: Activity, needs: 'messages:read' },
      { to: '/templates', page: 'templates', icon: LayoutTemplate, needs: 'templates:read' },
      { to: '/verify', page: 'verify', icon: ShieldCheck, needs: 'verify:read' },
    ],
  },
  {
    name: 'connect',
    items: [
      { to: '/channels', page: 'channels', icon: RadioTower, needs: 'channels:read' },
      { to: '/routes', page: 'routes', icon: Split, needs: 'channels:read' },
      { to: '/senders', page: 'senders', icon: Signature, needs: 'senders:read' },
      { to: '/keys', page: 'keys', icon: KeyRound, needs: 'keys:read' },
      { to: '/webhooks', page: 'webhooks', icon: Webhook, needs: 'webhooks:read' },
    ],
  },
  {
    name: 'govern',
    items: [
      { to: '/opt-outs', page: 'optOuts', icon: Ban, needs: 'optouts:read' },
      { to: '/audit', page: 'audit', icon: ScrollText, needs: 'audit:read' },
    ],
  },
  {
    name: 'manage',
    items: [
      { to: '/members', page: 'members', icon: Users, needs: 'members:read' },
      { to: '/billing', page: 'billing', icon: Wallet, needs: 'billing:read' },
      { to: '/prices', page: 'prices', icon: Tag, needs: 'prices:read' },
      { to: '/settings', page: 'settings', icon: Building2, needs: 'workspace:read' },
    ],
  },
];

export function visibleNavigation(may: (permission: Permission) => boolean): NavigationGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter(({ needs }) => needs === undefined || may(needs)),
  })).filter(({ items }) => items.length > 0);
}
