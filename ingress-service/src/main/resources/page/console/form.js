// A form over settings: each value with its name, its unit and its place.

import { field, h, mayChange, say } from './ui.js';
import { t, word } from './text.js';
import { short } from './time.js';
import { groupsFor } from './fields.js';
import { flat, patchOf, valueAt, withValue } from './patch.js';

/** @param propose gets what is to change, as a patch */
export function form(known, current, propose) {
  const inputs = [];
  const groups = Object.entries(groupsFor(known, current, flat)).map(([name, fields]) =>
    h('fieldset', {}, h('legend', {}, word('group', name)), fields.map((one) => line(one))));
  const element = h('form', { class: 'settings', onsubmit: submit }, groups,
    mayChange() ? h('div', { class: 'row end' },
      h('button', { type: 'reset' }, t('undo')),
      h('button', { class: 'primary' }, t('preview'))) : null);

  function line(one) {
    const input = inputFor(one, valueAt(current, one.path));
    input.disabled = !mayChange();
    inputs.push({ one, input, initial: input.value });
    return field(word('setting', one.path), input, hint(one));
  }

  async function submit(event) {
    event.preventDefault();
    let wanted = current;
    try {
      for (const { one, input, initial } of inputs) {
        if (input.value !== initial) wanted = withValue(wanted, one.path, parse(one, input.value.trim()));
      }
    } catch (error) {
      return say(error.message, 'bad');
    }
    const patch = patchOf(current, wanted);
    if (Object.keys(patch).length === 0) return say(t('nothingToChange'), 'plain');
    await propose(patch);
  }
  return element;
}

function inputFor(one, value) {
  const common = { name: one.path, spellcheck: 'false', autocomplete: 'off', required: !one.optional && one.kind !== 'json' };
  if (one.kind === 'choice') return choice(one, common, String(value ?? ''));
  if (one.kind === 'lines') return textarea(common, value ?? '');
  if (one.kind === 'json') return textarea(common, value === undefined ? '' : JSON.stringify(value, null, 2));
  const text = Array.isArray(value) ? value.join(', ') : one.kind === 'duration' ? short(value) : one.kind === 'moment' ? local(value) : one.kind === 'size' ? kilobytes(value) : value;
  return h('input', { ...common, type: { number: 'number', moment: 'datetime-local' }[one.kind] ?? 'text', min: one.kind === 'number' ? 0 : null, step: one.kind === 'number' ? 1 : null, value: text ?? '' });
}

/** However the server spells it. */
function choice(one, common, value) {
  const known = (name) => name.toUpperCase() === value.toUpperCase().replaceAll('-', '_');
  const options = one.options.some(known) || value === '' ? one.options : [value, ...one.options];
  return h('select', { name: common.name, required: common.required },
    one.optional ? h('option', { value: '' }, '–') : null,
    options.map((name) => h('option', { value: name, selected: known(name) }, word(`choice.${one.path}`, name))));
}

/** A moment as an input of this clock has it, and back. */
function local(time) {
  if (!time) return '';
  return new Date(Date.parse(time) - new Date(time).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** 262144 as the settings file has it: 256KB. */
function kilobytes(bytes) {
  return Number.isInteger(bytes) && bytes > 0 && bytes % 1024 === 0 ? `${bytes / 1024}KB` : bytes;
}

function textarea(common, text) {
  return h('textarea', { ...common, rows: Math.min(14, Math.max(3, text.split('\n').length)) }, text);
}

function hint(one) {
  if (one.hint) return t(one.hint);
  return { duration: t('hint.duration'), list: t('hint.list'), json: t('hint.json') }[one.kind] ?? (one.optional ? t('hint.optional') : null);
}

/** What is not there any more is undefined. */
function parse(one, text) {
  if (text === '') return undefined;
  if (one.kind === 'number') return Number(text);
  if (one.kind === 'moment') return new Date(text).toISOString();
  if (one.kind === 'list') return text.split(',').map((each) => each.trim()).filter(Boolean);
  if (one.kind !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(t('notJson', word('setting', one.path), error.message));
  }
}
