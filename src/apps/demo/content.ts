/** Templates and a case file for the demo's flower shop: one published, one being changed, one still a draft. */
import type { Actor } from '../../modules/accounts/index.ts';
import { changeCaseFile, changeCompany, type RegistrationsDeps } from '../../modules/registrations/index.ts';
import {
  changeTemplate,
  copyLibraryEntry,
  publishTemplate,
  type TemplatesDeps,
} from '../../modules/templates/index.ts';

const BRAND = 'Toko Bunga Melati';

export async function createDemoContent(
  deps: { readonly templates: TemplatesDeps; readonly registrations: RegistrationsDeps },
  actor: Actor,
  senderId: string,
): Promise<void> {
  const { templates, registrations } = deps;
  await changeCompany(registrations, actor, {
    legalName: 'PT Melati Bunga Nusantara',
    npwp: '01.234.567.8-901.000',
    nib: '1234567890123',
    address: 'Jl. Kemang Raya No. 12',
    city: 'Jakarta Selatan',
    website: 'https://tokobunga.example',
    signatoryName: 'Rina Melati',
    signatoryTitle: 'Direktur Utama',
  });
  await changeCaseFile(registrations, actor, senderId, {
    brand: BRAND,
    purpose: 'Kode masuk, kabar pesanan, dan pengingat tagihan kepada pembeli bunga.',
    categories: ['otp', 'transactional'],
    monthlyVolume: 25_000,
    samples: [
      `${BRAND}: 482915 adalah kode verifikasi Anda, berlaku 5 menit. JANGAN BAGIKAN kode ini kepada siapa pun, termasuk petugas kami.`,
      `Halo Sari, pesanan MLT-20931 senilai Rp254.000 sudah kami terima. Kami kabari lagi begitu dikirim. Terima kasih sudah berbelanja di ${BRAND}.`,
    ],
  });
  const copy = (key: string) => copyLibraryEntry(templates, actor, key, { brand: BRAND });
  await copy('payment_reminder');
  const otp = await copy('otp');
  await publishTemplate(templates, actor, otp.id);
  const order = await copy('order_received');
  await publishTemplate(templates, actor, order.id);
  const wording = order.design.languages['id'];
  if (wording === undefined) return;
  const body = wording.body.replace('begitu dikirim', 'begitu bunganya dirangkai');
  const languages = { ...order.design.languages, id: { ...wording, body } };
  await changeTemplate(templates, actor, order.id, { design: { ...order.design, languages } });
}
