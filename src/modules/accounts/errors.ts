import { defineErrors } from '../../platform/problem.ts';

export const accountsErrors = defineErrors('accounts', {
  key_malformed: {
    status: 401,
    retry: false,
    title: { en: 'That is not an API key', id: 'Itu bukan kunci API' },
    remedy: {
      en: 'Copy the whole key, from `tt_` to its last character, and send it as `Authorization: Bearer tt_…`.',
      id: 'Salin kunci seutuhnya, dari `tt_` sampai karakter terakhir, lalu kirim sebagai `Authorization: Bearer tt_…`.',
    },
  },
  key_refused: {
    status: 401,
    retry: false,
    title: { en: 'The API key is not valid', id: 'Kunci API tidak berlaku' },
    remedy: {
      en: 'It is unknown, revoked or expired, or its workspace is suspended. Create a new key in the console.',
      id: 'Kunci tidak dikenal, dicabut, kedaluwarsa, atau ruang kerjanya ditangguhkan. Buat kunci baru di konsol.',
    },
  },
  no_workspace: {
    status: 403,
    retry: false,
    title: {
      en: 'No workspace you are active in was named',
      id: 'Ruang kerja tempat Anda aktif belum disebut',
    },
    remedy: {
      en: 'Send `Titian-Workspace: wsp_…` with a workspace listed by GET /v1/session. If yours is missing there, ask its owner or admin.',
      id: 'Kirim `Titian-Workspace: wsp_…` dengan ruang kerja yang tercantum di GET /v1/session. Bila tidak ada di sana, hubungi pemilik atau admin.',
    },
  },
  sign_in_refused: {
    status: 401,
    retry: false,
    title: { en: 'E-mail or password is wrong', id: 'Surel atau kata sandi salah' },
    remedy: {
      en: 'Check both and try again, or ask an owner or admin for a sign-in link.',
      id: 'Periksa keduanya lalu coba lagi, atau minta tautan masuk kepada pemilik atau admin.',
    },
  },
  code_refused: {
    status: 401,
    retry: false,
    title: { en: 'The code is wrong or was already used', id: 'Kode salah atau sudah dipakai' },
    remedy: {
      en: 'Wait for the next code of your authenticator app and check the clock of the phone, or use a recovery code.',
      id: 'Tunggu kode berikutnya di aplikasi autentikator dan periksa jam ponsel, atau pakai kode pemulihan.',
    },
  },
  code_not_due: {
    status: 401,
    retry: false,
    title: { en: 'No sign-in is waiting for a code', id: 'Tidak ada proses masuk yang menunggu kode' },
    remedy: {
      en: 'Start again with e-mail and password; a started sign-in waits for five minutes.',
      id: 'Mulai lagi dengan surel dan kata sandi; proses masuk menunggu lima menit.',
    },
  },
  sign_in_throttled: {
    status: 429,
    retry: true,
    title: { en: 'Too many attempts to sign in', id: 'Terlalu banyak percobaan masuk' },
    remedy: {
      en: 'Wait for the seconds in `Retry-After`. A passkey or a sign-in link works meanwhile.',
      id: 'Tunggu selama detik di `Retry-After`. Kunci sandi (passkey) atau tautan masuk tetap dapat dipakai.',
    },
  },
  link_refused: {
    status: 401,
    retry: false,
    title: { en: 'The sign-in link is not valid any more', id: 'Tautan masuk sudah tidak berlaku' },
    remedy: {
      en: 'A link works once and for 15 minutes. Ask for a new one.',
      id: 'Tautan berlaku satu kali selama 15 menit. Minta tautan baru.',
    },
  },
  password_wrong: {
    status: 403,
    retry: false,
    title: { en: 'The current password is wrong', id: 'Kata sandi saat ini salah' },
    remedy: {
      en: 'Send the password you signed in with as `currentPassword`.',
      id: 'Isi `currentPassword` dengan kata sandi yang Anda pakai untuk masuk.',
    },
  },
  password_common: {
    status: 422,
    retry: false,
    title: { en: 'The password is one of the most common ones', id: 'Kata sandi ini terlalu umum' },
    remedy: {
      en: 'Choose another one: a few unrelated words are good.',
      id: 'Pilih yang lain: beberapa kata yang tidak berkaitan sudah baik.',
    },
  },
  totp_already_on: {
    status: 409,
    retry: false,
    title: { en: 'Two-step sign-in is already on', id: 'Verifikasi dua langkah sudah aktif' },
    remedy: {
      en: 'Turn it off first if you want to move it to another phone.',
      id: 'Matikan dahulu bila ingin memindahkannya ke ponsel lain.',
    },
  },
  totp_not_on: {
    status: 409,
    retry: false,
    title: { en: 'Two-step sign-in is not set up', id: 'Verifikasi dua langkah belum disiapkan' },
    remedy: {
      en: 'Begin with POST /v1/session/totp-setup and confirm with a code.',
      id: 'Mulai dengan POST /v1/session/totp-setup lalu konfirmasi dengan kode.',
    },
  },
  sign_in_again: {
    status: 403,
    retry: false,
    title: { en: 'Sign in again to change this', id: 'Masuk lagi untuk mengubah ini' },
    remedy: {
      en: 'How you sign in can be changed for 15 minutes after signing in, or with your password. Sign out, sign in and repeat.',
      id: 'Cara masuk dapat diubah dalam 15 menit setelah masuk, atau dengan kata sandi. Keluar, masuk lagi, lalu ulangi.',
    },
  },
  passkey_refused: {
    status: 401,
    retry: false,
    title: { en: 'The passkey was not accepted', id: 'Kunci sandi (passkey) tidak diterima' },
    remedy: {
      en: 'Try again from the address the passkey was made for, or sign in another way.',
      id: 'Coba lagi dari alamat tempat passkey dibuat, atau masuk dengan cara lain.',
    },
  },
  passkey_needs_domain: {
    status: 409,
    retry: false,
    title: { en: 'Passkeys need a host name', id: 'Passkey memerlukan nama host' },
    remedy: {
      en: 'Open the console as https://your-domain or http://localhost; browsers make no passkeys for bare IP addresses.',
      id: 'Buka konsol sebagai https://domain-anda atau http://localhost; peramban tidak membuat passkey untuk alamat IP.',
    },
  },
  scope_lacking: {
    status: 403,
    retry: false,
    title: { en: 'A key cannot do more than its maker', id: 'Kunci tidak boleh melebihi hak pembuatnya' },
    remedy: {
      en: 'Leave out the scopes named in `detail`, or ask somebody who has them.',
      id: 'Hapus cakupan yang disebut di `detail`, atau minta kepada orang yang memilikinya.',
    },
  },
  expiry_past: {
    status: 422,
    retry: false,
    title: { en: 'The expiry lies in the past', id: 'Waktu kedaluwarsa sudah lewat' },
    remedy: {
      en: 'Give a time in the future, or none for a key that stays valid until revoked.',
      id: 'Isi waktu di masa depan, atau kosongkan agar kunci berlaku sampai dicabut.',
    },
  },
  role_above_own: {
    status: 403,
    retry: false,
    title: { en: 'That role is above your own', id: 'Peran itu di atas peran Anda' },
    remedy: {
      en: 'Ask an owner: nobody can give, take or change a role that may do more than their own.',
      id: 'Minta kepada pemilik: tak seorang pun dapat memberi, mencabut, atau mengubah peran yang lebih tinggi dari perannya.',
    },
  },
  last_owner: {
    status: 409,
    retry: false,
    title: { en: 'A workspace needs an active owner', id: 'Ruang kerja memerlukan pemilik yang aktif' },
    remedy: {
      en: 'Make another member an owner first.',
      id: 'Jadikan anggota lain sebagai pemilik dahulu.',
    },
  },
  already_member: {
    status: 409,
    retry: false,
    title: { en: 'This person is already a member', id: 'Orang ini sudah menjadi anggota' },
    remedy: {
      en: 'Change the role of the existing member instead.',
      id: 'Ubah peran anggota yang sudah ada.',
    },
  },
  already_invited: {
    status: 409,
    retry: false,
    title: { en: 'This address has an open invitation', id: 'Alamat ini sudah diundang' },
    remedy: {
      en: 'Send the link again, or revoke the invitation and make a new one.',
      id: 'Kirim ulang tautannya, atau batalkan undangan lalu buat yang baru.',
    },
  },
  invitation_refused: {
    status: 404,
    retry: false,
    title: { en: 'The invitation is not valid any more', id: 'Undangan sudah tidak berlaku' },
    remedy: {
      en: 'It was used, revoked, or is older than seven days. Ask for a new one.',
      id: 'Undangan sudah dipakai, dibatalkan, atau lebih dari tujuh hari. Minta undangan baru.',
    },
  },
  account_exists: {
    status: 409,
    retry: false,
    title: { en: 'There is already an account with this address', id: 'Sudah ada akun dengan alamat ini' },
    remedy: { en: 'Add the existing account as a member.', id: 'Tambahkan akun itu sebagai anggota.' },
  },
});
