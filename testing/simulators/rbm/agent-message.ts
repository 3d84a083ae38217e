/**
 * What the platform takes as an agent message, with its limits; a field it does not know is refused.
 * https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
import { z } from 'zod';

const url = z
  .string()
  .regex(/^https?:\/\/\S+$/)
  .max(2048);
const contentInfo = z.strictObject({
  fileUrl: url,
  thumbnailUrl: url.optional(),
  forceRefresh: z.boolean().optional(),
  contentDescription: z.string().optional(),
});
const uploadedRbmFile = z.strictObject({ fileName: z.string(), thumbnailName: z.string().optional() });
const latLong = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const shown = { text: z.string().min(1).max(25), postbackData: z.string().max(2048).optional() };

const action = z
  .strictObject({
    ...shown,
    fallbackUrl: url.optional(),
    dialAction: z.strictObject({ phoneNumber: z.string().regex(/^\+?[\d\s-]{3,30}$/) }).optional(),
    viewLocationAction: z
      .strictObject({
        latLong: latLong.optional(),
        label: z.string().optional(),
        query: z.string().optional(),
      })
      .optional(),
    createCalendarEventAction: z
      .strictObject({
        startTime: z.iso.datetime({ offset: true }),
        endTime: z.iso.datetime({ offset: true }),
        title: z.string().max(100),
        description: z.string().max(500).optional(),
      })
      .optional(),
    openUrlAction: z
      .strictObject({
        url,
        application: z.enum(['BROWSER', 'WEBVIEW']).optional(),
        webviewViewMode: z.enum(['FULL', 'HALF', 'TALL']).optional(),
        description: z.string().optional(),
      })
      .optional(),
    shareLocationAction: z.strictObject({}).optional(),
  })
  .refine((one) => Object.keys(one).filter((key) => key.endsWith('Action')).length === 1, 'one action each');

const suggestion = z.union([z.strictObject({ reply: z.strictObject(shown) }), z.strictObject({ action })]);

const media = z
  .strictObject({
    height: z.enum(['SHORT', 'MEDIUM', 'TALL']),
    contentInfo: contentInfo.optional(),
    uploadedRbmFile: uploadedRbmFile.optional(),
  })
  .refine((one) => (one.contentInfo === undefined) !== (one.uploadedRbmFile === undefined), 'one file each');

const cardContent = z
  .strictObject({
    title: z.string().max(200).optional(),
    description: z.string().max(2000).optional(),
    media: media.optional(),
    suggestions: z.array(suggestion).max(4).optional(),
  })
  .refine((one) => one.title !== undefined || one.description !== undefined || one.media !== undefined);

const richCard = z
  .strictObject({
    standaloneCard: z
      .strictObject({
        cardOrientation: z.enum(['HORIZONTAL', 'VERTICAL']),
        thumbnailImageAlignment: z.enum(['LEFT', 'RIGHT']).optional(),
        cardContent,
      })
      .refine(
        (card) =>
          card.cardOrientation === 'VERTICAL' ||
          card.cardContent.media === undefined ||
          card.thumbnailImageAlignment !== undefined,
        'a horizontal card says where its picture stands',
      )
      .optional(),
    carouselCard: z
      .strictObject({
        cardWidth: z.enum(['SMALL', 'MEDIUM']),
        cardContents: z.array(cardContent).min(2).max(10),
      })
      .refine(
        ({ cardWidth, cardContents }) =>
          cardWidth === 'MEDIUM' || cardContents.every((one) => one.media?.height !== 'TALL'),
        'tall media need medium width',
      )
      .optional(),
  })
  .refine((one) => (one.standaloneCard === undefined) !== (one.carouselCard === undefined));

const CONTENT = ['text', 'richCard', 'contentInfo', 'uploadedRbmFile', 'fileName'] as const;

const contentMessage = z
  .strictObject({
    text: z.string().min(1).max(3072).optional(),
    richCard: richCard.optional(),
    contentInfo: contentInfo.optional(),
    uploadedRbmFile: uploadedRbmFile.optional(),
    fileName: z.string().optional(),
    suggestions: z.array(suggestion).max(11).optional(),
  })
  .refine((one) => CONTENT.filter((name) => one[name] !== undefined).length === 1, 'one content each');

export const agentMessage = z
  .strictObject({
    contentMessage,
    messageTrafficType: z
      .enum(['AUTHENTICATION', 'TRANSACTION', 'PROMOTION', 'SERVICEREQUEST', 'ACKNOWLEDGEMENT'])
      .optional(),
    ttl: z
      .string()
      .regex(/^\d{1,7}(\.\d{1,9})?s$/)
      .optional(),
    expireTime: z.iso.datetime({ offset: true }).optional(),
  })
  .refine((one) => one.ttl === undefined || one.expireTime === undefined, 'either ttl or expireTime');

export type AgentMessage = z.infer<typeof agentMessage>;
export type Suggestion = z.infer<typeof suggestion>;

/** Every file that was handed in before and is named now. */
export function namedFiles({ contentMessage: content }: AgentMessage): readonly string[] {
  const cards = cardsOf(content);
  return [
    content.fileName,
    content.uploadedRbmFile?.fileName,
    ...cards.map(({ media: shownMedia }) => shownMedia?.uploadedRbmFile?.fileName),
  ].filter((one) => one !== undefined);
}

export function suggestionsOf({ contentMessage: content }: AgentMessage): readonly Suggestion[] {
  return [...(content.suggestions ?? []), ...cardsOf(content).flatMap((card) => card.suggestions ?? [])];
}

function cardsOf({ richCard: card }: AgentMessage['contentMessage']): readonly z.infer<typeof cardContent>[] {
  return [
    ...(card?.standaloneCard === undefined ? [] : [card.standaloneCard.cardContent]),
    ...(card?.carouselCard?.cardContents ?? []),
  ];
}
