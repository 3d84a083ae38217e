import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent as lazy,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { isApiProblem } from '../api/problem.ts';
import { ContactsSearch } from '../pages/contacts/search.ts';
import { MessagesSearch } from '../pages/messages/search.ts';
import { ConsolePending } from './ConsolePending.tsx';
import { sessionQuery } from './session.tsx';

/**
 * Every page, its address and the file it lives in; each is its own script.
 * A detail is a child of its list: it opens beside the list and has its own address.
 */
const root = createRootRouteWithContext<{ queries: QueryClient }>()();

const Next = z.looseObject({ next: z.string().optional().catch(undefined) });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: Next,
  component: lazy(() => import('../pages/sign-in/SignInPage.tsx'), 'SignInPage'),
});
/** Another spelling of the same page, for links written by hand. */
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: Next,
  component: lazy(() => import('../pages/sign-in/SignInPage.tsx'), 'SignInPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazy(() => import('../pages/sign-in/InvitationPage.tsx'), 'InvitationPage'),
});

/** Everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'console',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (error) {
      if (isApiProblem(error) && error.status === 401) {
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
      }
      throw error;
    }
  },
  pendingComponent: ConsolePending,
  component: lazy(() => import('./shell/AppShell.tsx'), 'AppShell'),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazy(() => import('../pages/home/HomePage.tsx'), 'HomePage'),
});

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages',
  validateSearch: MessagesSearch,
  component: lazy(() => import('../pages/messages/MessagesPage.tsx'), 'MessagesPage'),
});
const message = createRoute({
  getParentRoute: () => messages,
  path: '$messageId',
  component: lazy(() => import('../pages/messages/MessageDetail.tsx'), 'MessageDetail'),
});
const send = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages/send',
  validateSearch: z.object({ to: z.string().optional().catch(undefined) }),
  component: lazy(() => import('../pages/messages/SendPage.tsx'), 'SendPage'),
});
const deadLetters = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages/dead-letters',
  component: lazy(() => import('../pages/messages/DeadLettersPage.tsx'), 'DeadLettersPage'),
});

const contacts = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts',
  validateSearch: ContactsSearch,
  component: lazy(() => import('../pages/contacts/ContactsPage.tsx'), 'ContactsPage'),
});
const duplicates = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/duplicates',
  component: lazy(() => import('../pages/contacts/DuplicatesPage.tsx'), 'DuplicatesPage'),
});
const contactSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/settings',
  component: lazy(() => import('../pages/contacts/ContactSettingsPage.tsx'), 'ContactSettingsPage'),
});
const contactImport = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/import',
  validateSearch: z.object({ id: z.string().optional().catch(undefined) }),
  component: lazy(() => import('../pages/contacts/import/ImportPage.tsx'), 'ImportPage'),
});
const contact = createRoute({
  getParentRoute: () => signedIn,
  path: '/contacts/$contactId',
  component: lazy(() => import('../pages/contacts/ContactPage.tsx'), 'ContactPage'),
});

const verify = createRoute({
  getParentRoute: () => signedIn,
  path: '/verify',
  component: lazy(() => import('../pages/verify/VerifyPage.tsx'), 'VerifyPage'),
});
const pipeline = createRoute({
  getParentRoute: () => signedIn,
  path: '/pipeline',
  component: lazy(() => import('../pages/pipeline/PipelinePage.tsx'), 'PipelinePage'),
});

const channels = createRoute({
  getParentRoute: () => signedIn,
  path: '/channels',
  component: lazy(() => import('../pages/channels/ChannelsPage.tsx'), 'ChannelsPage'),
});
const channel = createRoute({
  getParentRoute: () => channels,
  path: '$channelId',
  component: lazy(() => import('../pages/channels/ChannelDetail.tsx'), 'ChannelDetail'),
});
const newChannel = createRoute({
  getParentRoute: () => signedIn,
  path: '/channels/new',
  validateSearch: z.object({ type: z.string().optional().catch(undefined) }),
  component: lazy(() => import('../pages/channels/NewChannelPage.tsx'), 'NewChannelPage'),
});

const routes = createRoute({
  getParentRoute: () => signedIn,
  path: '/routes',
  component: lazy(() => import('../pages/routes/RoutesPage.tsx'), 'RoutesPage'),
});

const senders = createRoute({
  getParentRoute: () => signedIn,
  path: '/senders',
  component: lazy(() => import('../pages/senders/SendersPage.tsx'), 'SendersPage'),
});
const sender = createRoute({
  getParentRoute: () => senders,
  path: '$senderId',
  component: lazy(() => import('../pages/senders/SenderDetail.tsx'), 'SenderDetail'),
});

/** Wider than a detail beside its list: forms, papers and history. */
const caseFile = createRoute({
  getParentRoute: () => signedIn,
  path: '/senders/$senderId/case-file',
  component: lazy(() => import('../pages/senders/case-file/CaseFilePage.tsx'), 'CaseFilePage'),
});

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  component: lazy(() => import('../pages/templates/TemplatesPage.tsx'), 'TemplatesPage'),
});
const template = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId',
  component: lazy(() => import('../pages/templates/TemplatePage.tsx'), 'TemplatePage'),
});

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: '/keys',
  component: lazy(() => import('../pages/keys/KeysPage.tsx'), 'KeysPage'),
});
const webhooks = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks',
  component: lazy(() => import('../pages/webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
});
const webhook = createRoute({
  getParentRoute: () => webhooks,
  path: '$endpointId',
  component: lazy(() => import('../pages/webhooks/EndpointDetail.tsx'), 'EndpointDetail'),
});
const members = createRoute({
  getParentRoute: () => signedIn,
  path: '/members',
  component: lazy(() => import('../pages/members/MembersPage.tsx'), 'MembersPage'),
});
const optOuts = createRoute({
  getParentRoute: () => signedIn,
  path: '/opt-outs',
  component: lazy(() => import('../pages/opt-outs/OptOutsPage.tsx'), 'OptOutsPage'),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  component: lazy(() => import('../pages/audit/AuditPage.tsx'), 'AuditPage'),
});
const billing = createRoute({
  getParentRoute: () => signedIn,
  path: '/billing',
  component: lazy(() => import('../pages/billing/BillingPage.tsx'), 'BillingPage'),
});
const prices = createRoute({
  getParentRoute: () => signedIn,
  path: '/prices',
  component: lazy(() => import('../pages/prices/PricesPage.tsx'), 'PricesPage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazy(() => import('../pages/workspace/WorkspacePage.tsx'), 'WorkspacePage'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazy(() => import('../pages/account/AccountPage.tsx'), 'AccountPage'),
});

export const routeTree = root.addChildren([
  signIn,
  login,
  invitation,
  signedIn.addChildren([
    home,
    messages.addChildren([message]),
    send,
    deadLetters,
    contacts,
    duplicates,
    contactSettings,
    contactImport,
    contact,
    pipeline,
    channels.addChildren([channel]),
    newChannel,
    routes,
    senders.addChildren([sender]),
    caseFile,
    templates,
    template,
    keys,
    verify,
    webhooks.addChildren([webhook]),
    members,
    optOuts,
    audit,
    billing,
    prices,
    settings,
    account,
  ]),
]);
