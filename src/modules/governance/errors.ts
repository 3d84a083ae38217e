import { defineErrors } from '../../platform/problem.ts';

export const governanceErrors = defineErrors('governance', {
  recipient_opted_out: {
    status: 422,
    retry: false,
    title: {
      en: 'The recipient asked not to be written to',
      id: 'Penerima meminta untuk tidak dikirimi pesan',
    },
    remedy: {
      en: 'Do not send; only OTPs and answers to their own messages may go out. They can come back by writing MULAI.',
      id: 'Jangan kirim; hanya OTP dan jawaban atas pesan mereka yang boleh keluar. Mereka bisa kembali dengan menulis MULAI.',
    },
  },
  phone_invalid: {
    status: 422,
    retry: false,
    title: { en: 'This is not a phone number', id: 'Ini bukan nomor telepon' },
    remedy: {
      en: 'Use a whole number such as "+6281234567890" or "0812-3456-7890".',
      id: 'Gunakan nomor lengkap seperti "+6281234567890" atau "0812-3456-7890".',
    },
  },
  opt_out_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This number has not opted out', id: 'Nomor ini tidak ada di daftar berhenti' },
    remedy: { en: 'Nothing needs to be done.', id: 'Tidak perlu melakukan apa pun.' },
  },
});
