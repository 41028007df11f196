// What the screens are made of. Text becomes text nodes only: nothing that users wrote is ever read as HTML.

import { t } from './text.js';
import { Problem } from './api.js';

/**
 * Makes an element. Properties: `on…` are listeners, `class`, `dataset`, booleans as attributes that
 * are there or not; everything else is an attribute.
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'dataset') Object.assign(element.dataset, value);
  else if (name === 'value' || name === 'checked') begin(element, name, value);
  else if (value === true) element.setAttribute(name, '');
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

/** What a form is reset to is what it began with. */
function begin(element, name, value) {
  element[name] = value;
  if (name === 'value' && element instanceof HTMLInputElement) element.defaultValue = value;
}

/** Writes a text, if it is another one: what is read aloud or selected stays as it is. */
export function write(element, text) {
  const wanted = String(text ?? '');
  if (element.textContent !== wanted) element.textContent = wanted;
}

/** Makes the children match the items, by key; what stays keeps its element, and the focus. */
export function keyed(parent, items, key, make, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let element = old.get(name);
    if (element) old.delete(name);
    else {
      element = make(item);
      element.dataset.key = name;
    }
    update(element, item);
    if (element === before) before = before.nextElementSibling;
    else parent.insertBefore(element, before);
  }
  for (const element of old.values()) element.remove();
}

let viewer = false;

/** Whoever may only look is not shown what changes something. */
export function onlyLooks(value) {
  viewer = value;
}

export function mayChange() {
  return !viewer;
}

/** A button; one that changes something is not there for those who may only look. */
export function button(text, onclick, { kind = '', changes = true, label = null } = {}) {
  return changes && viewer ? null : h('button', { type: 'button', class: kind, onclick, 'aria-label': label }, text);
}

/** Says what was done or what went wrong, for the eye and for a screen reader. */
export function say(text, kind = 'done') {
  const at = new Date().toLocaleTimeString(document.documentElement.lang);
  const note = h('p', { class: `note ${kind}` }, h('span', {}, text), h('time', {}, at), close());
  document.getElementById('said').prepend(note);
  [...document.querySelectorAll('#said .note')].slice(4).forEach((old) => old.remove());
  if (kind === 'done') setTimeout(() => note.remove(), 20000);

  function close() {
    return h('button', { type: 'button', class: 'quiet', 'aria-label': t('close'), onclick: () => note.remove() }, '×');
  }
}

export function complain(problem) {
  say(reasonOf(problem), 'bad');
}

export function reasonOf(problem) {
  if (!(problem instanceof Problem)) return String(problem?.message ?? problem);
  return problem.status === 0 ? t('noAnswer') : problem.message;
}

/**
 * Asks once. `body` are elements, `reason` is none, optional or required; `act` gets the reason and
 * returns what was done, in words. While it fails the dialog stays, and says why.
 */
export function ask({ title, body = [], reason = 'optional', confirm, danger = false, act, after }) {
  const why = reason === 'none' ? null : h('input', { id: 'ask-reason', maxlength: 1000, required: reason === 'required' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const go = h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm);
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'ask-title' }, title),
    body,
    why && h('label', { for: 'ask-reason' }, reason === 'required' ? t('reasonRequired') : t('reason')),
    why,
    wrong,
    h('div', { class: 'row end' }, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')), go));
  const dialog = show(form, 'ask-title');
  (form.querySelector('input, textarea, select') ?? go).focus();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      say(await act(why?.value.trim() || undefined));
      dialog.close();
      after?.();
    } catch (problem) {
      write(wrong, reasonOf(problem));
      go.disabled = false;
    }
  });
  return dialog;
}

/** Shows a modal dialog, which is gone when it is closed. */
export function show(content, labelledBy, kind = '') {
  const dialog = h('dialog', { 'aria-labelledby': labelledBy, class: kind }, content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A table; a cell is a text or an element. */
export function table(caption, columns, rows, empty) {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column)))),
      h('tbody', {}, rows.length
        ? rows.map((cells) => h('tr', {}, cells.map((cell) => h('td', {}, cell ?? '–'))))
        : h('tr', {}, h('td', { colspan: columns.length, class: 'none' }, empty ?? t('nothing'))))));
}

/** A labelled input. */
export function field(label, input, hint) {
  input.id ||= `f-${++fields}`;
  if (hint) input.setAttribute('aria-describedby', `${input.id}-h`);
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input, hint && h('small', { id: `${input.id}-h` }, hint));
}

let fields = 0;

/** A list that is read page by page, and never as a whole. */
export function paged(read, render) {
  const place = h('div', { 'aria-busy': 'true' });
  const more = h('div', { class: 'row' });
  const trail = [null];

  async function load() {
    place.setAttribute('aria-busy', 'true');
    try {
      const page = await read(trail.at(-1));
      place.replaceChildren(render(page.items));
      more.replaceChildren(...pages(page.next));
    } catch (problem) {
      place.replaceChildren(h('p', { class: 'wrong', role: 'alert' }, reasonOf(problem)));
    }
    place.setAttribute('aria-busy', 'false');
  }

  function pages(next) {
    const first = h('button', { type: 'button', disabled: trail.length === 1, onclick: () => go(() => trail.splice(1)) }, t('firstPage'));
    const back = h('button', { type: 'button', disabled: trail.length === 1, onclick: () => go(() => trail.pop()) }, t('previousPage'));
    const on = h('button', { type: 'button', disabled: !next, onclick: () => go(() => trail.push(next)) }, t('nextPage'));
    return [first, back, h('span', { class: 'muted' }, t('page', trail.length)), on];
  }

  function go(step) {
    step();
    load();
  }

  load();
  return { element: h('div', {}, place, more), reload: load };
}
