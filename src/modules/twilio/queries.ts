import { defineQuery } from '../../platform/db.ts';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly mode: 'live' | 'test';
  readonly created_at: Date;
}

export const insertAccount = defineQuery<[workspaceId: string, id: string, name: string, mode: string]>(
  'twilio.insert_account',
  'insert into twilio.account (workspace_id, id, name, mode) values ($1, $2, $3, $4)',
);

export const listAccounts = defineQuery<[workspaceId: string], AccountRow>(
  'twilio.list_accounts',
  `select id, name, mode, created_at from twilio.account
   where workspace_id = $1 and revoked_at is null order by created_at desc, id limit 100`,
);

export const findAccount = defineQuery<[workspaceId: string, id: string], AccountRow>(
  'twilio.find_account',
  `select id, name, mode, created_at from twilio.account
   where workspace_id = $1 and id = $2 and revoked_at is null`,
);

/** A row when it was there and good until now. */
export const revokeAccount = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'twilio.revoke_account',
  `update twilio.account set revoked_at = now()
   where workspace_id = $1 and id = $2 and revoked_at is null returning id`,
);

export interface ServiceRow {
  readonly id: string;
  readonly account_id: string;
  readonly friendly_name: string;
  readonly usecase: string;
  readonly inbound_request_url: string | null;
  readonly inbound_method: 'GET' | 'POST';
  readonly status_callback: string | null;
  readonly validity_period: number;
  readonly use_inbound_webhook_on_number: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const SERVICE = `id, account_id, friendly_name, usecase, inbound_request_url, inbound_method, status_callback,
  validity_period, use_inbound_webhook_on_number, created_at, updated_at`;

export const putService = defineQuery<
  [
    workspaceId: string,
    id: string,
    accountId: string,
    friendlyName: string,
    usecase: string,
    inboundRequestUrl: string | null,
    inboundMethod: string,
    statusCallback: string | null,
    validityPeriod: number,
    useInboundWebhookOnNumber: boolean,
  ],
  ServiceRow
>(
  'twilio.put_service',
  `insert into twilio.service as s (workspace_id, id, account_id, friendly_name, usecase, inbound_request_url,
     inbound_method, status_callback, validity_period, use_inbound_webhook_on_number)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (workspace_id, id) do update set account_id = excluded.account_id,
     friendly_name = excluded.friendly_name, usecase = excluded.usecase,
     inbound_request_url = excluded.inbound_request_url, inbound_method = excluded.inbound_method,
     status_callback = excluded.status_callback, validity_period = excluded.validity_period,
     use_inbound_webhook_on_number = excluded.use_inbound_webhook_on_number, updated_at = now()
   returning ${SERVICE}`,
);

/** Newest first. Pools are few: at most 200. */
export const listServices = defineQuery<[workspaceId: string], ServiceRow>(
  'twilio.list_services',
  `select ${SERVICE} from twilio.service where workspace_id = $1 order by created_at desc, id limit 200`,
);

export const findService = defineQuery<[workspaceId: string, id: string], ServiceRow>(
  'twilio.find_service',
  `select ${SERVICE} from twilio.service where workspace_id = $1 and id = $2`,
);

export const deleteService = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'twilio.delete_service',
  'delete from twilio.service where workspace_id = $1 and id = $2 returning id',
);

export interface ServiceSenderRow {
  readonly sender_id: string;
  readonly created_at: Date;
}

export const listServiceSenders = defineQuery<[workspaceId: string, serviceId: string], ServiceSenderRow>(
  'twilio.list_service_senders',
  `select sender_id, created_at from twilio.service_sender
   where workspace_id = $1 and service_id = $2 order by created_at, sender_id limit 400`,
);

export const insertServiceSender = defineQuery<[workspaceId: string, serviceId: string, senderId: string]>(
  'twilio.insert_service_sender',
  `insert into twilio.service_sender (workspace_id, service_id, sender_id) values ($1, $2, $3)
   on conflict do nothing`,
);

export const deleteServiceSender = defineQuery<
  [workspaceId: string, serviceId: string, senderId: string],
  { readonly sender_id: string }
>(
  'twilio.delete_service_sender',
  `delete from twilio.service_sender where workspace_id = $1 and service_id = $2 and sender_id = $3
   returning sender_id`,
);

export interface NumberRow {
  readonly sender_id: string;
  readonly account_id: string;
  readonly friendly_name: string | null;
  readonly sms_url: string | null;
  readonly sms_method: 'GET' | 'POST';
  readonly updated_at: Date;
}

const NUMBER = 'sender_id, account_id, friendly_name, sms_url, sms_method, updated_at';

export const listNumbers = defineQuery<[workspaceId: string], NumberRow>(
  'twilio.list_numbers',
  `select ${NUMBER} from twilio.number where workspace_id = $1 limit 400`,
);

export const putNumber = defineQuery<
  [
    workspaceId: string,
    senderId: string,
    accountId: string,
    friendlyName: string | null,
    smsUrl: string | null,
    smsMethod: string,
  ]
>(
  'twilio.put_number',
  `insert into twilio.number (workspace_id, sender_id, account_id, friendly_name, sms_url, sms_method)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (workspace_id, sender_id) do update set account_id = excluded.account_id,
     friendly_name = excluded.friendly_name, sms_url = excluded.sms_url, sms_method = excluded.sms_method,
     updated_at = now()`,
);

export interface InboundRow {
  readonly account_id: string;
  readonly service_id: string | null;
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

/** Where an answer to a sender goes: to the oldest pool that holds it and says so, else to the sender's own address. */
export const findInbound = defineQuery<[workspaceId: string, senderId: string], InboundRow>(
  'twilio.find_inbound',
  `select account_id, service_id, url, method from (
     select s.account_id, s.id as service_id, s.inbound_request_url as url, s.inbound_method as method, s.created_at,
       0 as place
     from twilio.service_sender p join twilio.service s on s.workspace_id = p.workspace_id and s.id = p.service_id
     where p.workspace_id = $1 and p.sender_id = $2 and not s.use_inbound_webhook_on_number
     union all
     select account_id, null, sms_url, sms_method, updated_at, 1 from twilio.number
     where workspace_id = $1 and sender_id = $2) as wishes
   where url is not null order by place, created_at limit 1`,
);
