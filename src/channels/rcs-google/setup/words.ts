import type { SettingsField } from '../../channel.ts';

export type Words = SettingsField['label'];

export const words = (id: string, en: string): Words => ({ id, en });
