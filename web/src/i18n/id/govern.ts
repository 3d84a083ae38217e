import { auditActions } from './audit-actions.ts';

export const govern = {
  optOuts: {
    title: 'Opt-out',
    lead: 'Nomor yang meminta berhenti. Gerbang kirim hanya meloloskan OTP dan balasan percakapan ke sana.',
    add: 'Catat opt-out',
    search: 'Cari nomor HP…',
    empty: {
      title: 'Belum ada opt-out',
      body: 'Begitu penerima membalas STOP, BERHENTI, atau UNREG, nomornya tercatat di sini.',
    },
    noMatch: { title: 'Nomor ini tidak ada di daftar', body: 'Nomor ini boleh dikirimi.' },
    columns: { phone: 'Nomor', source: 'Asal', at: 'Sejak' },
    sources: {
      keyword: 'Balasan',
      member: 'Dicatat anggota',
      api: 'Lewat API',
      provider: 'Lewat penyedia (hanya pemasaran)',
    },
    phone: 'Nomor HP',
    submit: 'Catat',
    recorded: (phone: string) => `${phone} dicatat sebagai opt-out.`,
    remove: 'Hapus dari daftar',
    removeAsk: (phone: string) => `Hapus ${phone} dari daftar opt-out?`,
    removeBody:
      'Lakukan hanya bila orangnya sendiri meminta; simpan buktinya. Tindakan ini masuk jejak audit.',
    removed: (phone: string) => `${phone} boleh dikirimi lagi.`,
  },
  audit: {
    title: 'Jejak audit',
    lead: 'Siapa melakukan apa dan kapan. Tiap catatan mengunci catatan sebelumnya.',
    check: 'Periksa keutuhan',
    intact: (n: string) => `Utuh: ${n} catatan diperiksa, tidak ada yang diubah atau hilang.`,
    broken: (at: string) =>
      `Rusak mulai catatan #${at}: ada yang diubah atau dihapus. Simpan cadangan basis data sekarang dan hubungi petugas data pribadi.`,
    empty: { title: 'Belum ada catatan', body: 'Perubahan pengaturan, akses, dan opt-out tercatat di sini.' },
    columns: { sequence: '#', at: 'Waktu', actor: 'Pelaku', action: 'Tindakan', resource: 'Pada' },
    actors: { member: 'Anggota', key: 'Kunci API', system: 'Sistem', contact: 'Penerima' },
    actions: auditActions,
    details: 'Rincian',
    hash: 'Sidik',
  },
};
