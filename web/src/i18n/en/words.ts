import type { Dictionary } from '../dictionary.ts';

export const status: Dictionary['status'] = {
  accepted: 'Accepted',
  held: 'Held',
  queued: 'Queued',
  sending: 'Sending',
  unknown: 'Unknown',
  sent: 'Sent',
  canceled: 'Canceled',
  expired: 'Expired',
  failed: 'Failed',
  delivered: 'Delivered',
  read: 'Read',
  received: 'Received',
};

export const messageClass: Dictionary['messageClass'] = {
  otp: 'OTP',
  transactional: 'Transactional',
  conversation: 'Conversation',
  marketing: 'Marketing',
};

export const roles: Dictionary['roles'] = {
  owner: { name: 'Owner', can: 'Everything, including changing the owner.' },
  admin: { name: 'Admin', can: 'Manages channels, senders, keys, prices and members.' },
  supervisor: { name: 'Supervisor', can: 'Sends, watches and redrives messages.' },
  agent: { name: 'Agent', can: 'Sends and reads messages, records opt-outs.' },
  analyst: { name: 'Analyst', can: 'Sees numbers and settings, not message texts.' },
  developer: { name: 'Developer', can: 'API keys, messages and test sends.' },
  dpo: { name: 'Data protection officer', can: 'Opt-outs and the audit trail, not message texts.' },
};

export const operators: Dictionary['operators'] = {
  telkomsel: { name: 'Telkomsel', short: 'Tsel' },
  ioh: { name: 'Indosat Ooredoo Hutchison', short: 'IOH' },
  xlsmart: { name: 'XLSmart', short: 'XLS' },
};

export const media: Dictionary['media'] = {
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  email: 'E-mail',
  webchat: 'Webchat',
};
