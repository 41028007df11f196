// Settings as they are and as they are to be: what differs, what to send, and how to show it.

/** All values of an object by their path, such as queries.perSession; lists are one value. */
export function flat(object, prefix = '', into = {}) {
  for (const [key, value] of Object.entries(object ?? {})) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) flat(value, `${prefix}${key}.`, into);
    else into[prefix + key] = value;
  }
  return into;
}

export function valueAt(object, path) {
  return path.split('.').reduce((at, key) => at?.[key], object);
}

/** Returns a copy with the value at the path; undefined takes it out, and groups that are empty then. */
export function withValue(object, path, value) {
  const [key, ...rest] = path.split('.');
  const copy = { ...object };
  const inner = rest.length ? withValue(copy[key] ?? {}, rest.join('.'), value) : value;
  const empty = inner === undefined || (rest.length && Object.keys(inner).length === 0);
  if (empty) delete copy[key];
  else copy[key] = inner;
  return copy;
}

/** What makes the one of the other: only what differs, null for what goes (RFC 7396). */
export function patchOf(before, after) {
  const patch = {};
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
    const [old, fresh] = [before?.[key], after[key]];
    if (same(old, fresh)) continue;
    if (fresh === undefined) patch[key] = null;
    else patch[key] = isGroup(fresh) && isGroup(old) ? patchOf(old, fresh) : fresh;
  }
  return patch;
}

/** Rows of [path, before, after] for each value that differs. */
export function differences(before, after) {
  const [old, fresh] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort()
    .filter((path) => !same(old[path], fresh[path]))
    .map((path) => [path, old[path], fresh[path]]);
}

const isGroup = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
