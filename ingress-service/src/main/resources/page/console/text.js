// Which language the console speaks: the one chosen, or the browser's, or English.

import { en } from './text-en.js';
import { ko } from './text-ko.js';

const KEY = 'naru.language';
const ALL = { en, ko };

export const languages = { en: 'English', ko: '한국어' };
export let language = choose();

function choose() {
  const kept = localStorage.getItem(KEY);
  if (kept in ALL) return kept;
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in ALL);
  return wanted ?? 'en';
}

export function speak(wanted) {
  language = wanted;
  localStorage.setItem(KEY, wanted);
  document.documentElement.lang = wanted;
}

/** Says it in the language chosen; {0}, {1} … are what is given. */
export function t(key, ...values) {
  const text = ALL[language][key] ?? en[key] ?? key;
  return text.replace(/\{(\d)\}/g, (all, index) => String(values[index] ?? ''));
}

/** The same for names that come from the server: those without a word stay as they are. */
export function word(kind, name) {
  return ALL[language][`${kind}.${name}`] ?? en[`${kind}.${name}`] ?? name;
}
