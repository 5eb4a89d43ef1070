const LONGEST_MS = 2 ** 31 - 1; // Node takes a longer time for one millisecond

/** A timer that may be set to any time. */
export const after = (ms, callback) => setTimeout(callback, Math.min(ms, LONGEST_MS));
