/**
 * The same over Titian's own API, with nothing but Node's `fetch`.
 *
 *   TITIAN_API_KEY=tt_live_… node with-http.mjs +6281234567890
 */
const base = process.env.TITIAN_URL ?? 'http://127.0.0.1:3000';
const [to = '+6281234567890', order = 'INV-2041'] = process.argv.slice(2);

const call = async (method, path, body, headers = {}) => {
  const response = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${process.env.TITIAN_API_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.code}: ${answer.title}. ${answer.remedy}`);
  return answer;
};

// The order's number makes a repetition of this program send nothing twice.
const sent = await call(
  'POST',
  '/v1/messages',
  {
    to,
    text: `Pesanan ${order} sedang dikirim dan tiba pukul 15.00 WIB. Terima kasih, Toko Bunga Melati.`,
    metadata: { order },
  },
  { 'idempotency-key': `${order}-on-its-way` },
);
console.log(JSON.stringify({ id: sent.id, status: sent.status }));

const over = new Set(['sent', 'delivered', 'failed', 'expired', 'read']);
for (let looks = 0; looks < 40; looks++) {
  const { status, reason } = await call('GET', `/v1/messages/${sent.id}`);
  if (over.has(status)) {
    console.log(JSON.stringify({ id: sent.id, status, reason }));
    process.exit(0);
  }
  await new Promise((resolve) => setTimeout(resolve, 250));
}
console.error('Not sent within 10 seconds; see the message in the console.');
process.exit(1);
