/** The note that a running server leaves for the command line, in the data directory. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Instance = z.object({ url: z.string(), pid: z.number().int() });
export type Instance = z.infer<typeof Instance>;

/** The demo workspace of the first start. Its key is kept in clear for its owner, who is the owner of this directory. */
const Demo = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  apiKey: z.string(),
  /** For programs written for Twilio; not there in demos of older versions. */
  twilio: z.object({ accountSid: z.string(), authToken: z.string(), from: z.string() }).optional(),
});
export type Demo = z.infer<typeof Demo>;

const instancePath = (dataDir: string): string => join(dataDir, 'instance.json');
const demoPath = (dataDir: string): string => join(dataDir, 'demo.json');

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function write(path: string, dataDir: string, value: unknown): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}

export const writeInstance = (dataDir: string, instance: Instance): void =>
  write(instancePath(dataDir), dataDir, instance);
export const forgetInstance = (dataDir: string): void => rmSync(instancePath(dataDir), { force: true });
export const readInstance = (dataDir: string): Instance | undefined => read(instancePath(dataDir), Instance);
export const writeDemo = (dataDir: string, demo: Demo): void => write(demoPath(dataDir), dataDir, demo);
export const readDemo = (dataDir: string): Demo | undefined => read(demoPath(dataDir), Demo);
