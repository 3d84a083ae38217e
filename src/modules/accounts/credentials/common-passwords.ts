/**
 * Passwords of ten and more characters that guessing lists try first, in lower case:
 * keyboard walks, counted digits, and the words Indonesian and English lists share.
 * Shorter ones are refused by their length already.
 */
const COMMON: ReadonlySet<string> = new Set(
  `
  1234567890 0123456789 12345678910 123456789a a123456789 0987654321 1234567891 123456789012 1122334455
  11223344556 1234512345 123123123123 9876543210 1020304050 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
  q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop1 qwerty1234 qwerty12345 qwerty123456 1234567qwerty
  123456qwerty 12345qwert qwert12345 asdfghjkl1 asdfghjkl123 asdf1234567 zxcvbnm123 zxcvbnm1234
  qazwsxedcrfv qazwsxedc1 qwertyuiopasdfghjkl poiuytrewq abcdefghij abcdefghijk abcdefg123 abcdef123456
  abcd123456 abc1234567 abc123456789 abcde12345 aa12345678 aaa1234567 a1b2c3d4e5 a1234567890 password10
  password11 password12 password21 password99 password123 password1234 password12345 password123456
  password2024 password2025 password2026 passwordpassword p@ssword123 p@ssw0rd123 p@ssw0rd1234 passw0rd123
  passw0rd1234 p@ssword1234 mypassword mypassword1 mypassword123 changeme123 changeme1234 letmein123
  letmein1234 welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026 iloveyou12
  iloveyou123 iloveyou1234 iloveyou2 administrator admin12345 admin123456 admin@1234 admin@12345
  administrator1 adminadmin adminadmin123 superadmin superadmin123 superuser123 root123456 rootroot123
  default123 secret1234 secret12345 test123456 testtest123 test1234567 user123456 guest12345 demo123456
  temp123456 football123 baseball123 basketball princess123 sunshine123 superman123 monkey12345
  dragon12345 liverpool1 liverpool123 manchester chelsea123 barcelona1 barcelona123 juventus123 realmadrid
  realmadrid1 indonesia1 indonesia12 indonesia123 indonesia45 indonesia1945 indonesiaraya merahputih
  merahputih45 garuda12345 pancasila1 pancasila123 nusantara1 nusantara123 jakarta123 jakarta1234
  jakarta2024 bandung123 bandung1234 surabaya123 surabaya1234 yogyakarta semarang123 bismillah1
  bismillah12 bismillah123 bismillah1234 alhamdulillah subhanallah allahuakbar assalamualaikum insyaallah
  insyaallah1 masyaallah astaghfirullah muhammad123 muhammadsaw rahasia123 rahasia1234 rahasia12345
  rahasiaku1 rahasiaku123 katasandi1 katasandi123 sandiaman123 akucintakamu cintaku123 sayangku123
  sayangkamu sayang12345 sayang123456 ganteng123 cantik12345 keluargaku keluarga123 mamapapa123
  papamama123 ibuayah123 anaksholeh semangat45 semangat123 doraemon123 naruto12345 monyet12345 kucing12345
  persibbandung persija1928 persebaya1927 aremania87 telkomsel1 telkomsel123 indosat123 operator123
  titian1234 titian12345 titian123456 company123 perusahaan
  `.split(/\s+/),
);

/** One character again and again, or the same two or three: `aaaaaaaaaa`, `1212121212`. */
const REPEATED = /^(.{1,3})\1+.?.?$/u;

export function isCommonPassword(password: string, own: readonly string[] = []): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  return COMMON.has(lower) || REPEATED.test(lower) || own.some((word) => word.toLowerCase() === lower);
}
