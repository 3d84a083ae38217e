/** Words and hosts that operators and Meta react to. Whole words, small letters. */

/** Words that make a text promotional in Meta's eyes (category guidelines), Indonesian and English. */
export const PROMOTIONAL: readonly string[] = [
  ...['promo', 'promosi', 'diskon', 'potongan harga', 'gratis', 'cashback', 'kupon', 'flash sale', 'obral'],
  ...[
    'penawaran spesial',
    'penawaran menarik',
    'beli sekarang',
    'belanja sekarang',
    'buruan',
    'harga spesial',
  ],
  ...['hadiah', 'undian', 'terbatas', 'hemat', 'bonus', 'jangan lewatkan', 'beli 1 gratis 1', 'cuci gudang'],
  ...['discount', 'sale', 'free gift', 'special offer', 'limited time', 'buy now', 'shop now', 'coupon'],
  ...['deal', 'deals', 'save up to', 'win a', 'lucky draw', 'exclusive offer', 'don’t miss'],
];

/** Words of news about something the person asked for. */
export const TRANSACTIONAL: readonly string[] = [
  ...[
    'pesanan',
    'pembayaran',
    'tagihan',
    'resi',
    'pengiriman',
    'janji temu',
    'jadwal',
    'invoice',
    'nomor antrean',
  ],
  ...['order', 'payment', 'shipment', 'delivery', 'appointment', 'booking', 'receipt', 'reservasi', 'kurir'],
];

/** Words that stand beside a one-time code. */
export const OTP_WORDS =
  /\b(otp|kode (verifikasi|otp|masuk|login|keamanan|sekali pakai)|verification code|login code|one[- ]time (code|password)|passcode)\b/i;

/** Public shorteners: they hide where a link leads, so operators and Meta refuse them. */
export const SHORTENERS: ReadonlySet<string> = new Set([
  ...['bit.ly', 'tinyurl.com', 's.id', 'goo.gl', 't.co', 'ow.ly', 'is.gd', 'cutt.ly', 'rebrand.ly', 'rb.gy'],
  ...[
    'shorturl.at',
    'buff.ly',
    'adf.ly',
    'tiny.cc',
    'bitly.ws',
    'shorte.st',
    'lnkd.in',
    'linktr.ee',
    'wa.me',
  ],
  ...['t.ly', 'v.gd', 'gg.gg', 'soo.gd', 'bl.ink', 'intip.in', 'wa.link', 'lnk.bio', 'tny.im'],
]);

export const OPT_OUT = /\b(stop|berhenti|unsub|unsubscribe|unreg|opt[- ]?out)\b/i;

const LINK = /(https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?=[/\s?#).,!:]|$)/gi;
/** Endings that are addresses rather than the end of a sentence. */
const ENDINGS =
  /\.(com|net|org|id|io|me|ly|co|app|link|xyz|info|gl|at|be|cc|gd|gy|gg|ws|st|bio|ink|shop|store|ee|in)$/i;

export interface FoundLink {
  readonly host: string;
  readonly bare: boolean;
}

export function linksIn(text: string): FoundLink[] {
  return [...text.matchAll(LINK)].flatMap((match) => {
    const [, scheme, host = ''] = match;
    const isMail = text[match.index - 1] === '@';
    if (isMail || (scheme === undefined && !ENDINGS.test(host))) return [];
    return [{ host: host.toLowerCase(), bare: scheme === undefined }];
  });
}

export const wordsFound = (text: string, words: readonly string[]): string[] => {
  const flat = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}’]+/gu, ' ')} `;
  return words.filter((word) => flat.includes(` ${word} `));
};

/** Letters and digits only: `TOKO BUNGA` names the brand `TokoBunga`. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
