/** content.twilio.com, as far as reading goes: the workspace's published templates, addressed as HX…. */
import { numberPlaceholders } from '../../../lib/template/placeholders.ts';
import { textsOf } from '../../../lib/template/render.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import type { BookTemplate } from '../../templates/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { sidOfUuid, uuidOfSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from '../rest/caller.ts';

type Resource = Record<string, unknown>;
type Deps = Pick<TwilioDeps, 'templateBooks'>;

/** `{{1}}` is the first variable that the template's own language says, header first; a template may hold so many. */
interface Numbered {
  /** Twilio's numbers stand for these names, from 1. */
  readonly names: readonly string[];
  readonly body: string;
}

function numbered({ versions, version, defaultLanguage }: BookTemplate): Numbered {
  const design = versions.get(version);
  const wording = design?.languages[defaultLanguage];
  if (design === undefined || wording === undefined) return { names: [], body: '' };
  const { names } = numberPlaceholders(textsOf(wording).join('\n'));
  const others = design.variables.flatMap(({ name }) => (names.includes(name) ? [] : [name]));
  const all = [...names, ...others];
  const body = wording.body.replace(/\{\{([a-z][a-z0-9_]*)\}\}/g, (whole, name: string) =>
    all.includes(name) ? `{{${all.indexOf(name) + 1}}}` : whole,
  );
  return { names: all, body };
}

/** Undefined for what nobody published here, drafts among it. */
export async function findTemplate(
  { templateBooks }: Deps,
  workspaceId: string,
  sid: string,
): Promise<{ readonly template: BookTemplate; readonly names: readonly string[] } | undefined> {
  const id = uuidOfSid('HX', sid);
  if (id === undefined) return undefined;
  const template = (await templateBooks.of(workspaceId)).get(publicIdOfUuid('tpl', id));
  if (template === undefined || template.version === 0) return undefined;
  return { template, names: numbered(template).names };
}

function resource(publicUrl: string, { accountSid }: Caller, template: BookTemplate): Resource {
  const sid = sidOfUuid('HX', template.id);
  const { names, body } = numbered(template);
  const samples = new Map(
    template.versions.get(template.version)?.variables.map(({ name, sample }) => [name, sample]),
  );
  const url = `${publicUrl}/v1/Content/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    friendly_name: template.slug,
    language: template.defaultLanguage,
    variables: Object.fromEntries(names.map((name, at) => [String(at + 1), samples.get(name) ?? name])),
    types: { 'twilio/text': { body } },
    // The library keeps no dates of templates in memory, and nobody asked for them yet.
    date_created: null,
    date_updated: null,
    url,
    links: {},
  };
}

export async function listContents(deps: Deps & Pick<TwilioDeps, 'publicUrl'>, caller: Caller) {
  // Every template stands in the book twice, under its id and its short name.
  const templates = new Set((await deps.templateBooks.of(caller.workspaceId)).values());
  const items = [...templates]
    .filter(({ version }) => version > 0)
    .map((template) => resource(deps.publicUrl, caller, template));
  return metaPage('contents', items, `${deps.publicUrl}/v1/Content`);
}

export async function fetchContent(
  deps: Deps & Pick<TwilioDeps, 'publicUrl'>,
  caller: Caller,
  sid: string,
): Promise<Resource> {
  const found = await findTemplate(deps, caller.workspaceId, sid);
  if (found === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return resource(deps.publicUrl, caller, found.template);
}
