// Times and numbers as people read them.

import { t } from './text.js';
import { now } from './api.js';

export function number(value) {
  return value === null || value === undefined ? '–' : Number(value).toLocaleString(document.documentElement.lang);
}

/** Seconds as 0:07, 12:40, 3:05:00. */
export function clock(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return '–';
  const all = Math.max(0, Math.floor(seconds));
  const two = (value) => String(value).padStart(2, '0');
  const minutes = Math.floor(all / 60) % 60;
  return all < 3600 ? `${minutes}:${two(all % 60)}` : `${Math.floor(all / 3600)}:${two(minutes)}:${two(all % 60)}`;
}

/** How long ago, as a clock. */
export function since(time) {
  return time ? clock((now() - Date.parse(time)) / 1000) : '–';
}

/** Seconds in words: 40 s, 12 min, 3 h. */
export function roughly(seconds) {
  if (seconds === null || seconds === undefined) return t('unknown');
  if (seconds < 90) return t('seconds', seconds < 10 && seconds % 1 ? seconds.toFixed(1) : Math.round(seconds));
  return seconds < 5400 ? t('minutes', Math.round(seconds / 60)) : t('hours', (seconds / 3600).toFixed(1));
}

export function at(time) {
  if (!time) return '–';
  return new Date(time).toLocaleString(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'medium' });
}

/** PT30M as the settings file has it: 30m. What has no single unit stays as it is. */
export function short(duration) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? '');
  if (!match) return duration;
  const parts = [['h', match[1]], ['m', match[2]], ['s', match[3]]].filter(([, value]) => value);
  return parts.length === 1 ? parts[0][1] + parts[0][0] : duration;
}
