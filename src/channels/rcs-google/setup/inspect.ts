/** Looks at the provider's side of the set-up. */
import { z } from 'zod';
import type { SetupCheck } from '../../channel.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { type AnswerContext, readRefusal } from '../answer.ts';
import { type ApiDeps, callApi } from '../api.ts';
import { askCapability } from '../capability.ts';
import { words } from './words.ts';

export interface SetupDeps {
  readonly api: ApiDeps;
  /** Where agents are administered. */
  readonly management: ApiDeps;
  readonly agentId: string;
  readonly agentName: string;
  readonly clientToken: string;
  readonly callbackUrl: string;
  readonly context: AnswerContext;
  /** When a genuine call came last, since the connection was opened. */
  readonly verifiedAt: Date | undefined;
}

/** Nobody's number: asked for only to see whether the agent may ask. */
const NOBODY = '+6280000000000';

export async function inspectSetup(deps: SetupDeps, signal: AbortSignal): Promise<readonly SetupCheck[]> {
  const token = await deps.api.token.get();
  if (token.kind !== 'token')
    return [
      credentials(token.code === 'credentials_refused' ? 'failed' : 'unknown', token.detail),
      webhook(deps),
    ];
  const [agent, launch] = await Promise.all([checkAgent(deps, signal), checkLaunch(deps, signal)]);
  return [credentials('ok'), agent, webhook(deps), ...launch];
}

function credentials(state: SetupCheck['state'], value?: string): SetupCheck {
  return {
    code: 'credentials',
    label: words('Akun layanan diterima', 'The service account is accepted'),
    state,
    ...(value === undefined ? {} : { value }),
    ...(state === 'failed'
      ? {
          remedy: words(
            'Buat kunci baru di konsol dan tempelkan berkasnya; periksa juga jam server.',
            'Create a new key in the console and paste the file; look at the clock of the server as well.',
          ),
        }
      : {}),
  };
}

async function checkAgent({ api, agentId, context }: SetupDeps, signal: AbortSignal): Promise<SetupCheck> {
  const label = words('Agen dikenal', 'The agent is known');
  const asked = await askCapability(api, NOBODY, agentId, context, signal);
  if (asked.kind === 'known') return { code: 'agent', label, state: 'ok', value: agentId };
  if (asked.kind !== 'permanent') return { code: 'agent', label, state: 'unknown', value: asked.detail };
  return {
    code: 'agent',
    label,
    state: 'failed',
    value: asked.detail,
    remedy: words(
      'Periksa ID agen dan wilayahnya; akun layanan harus milik mitra yang sama dengan agen.',
      'Check the agent id and its region; the service account must be of the same partner as the agent.',
    ),
  };
}

function webhook({ clientToken, verifiedAt }: SetupDeps): SetupCheck {
  const label = words('Webhook terverifikasi', 'The webhook is verified');
  if (clientToken === '')
    return {
      code: 'webhook_verified',
      label,
      state: 'todo',
      remedy: words(
        'Isi token klien pada kanal ini, lalu masukkan alamat webhook dan token yang sama di konsol.',
        'Fill in the client token of this channel, then enter the webhook address and the same token in the console.',
      ),
    };
  if (verifiedAt !== undefined) return { code: 'webhook_verified', label, state: 'ok' };
  return {
    code: 'webhook_verified',
    label,
    state: 'unknown',
    remedy: words(
      'Belum ada panggilan yang sah sejak kanal ini tersambung. Masukkan alamat webhook di konsol dan tekan Verifikasi, atau daftarkan dari sini.',
      'No genuine call has come since this channel was connected. Enter the webhook address in the console and press Verify, or register it from here.',
    ),
    action: 'register_webhook',
  };
}

const Launch = z.object({
  rcsBusinessMessaging: z.object({
    launchDetails: z
      .record(z.string(), z.object({ launchState: z.string().max(100).optional() }))
      .default({}),
  }),
});

const LAUNCH_STATES: Readonly<Record<string, SetupCheck['state']>> = {
  LAUNCH_STATE_LAUNCHED: 'ok',
  LAUNCH_STATE_PENDING: 'todo',
  LAUNCH_STATE_UNLAUNCHED: 'todo',
  LAUNCH_STATE_SUSPENDED: 'failed',
  LAUNCH_STATE_REJECTED: 'failed',
};

const LAUNCH_WORDS: Readonly<Record<string, SetupCheck['label']>> = {
  LAUNCH_STATE_LAUNCHED: words('Sudah diluncurkan', 'Launched'),
  LAUNCH_STATE_PENDING: words('Sedang ditinjau operator', 'The operator is looking at it'),
  LAUNCH_STATE_UNLAUNCHED: words('Belum diluncurkan', 'Not launched'),
  LAUNCH_STATE_SUSPENDED: words('Ditangguhkan operator', 'Suspended by the operator'),
  LAUNCH_STATE_REJECTED: words('Ditolak operator', 'Rejected by the operator'),
};

/** One check per operator. */
async function checkLaunch(
  { management, agentName, context }: SetupDeps,
  signal: AbortSignal,
): Promise<readonly SetupCheck[]> {
  const label = words('Peluncuran per operator', 'Launch per operator');
  const invite = {
    remedy: words(
      'Sampai diluncurkan, agen hanya dapat mengirim ke ponsel uji.',
      'Until it is launched, the agent reaches test phones only.',
    ),
    action: 'invite_tester',
  };
  if (agentName === '') return [{ code: 'launch', label, state: 'unknown', ...invite }];
  const outcome = await callApi(management, { method: 'GET', path: `/v1/${agentName}/launch` }, signal);
  const body = outcome.kind === 'response' && outcome.status === 200 ? parseJson(outcome.body) : undefined;
  const launches = Object.entries(Launch.safeParse(body).data?.rcsBusinessMessaging.launchDetails ?? {});
  if (launches.length === 0) {
    const error = outcome.kind === 'no_token' ? outcome.error : readRefusal(outcome, context);
    const refused = body === undefined ? error.detail : undefined;
    return [
      {
        code: 'launch',
        label,
        state: body === undefined ? 'unknown' : 'todo',
        ...(refused === undefined ? {} : { value: refused }),
        ...invite,
      },
    ];
  }
  return launches.map(([region, { launchState = '' }]): SetupCheck => {
    const operator = region.replace(/^\/?(v1\/)?regions\//, '');
    const state = LAUNCH_STATES[launchState] ?? 'unknown';
    const found = LAUNCH_WORDS[launchState];
    return {
      code: `launch:${operator}`,
      label: words(`Peluncuran: ${operator}`, `Launch: ${operator}`),
      state,
      value: launchState.replace('LAUNCH_STATE_', ''),
      ...(found === undefined ? {} : { found }),
      ...(state === 'ok' ? {} : invite),
    };
  });
}
