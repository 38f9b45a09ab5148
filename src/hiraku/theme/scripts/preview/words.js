// What the preview says: the words stand in the page, the numbers come in.

/** Write a number as the page's language does. */
export const count = (number) => number.toLocaleString(document.documentElement.lang);

export const percent = (share) =>
  share.toLocaleString(document.documentElement.lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Return a function that fills the blanks of a sentence; those without a value with the plan's. */
export const speech = (plan) => (word, values = {}) =>
  plan.words[word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? count(plan[name]));
