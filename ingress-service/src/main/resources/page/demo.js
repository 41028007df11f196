/** The built-in demo: ask a question, see it queue, run and stream. */

import { randomKey } from '/naru.js';

/** What the room's upstream takes: an echo also says how it is to be streamed back. */
function payload(question, upstream) {
  if (upstream === 'openai') return { messages: [{ role: 'user', content: question }], stream: true };
  if (upstream !== 'echo') return { question };
  return { question, delayMillis: 2500, chunks: question.match(/\S+\s*/g).slice(0, 100) };
}

/** The part of a result that people can read. */
function readable(result) {
  if (result === null || result === undefined) return '';
  const text = result.choices?.[0]?.message?.content ?? result.echo?.question ?? result;
  return typeof text === 'string' ? text : JSON.stringify(text, null, 1);
}

export class Demo {
  constructor(words, upstream) {
    this.words = words;
    this.upstream = upstream;
    this.form = document.getElementById('ask');
    this.field = document.getElementById('question');
    this.list = document.getElementById('answers');
    this.form.onsubmit = event => {
      event.preventDefault();
      const question = this.field.value.trim();
      if (question && this.visit) this.#ask(question);
    };
  }

  /** Asks on behalf of this visit from here on. */
  of(visit) {
    if (visit.token !== this.visit?.token) this.list.replaceChildren();
    this.visit = visit;
  }

  async #ask(question) {
    const shown = this.#entry(question);
    const key = randomKey();
    let attempt = 0;
    let told = '';
    this.field.value = '';
    const handlers = {
      query: query => shown.state(query),
      chunk: chunk => {
        if (chunk.attempt !== attempt) told = '';
        attempt = chunk.attempt;
        told += chunk.data;
        shown.text(told);
      },
    };
    try {
      const query = await this.visit.ask(payload(question, this.upstream), { handlers, key });
      shown.state(query);
      shown.text(query.state === 'SUCCEEDED' ? readable(query.result) : query.error?.detail || query.error?.title || told);
    } catch (error) {
      shown.failed(error.status === 429 ? this.words.of('ask.busy') : error.message);
    }
  }

  #entry(question) {
    const { words } = this;
    const item = document.createElement('li');
    const [asked, chip, answer] = ['asked', 'chip', 'answer'].map(name => {
      const part = document.createElement('p');
      part.className = name;
      item.append(part);
      return part;
    });
    asked.textContent = question;
    chip.setAttribute('role', 'status');
    chip.textContent = words.of('ask.sending');
    this.list.prepend(item);
    const names = { RUNNING: 'running', SUCCEEDED: 'done', CANCELLED: 'cancelled' };
    return {
      text: text => { answer.textContent = text; },
      failed: text => {
        chip.textContent = words.of('ask.failed');
        answer.textContent = text;
      },
      state: query => {
        const queued = query.position ? words.of('ask.queued', { n: query.position }) : words.of('ask.waiting');
        const said = query.state === 'QUEUED' ? queued : words.of(`ask.${names[query.state] || 'failed'}`);
        if (chip.textContent !== said) chip.textContent = said;
        chip.className = `chip ${query.state.toLowerCase()}`;
      },
    };
  }
}
