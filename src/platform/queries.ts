import { defineQuery } from './db.ts';

export const findIdKey = defineQuery<[], { readonly key: Buffer }>(
  'platform.find_id_key',
  'select key from platform.id_key',
);

export const ping = defineQuery<[], { readonly one: number }>('platform.ping', 'select 1 as one');
