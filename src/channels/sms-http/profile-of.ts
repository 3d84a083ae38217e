/** Settings → profile: a preset with its address, or what a person wrote. */
import { customProfile } from './custom-profile.ts';
import { infobip } from './presets/infobip.ts';
import { twilioStyle } from './presets/twilio-style.ts';
import { vonage } from './presets/vonage.ts';
import { zenziva } from './presets/zenziva.ts';
import type { GatewayProfile } from './profile.ts';
import type { HttpSettings, PresetName, SettingFault } from './settings-shape.ts';

interface Preset {
  readonly profile: (origin: string) => GatewayProfile;
  /** undefined where every account has its own. */
  readonly origin: string | undefined;
  readonly needsAccount: boolean;
}

const PRESETS: Readonly<Record<Exclude<PresetName, 'custom'>, Preset>> = {
  infobip: { profile: infobip, origin: undefined, needsAccount: false },
  vonage: { profile: vonage, origin: 'https://rest.nexmo.com', needsAccount: true },
  'twilio-style': { profile: twilioStyle, origin: 'https://api.twilio.com', needsAccount: true },
  zenziva: { profile: zenziva, origin: 'https://console.zenziva.net', needsAccount: true },
};

/** Throws for settings with faults; `profileFaults` says which. */
export function profileOf(settings: HttpSettings): GatewayProfile {
  const result = readProfile(settings);
  if (Array.isArray(result)) throw new Error(`settings that are no profile: ${result[0]?.field ?? ''}`);
  return result;
}

export function profileFaults(settings: HttpSettings): readonly SettingFault[] {
  const result = readProfile(settings);
  return Array.isArray(result) ? result : [];
}

function readProfile(settings: HttpSettings): GatewayProfile | SettingFault[] {
  if (settings.preset === 'custom') return customProfile(settings);
  const preset = PRESETS[settings.preset];
  const faults: SettingFault[] = [];
  if (settings.secret === '') faults.push({ field: 'secret', message: 'The gateway asks for this.' });
  if (preset.needsAccount && settings.account === '')
    faults.push({ field: 'account', message: 'The gateway asks for this.' });
  const origin = settings.baseUrl === '' ? preset.origin : originOf(settings.baseUrl);
  if (origin === undefined)
    faults.push({ field: 'baseUrl', message: 'Use an address such as https://api.example.com.' });
  return origin === undefined || faults.length > 0 ? faults : preset.profile(origin);
}

/** People copy it with and without `https://`. undefined when it is more than an address, or less. */
function originOf(text: string): string | undefined {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!/^https?:\/\/[^\s/?#@\\{}]+\/?$/i.test(whole) || !URL.canParse(whole)) return undefined;
  return new URL(whole).origin;
}
