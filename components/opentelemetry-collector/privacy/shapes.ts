/**
 * Shapes of values that can't hold anything: words, short ids, small numbers, paths and addresses of websites made of
 * those. Each is matched from the start and decides at every character, which is fast; whatever has another shape is
 * looked at closely.
 */
/** An id of several numbers, each shorter than a part of a telephone number. */
const ORDER = "[A-Z]{2,5}(?:-[0-9]{1,6}){1,2}";
const SEGMENT = `(?:[a-uw-z{}_:][a-zA-Z_{}-]{0,23}|v(?:[0-9]{1,2}|[a-z_-]{1,23})?|${ORDER})`;

export const HARMLESS_SHAPES: readonly string[] = [
    // An id or a word; a dash between digits may be that of a telephone number.
    "^(?:[A-Za-z_][0-9A-Za-z_-]{0,10}|[0-9][0-9A-Za-z_]{0,10})?$",
    `^${ORDER}$`,
    // A path.
    `^(?:/${SEGMENT})+$`,
    // A number.
    "^-?[0-9]{1,9}(?:\\.[0-9]{1,9})?$",
    // A query whose values stand apart from it.
    "^(?:SELECT|INSERT|UPDATE|DELETE|WITH|select|insert|update|delete) (?:[A-Za-z_.,*()=<>? -]|\\$[0-9]{1,2})*$",
    // Words.
    "^(?:[A-Z]?[a-z]{1,14}(?:[ ,.-]|$)){1,10}$",
    // A website.
    `^https?://[a-z][a-z.-]{0,60}(?::[0-9]{1,5})?(?:/${SEGMENT})*$`,
    // Names of programs' parts.
    "^[A-Za-z][A-Za-z_]{0,15}(?:[.:/-][A-Za-z][A-Za-z_]{0,15}){0,5}$",
];
