/** A template as Meta wants it submitted: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
import type { TemplateButton, TemplateDraft } from '../../channel.ts';

type Component = Readonly<Record<string, unknown>>;

/** `headerHandle` names the uploaded sample of a media header. */
export function componentsOf(draft: TemplateDraft, headerHandle: string | undefined): readonly Component[] {
  return draft.category === 'authentication'
    ? authenticationComponents(draft)
    : writtenComponents(draft, headerHandle);
}

/** Meta writes the text itself, in every language. */
function authenticationComponents({ code, buttons }: TemplateDraft): Component[] {
  const footer = code?.expiresMinutes;
  const otp = buttons.flatMap((button) => (button.type === 'otp' ? [buttonOf(button)] : []));
  return [
    { type: 'BODY', add_security_recommendation: code?.securityAdvice === true },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: footer }]),
    { type: 'BUTTONS', buttons: otp.length > 0 ? otp : [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ];
}

function writtenComponents(draft: TemplateDraft, headerHandle: string | undefined): Component[] {
  const { header, body, bodyExamples, footer, buttons } = draft;
  return [
    ...(header === undefined ? [] : [headerOf(header, headerHandle)]),
    {
      type: 'BODY',
      text: body,
      ...(bodyExamples.length === 0 ? {} : { example: { body_text: [bodyExamples] } }),
    },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }]),
  ];
}

function headerOf(header: NonNullable<TemplateDraft['header']>, handle: string | undefined): Component {
  switch (header.type) {
    case 'text': {
      const { text, example } = header;
      const shown = example === undefined ? {} : { example: { header_text: [example] } };
      return { type: 'HEADER', format: 'TEXT', text, ...shown };
    }
    case 'media':
      return { type: 'HEADER', format: header.kind.toUpperCase(), example: { header_handle: [handle] } };
    case 'location':
      return { type: 'HEADER', format: 'LOCATION' };
  }
}

function buttonOf(button: TemplateButton): Component {
  switch (button.type) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: button.title };
    case 'url': {
      const example = button.example === undefined ? {} : { example: [button.example] };
      return { type: 'URL', text: button.title, url: button.url, ...example };
    }
    case 'call':
      return { type: 'PHONE_NUMBER', text: button.title, phone_number: button.phone };
    case 'copy_code':
      return { type: 'COPY_CODE', example: button.example };
    case 'otp': {
      const { otpType, title, autofillTitle, apps } = button;
      const oneTap = otpType === 'one_tap';
      return {
        type: 'OTP',
        otp_type: oneTap ? 'ONE_TAP' : 'COPY_CODE',
        ...(title === undefined ? {} : { text: title }),
        ...(oneTap && autofillTitle !== undefined ? { autofill_text: autofillTitle } : {}),
        ...(oneTap && apps !== undefined
          ? {
              supported_apps: apps.map(({ packageName, signatureHash }) => ({
                package_name: packageName,
                signature_hash: signatureHash,
              })),
            }
          : {}),
      };
    }
  }
}
