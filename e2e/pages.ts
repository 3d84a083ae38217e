/** Every address of the console behind the sign-in, details included. */
import { z } from 'zod';
import { apiOf } from '../testing/processes/titian-api.ts';
import type { TitianAddress } from './start-titian.ts';

const List = z.object({ items: z.array(z.object({ id: z.string() })) });

/** Of each kind of detail the first that the API lists. */
export async function pagePaths({ url, apiKey }: Pick<TitianAddress, 'url' | 'apiKey'>): Promise<string[]> {
  const api = apiOf(url, apiKey);
  const firstOf = async (
    kind: 'messages' | 'channels' | 'senders' | 'contacts' | 'templates',
  ): Promise<string> => {
    const { items } = List.parse((await api.call('GET', `/v1/${kind}`)).body);
    return `/${kind}/${items[0]?.id ?? 'none'}`;
  };
  return [
    '/',
    '/messages',
    await firstOf('messages'),
    '/messages/send',
    '/messages/dead-letters',
    '/pipeline',
    '/channels',
    await firstOf('channels'),
    '/channels/new',
    '/channels/new?type=sms-smpp',
    '/channels/new?type=sms-http',
    '/channels/new?type=whatsapp-cloud',
    '/routes',
    '/senders',
    await firstOf('senders'),
    `${await firstOf('senders')}/case-file`,
    '/templates',
    await firstOf('templates'),
    '/keys',
    '/verify',
    '/webhooks',
    '/members',
    '/contacts',
    await firstOf('contacts'),
    '/contacts/duplicates',
    '/contacts/settings',
    '/contacts/import',
    '/opt-outs',
    '/audit',
    '/billing',
    '/prices',
    '/settings',
    '/account',
  ];
}
