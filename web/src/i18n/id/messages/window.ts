/** For how long people may be written to freely on channels that have such a limit. */
export const window = {
  title: 'Jendela balasan',
  /** `3 jam 5 menit`; hours may be 0. */
  open: (hours: number, minutes: number) =>
    `Bebas dibalas ${[hours > 0 ? `${hours} jam` : '', minutes > 0 ? `${minutes} menit` : ''].filter((part) => part !== '').join(' ')} lagi`,
  until: (moment: string) => `(sampai ${moment}).`,
  closed: (moment: string) => `Tertutup sejak ${moment}.`,
  never: 'Belum pernah menulis ke kanal ini.',
  instead: 'Kirim templat yang sudah disetujui; pesan bebas ditolak.',
};
