export const pipeline = {
  title: 'Alur pesan',
  lead: 'Yang menunggu, yang sedang berangkat, dan yang gagal di tiap kanal; diperbarui tiap 2 detik.',
  stale: 'Angka ini belum diperbarui; kami mencoba lagi sendiri.',
  empty: { title: 'Belum ada kanal', body: 'Tambah kanal dulu; antreannya tampil di sini.' },
  alarms: {
    title: 'Instalasi ini membutuhkan Anda',
    since: (at: string) => `Sejak ${at}.`,
    disk_nearly_full: {
      what: (percent: string) => `Disk basis data terisi ${percent}: kampanye ditolak.`,
      remedy:
        'Kosongkan ruang atau perbesar disk. Kode dan pemberitahuan tetap diterima sampai ruang benar-benar habis.',
    },
    disk_filling: {
      what: (percent: string) => `Disk basis data terisi ${percent}.`,
      remedy: 'Kosongkan ruang atau perbesar disk. Mulai 95%, kampanye ditolak.',
    },
    transaction_open: {
      what: (age: string) => `Ada transaksi basis data yang terbuka selama ${age}.`,
      remedy:
        'Selama terbuka, yang sudah selesai tidak bisa dibersihkan dan antrean melambat. Akhiri transaksi itu, atau program pemiliknya.',
    },
    queue_bloated: {
      what: (rows: string, queue: string) =>
        `Antrean ${queue} berisi ${rows} baris usang yang tidak bisa dibersihkan.`,
      remedy: 'Cari transaksi yang terlupa, dan periksa apakah autovacuum cukup sering berjalan.',
    },
    log_held: {
      what: (bytes: string) => `PostgreSQL menyimpan ${bytes} log untuk replika yang tidak membacanya.`,
      remedy: 'Hidupkan lagi replika itu, atau hapus slot replikasinya.',
    },
  },
  total: {
    waiting: 'Menunggu',
    inFlight: 'Di penyedia',
    sent: 'Terkirim per detik',
    deadLetters: 'Pesan macet',
  },
  more: (count: string) => `${count}+`,
  lanes: (channel: string) => `Jalur ${channel}`,
  columns: { lane: 'Jalur', waiting: 'Menunggu', oldest: 'Tertua' },
  idle: 'Tidak ada yang menunggu.',
  seconds: (n: string) => `${n} dtk`,
  minutes: (n: string) => `${n} mnt`,
  hours: (n: string) => `${n} jam`,
  days: (n: string) => `${n} hari`,
  perSecond: (n: string) => `${n}/dtk`,
  rate: {
    title: 'Terkirim, 5 menit terakhir',
    summary: (now: string, peak: string) =>
      `Sekarang ${now} pesan per detik, paling cepat ${peak} dalam 5 menit terakhir.`,
  },
  pace: {
    title: 'Batas laju',
    full: (n: string) => `${n}/dtk`,
    slowed: (now: string, full: string) => `${now}/dtk dari ${full}/dtk: penyedia meminta pelan-pelan`,
    none: 'Tidak ada proses yang memegang kanal ini.',
  },
  inFlight: 'Menunggu jawaban penyedia',
  unrecorded: 'Sedang dicatat',
  breaker: { open: 'Diistirahatkan', half_open: 'Mencoba satu pesan' },
  errors: {
    title: 'Gagal dalam 1 jam terakhir',
    none: 'Tidak ada.',
    link: (count: string, reason: string) => `${count} pesan: ${reason}`,
    capped: 'Hanya 1.000 kegagalan terbaru per status yang dihitung.',
  },
  receipts: {
    title: 'Laporan kirim',
    fine: (share: string, sampled: string) => `${share} dari ${sampled} pesan contoh sudah dilaporkan.`,
    few: 'Belum cukup pesan untuk dinilai.',
    missing: (share: string, sampled: string) =>
      `Laporan kirim tidak datang: ${share} dari ${sampled} pesan yang dikirim 10 sampai 60 menit lalu belum ada kabarnya.`,
    since: (at: string) => `Sejak ${at}.`,
    remedy: 'Periksa setelan laporan di kanal ini dan tanyakan penyedia.',
  },
};
