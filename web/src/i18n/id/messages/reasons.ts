/** Why a message failed, waits or is unclear, and what a person can do. Keys are the codes of the API. */
export const reasons = {
  throttled: {
    title: 'Penyedia meminta kita pelan-pelan',
    remedy: 'Tidak perlu apa-apa; Titian mencoba lagi sendiri.',
  },
  provider_busy: {
    title: 'Penyedia sedang penuh',
    remedy: 'Tidak perlu apa-apa; Titian mencoba lagi sendiri.',
  },
  not_connected: {
    title: 'Kanal sedang tidak terhubung',
    remedy: 'Periksa kesehatan kanal. Pesan menunggu selama masih berlaku.',
  },
  timeout: {
    title: 'Penyedia tidak menjawab tepat waktu',
    remedy: 'Pastikan penyedia sudah pulih, lalu kirim ulang.',
  },
  connection_lost: {
    title: 'Sambungan putus saat pesan dikirim',
    remedy: 'Pesan mungkin sudah sampai. Tanyakan penerima sebelum mengirim lagi.',
  },
  recipient_invalid: {
    title: 'Nomor penerima tidak ada',
    remedy: 'Periksa nomornya; jangan kirim ulang ke nomor ini.',
  },
  recipient_unreachable: {
    title: 'Ponsel penerima tidak terjangkau',
    remedy: 'Ponsel mati, penuh, atau di luar jangkauan. Coba lagi nanti.',
  },
  sender_not_allowed: {
    title: 'Pengirim tidak diizinkan operator',
    remedy: 'Daftarkan nama pengirim di operator penerima, lalu kirim ulang.',
  },
  content_refused: {
    title: 'Isi pesan ditolak operator',
    remedy: 'Ubah isinya, misalnya tautan atau kata yang dilarang, dan kirim sebagai pesan baru.',
  },
  message_invalid: {
    title: 'Bentuk pesan tidak diterima penyedia',
    remedy: 'Cocokkan setelan kanal dengan dokumen penyedia, lalu kirim ulang.',
  },
  expired: {
    title: 'Masa berlaku habis sebelum pesan sampai',
    remedy: 'Kirim pesan baru bila isinya masih penting.',
  },
  credentials_refused: {
    title: 'Penyedia menolak nama pengguna atau kata sandi',
    remedy: 'Perbaiki kredensial di setelan kanal, lalu kirim ulang.',
  },
  provider_error: {
    title: 'Ada gangguan di penyedia',
    remedy: 'Pastikan penyedia sudah pulih, lalu kirim ulang.',
  },
  breaker_open: {
    title: 'Kanal diistirahatkan karena penyedia sering gagal',
    remedy: 'Titian mencoba satu pesan tiap 30 detik dan membuka kanal lagi begitu berhasil.',
  },
  recipient_opted_out: {
    title: 'Penerima minta tidak dikirimi lagi',
    remedy: 'Jangan kirim lagi kecuali penerima sendiri meminta.',
  },
  scheduled: { title: 'Menunggu waktu kirim', remedy: 'Pesan berangkat sendiri pada waktunya.' },
};
