/**
 * Tells a customer that an order is on its way, with the official `twilio` package. Nothing in this file knows Titian:
 * it is what a program for Twilio looks like. The README beside it says two ways to point it here.
 *
 *   TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… node with-twilio.mjs +6281234567890 TOKOBUNGA
 */
import twilio from 'twilio';

const [to = '+6281234567890', from = 'TOKOBUNGA'] = process.argv.slice(2);
const client = twilio();
if (process.env.TWILIO_BASE_URL) client.api.baseUrl = process.env.TWILIO_BASE_URL;

const sent = await client.messages.create({
  to,
  from,
  body: 'Pesanan INV-2041 sedang dikirim dan tiba pukul 15.00 WIB. Terima kasih, Toko Bunga Melati.',
  ...(process.env.STATUS_CALLBACK ? { statusCallback: process.env.STATUS_CALLBACK } : {}),
});
console.log(JSON.stringify({ sid: sent.sid, status: sent.status }));

const over = new Set(['sent', 'delivered', 'undelivered', 'failed', 'read']);
for (let looks = 0; looks < 40; looks++) {
  const { status, errorCode } = await client.messages(sent.sid).fetch();
  if (over.has(status)) {
    console.log(JSON.stringify({ sid: sent.sid, status, errorCode }));
    process.exit(0);
  }
  await new Promise((resolve) => setTimeout(resolve, 250));
}
console.error('Not sent within 10 seconds; see the message in the console.');
process.exit(1);
