// Latin letters as Japanese is typed with them (Hepburn and kunrei), and sounds without their length.

const VOWELS = "aiueo";
const ROWS = {
  "": "あいうえお", k: "かきくけこ", g: "がぎぐげご", s: "さしすせそ", z: "ざじずぜぞ", t: "たちつてと", d: "だぢづでど",
  n: "なにぬねの", h: "はひふへほ", b: "ばびぶべぼ", p: "ぱぴぷぺぽ", m: "まみむめも", r: "らりるれろ", y: "や ゆ よ", w: "わ   を",
};
const SMALL = { a: "ゃ", u: "ゅ", o: "ょ", e: "ぇ" };
const BEFORE_SMALL = { ky: "き", gy: "ぎ", sh: "し", sy: "し", j: "じ", zy: "じ", jy: "じ", ch: "ち", ty: "ち", ny: "に", hy: "ひ", by: "び", py: "ぴ", my: "み", ry: "り" };
const SPECIAL = { shi: "し", chi: "ち", tsu: "つ", fu: "ふ", ji: "じ", fa: "ふぁ", fi: "ふぃ", fe: "ふぇ", fo: "ふぉ", ti: "てぃ", di: "でぃ", va: "ゔぁ", vi: "ゔぃ", vu: "ゔ", ve: "ゔぇ", vo: "ゔぉ" };
const KANA = new Map(Object.entries(SPECIAL));
for (const [consonant, row] of Object.entries(ROWS))
  [...row].forEach((sign, n) => {
    const letters = consonant + VOWELS[n];
    if (sign.trim() && !KANA.has(letters)) KANA.set(letters, sign);
  });
for (const [consonant, sign] of Object.entries(BEFORE_SMALL))
  for (const [vowel, small] of Object.entries(SMALL)) KANA.set(consonant + vowel, sign + small);

/** Return Latin letters as hiragana; null where they are no Japanese. */
export function kana(latin) {
  let made = "";
  let rest = latin.replace(/[āâ]/g, "aa").replace(/[īî]/g, "ii").replace(/[ūû]/g, "uu").replace(/[ēê]/g, "ee").replace(/[ōô]/g, "ou");
  while (rest) {
    const length = [3, 2, 1].find((size) => KANA.has(rest.slice(0, size)) && rest.length >= size);
    if (length) {
      made += KANA.get(rest.slice(0, length));
      rest = rest.slice(length);
    } else if (/^([bcdfghjkmpqrstvwxyz])\1|^tch/.test(rest)) {
      made += "っ";
      rest = rest.slice(1);
    } else if (/^[nm](?![aiueoy])|^n'?/.test(rest)) {
      made += "ん";
      rest = rest.replace(/^n'|^n|^m/, "");
    } else if (rest[0] === "-") {
      made += "-";
      rest = rest.slice(1);
    } else return null;
  }
  return made;
}

const ONE_SOUND = { ふぁ: "は", ふぃ: "ひ", ふぇ: "へ", ふぉ: "ほ", てぃ: "ち", でぃ: "じ" };
const LARGE = { ぁ: "あ", ぃ: "い", ぅ: "う", ぇ: "え", ぉ: "お", ゃ: "や", ゅ: "ゆ", ょ: "よ", ゎ: "わ", ぢ: "じ", づ: "ず", ゔ: "ぶ" };

/** Return a folded text as it sounds at first hearing: without length, doubling and small kana. */
export const loose = (text) =>
  text
    .replace(/[っつ](?=[かきくけこさしすせそたちてとぱぴぷぺぽ])/g, "")
    .replace(/(?<=[ぁ-ゔ])-/g, "")
    .replace(/ふ[ぁぃぇぉ]|[てで]ぃ/g, (sound) => ONE_SOUND[sound])
    .replace(/[ぁぃぅぇぉゃゅょゎぢづゔ]/g, (sign) => LARGE[sign])
    .replace(/(?<=[おこごそぞとどのほぼぽもよろをうくぐすずつぬふぶぷむゆる])う/g, "")
    .replace(/(?<=[おこごそぞとどのほぼぽもよろを])お/g, "");

const SPELT = new Map([...KANA].reverse().map(([letters, sign]) => [sign, letters]));

/** Return kana in Latin letters, Latin letters as they are; without length and doubling. */
export const in_letters = (text) =>
  text
    .replace(/[ぁ-ゔ][ぁぃぅぇぉゃゅょ]?/g, (signs) => SPELT.get(signs) ?? [...signs].map((sign) => SPELT.get(sign) ?? (sign === "ん" ? "n" : "")).join(""))
    .replace(/([a-z])\1+/g, "$1")
    .replace(/ou|-/g, (letters) => letters.replace("u", "").replace("-", ""));
