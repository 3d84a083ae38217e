/** An approved template with its values: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview */
import type { TemplateContent } from '../../../lib/message-content.ts';
import { LIMITS, tooLong, type Unfit } from './limits.ts';
import { type Payload, present, type WireMedia } from './payload.ts';

export function buildTemplate(content: TemplateContent, media: WireMedia | undefined): Payload | Unfit {
  const { name, language, category, body } = content;
  const header = headerParameters(content.header, media);
  const buttons = category === 'authentication' ? codeButtons(content) : content.buttons;
  const code = category === 'authentication' ? body[0]?.value : undefined;
  const unfit = tooLong(['The code', code, LIMITS.otpCode]);
  if (unfit !== undefined) return unfit;
  const components = [
    ...(header.length === 0 ? [] : [{ type: 'header', parameters: header }]),
    ...(body.length === 0
      ? []
      : [
          {
            type: 'body',
            parameters: body.map((one) => ({
              type: 'text',
              ...present({ parameter_name: one.name }),
              text: one.value,
            })),
          },
        ]),
    ...buttons.map(buttonComponent),
  ];
  return { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

/** The code stands in the text and again in the button that copies or fills it in; without the button Meta refuses it. */
function codeButtons({ buttons, body }: TemplateContent): TemplateContent['buttons'] {
  const [first] = body;
  if (first === undefined || buttons.some(({ type }) => type === 'otp' || type === 'url')) return buttons;
  return [...buttons, { index: 0, type: 'otp', value: first.value }];
}

function headerParameters(header: TemplateContent['header'], media: WireMedia | undefined): Payload[] {
  switch (header?.type) {
    case undefined:
      return [];
    case 'text':
      return header.values.map((text) => ({ type: 'text', text }));
    case 'media': {
      const { kind, filename } = header;
      const named = kind === 'document' ? filename : undefined;
      return [{ type: kind, [kind]: { ...media, ...present({ filename: named }) } }];
    }
    case 'location': {
      const { latitude, longitude, name, address } = header;
      return [{ type: 'location', location: { latitude, longitude, ...present({ name, address }) } }];
    }
  }
}

function buttonComponent({ index, type, value }: TemplateContent['buttons'][number]): Payload {
  const button = (subType: string, parameter: Payload): Payload => ({
    type: 'button',
    sub_type: subType,
    index: String(index),
    parameters: [parameter],
  });
  switch (type) {
    case 'url':
    case 'otp':
      return button('url', { type: 'text', text: value });
    case 'quick_reply':
      return button('quick_reply', { type: 'payload', payload: value });
    case 'copy_code':
      return button('copy_code', { type: 'coupon_code', coupon_code: value });
  }
}
