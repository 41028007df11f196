// The settings that there are, in the order in which an operator looks for them. What is not named here is shown
// all the same, at the end.

const field = (path, kind, more = {}) => ({ path, kind, ...more });
const optional = { optional: true };

export const OF_A_ROOM = {
  seats: [
    field('capacity', 'number'),
    field('sessionTtl', 'duration'),
    field('idleTimeout', 'duration'),
    field('claimTimeout', 'duration'),
  ],
  line: [
    field('maxWaiting', 'number'),
    field('abandonTimeout', 'duration'),
    field('admissionRate.count', 'number', optional),
    field('admissionRate.per', 'duration', optional),
  ],
  queries: [
    field('pools', 'list'),
    field('queries.perSession', 'number'),
    field('queries.maxQueued', 'number'),
    field('queries.maxPayload', 'size'),
    field('queries.maxWait', 'duration', optional),
  ],
  schedule: [
    field('schedule.opensAt', 'moment', optional),
    field('schedule.closesAt', 'moment', optional),
    field('schedule.preQueue', 'duration', optional),
    field('schedule.order', 'choice', { ...optional, options: ['FIFO', 'LOTTERY'] }),
    field('schedule.atClose', 'choice', { ...optional, options: ['CLOSE', 'DRAIN'] }),
    field('schedule.hours', 'json', { ...optional, hint: 'hint.hours' }),
    field('schedule.zone', 'text', { ...optional, hint: 'hint.zone' }),
    field('schedule.capacity', 'json', { ...optional, hint: 'hint.timedCapacity' }),
  ],
  page: [
    field('page.title', 'text', optional),
    field('page.text', 'lines', optional),
    field('page.color', 'text', { ...optional, hint: 'hint.colour' }),
    field('page.logo', 'text', { ...optional, hint: 'hint.logo' }),
    field('page.targetUrl', 'text', { ...optional, hint: 'hint.target' }),
    field('page.handOver', 'choice', { ...optional, options: ['COOKIE', 'FRAGMENT'] }),
    field('page.languages', 'json', { ...optional, hint: 'hint.languages' }),
  ],
  identity: [field('identity', 'choice', { options: ['OPEN', 'API_KEY', 'OIDC', 'ANONYMOUS'] })],
};

/** The others are the query workers' own, read from their file. */
export const OF_A_POOL = {
  slots: [field('slots', 'number'), field('prefetch', 'number'), field('upstream.timeout', 'duration')],
};

/** The groups of fields, with what the settings have beyond them as `other`. */
export function groupsFor(known, settings, flat) {
  const named = Object.values(known).flat();
  const covered = (path) => named.some((one) => path === one.path || path.startsWith(`${one.path}.`));
  const other = Object.keys(flat(settings)).filter((path) => !covered(path)).map((path) => field(path, 'text'));
  return other.length ? { ...known, other } : known;
}
