/** One running product for all journeys of a run. */
import type { TestProject } from 'vitest/node';
import { startForJourneys, type TitianAddress } from './start-titian.ts';
import { signInByLink } from './sign-in.ts';

declare module 'vitest' {
  interface ProvidedContext {
    titian: TitianAddress & {
      /** `name=value` of the demo owner's session, for journeys that begin behind the sign-in. */
      readonly sessionCookie: string;
    };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, dataDir, cli, apiKey, loginUrl, stop } = await startForJourneys();
  try {
    const sessionCookie = await signInByLink(loginUrl);
    project.provide('titian', { url, dataDir, cli, apiKey, sessionCookie });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
