// What this peer does wrong on purpose: the fault that HANDFAST_FAULT names, described in ../faults.yaml. Without it, fault() is false
// everywhere, and whoever copies these files may take each `fault('…')` for false.

const FAULTS = {
  client: `ready-too-early gate-holds-the-handshake handshake-behind-the-queue drops-early-sends waits-for-a-third-message
    flush-loses-the-second flush-in-reverse flush-keeps-the-last new-sends-overtake-the-flush refusal-drops-the-queue refused-stays-open
    truthy-ack application-frame-before-the-ack-is-taken deaf-before-the-ack no-handshake-deadline one-attempt
    dies-of-a-refused-connection loses-what-is-behind-the-ack decodes-chunks ack-settles-a-request answers-the-oldest
    entry-after-the-write request-survives-the-end early-request-throws withdrawn-is-sent cancel-leaves-requests misspelt-approves
    encodes-late queue-without-bound told-twice pings-everybody bears-silence close-drops-the-queue close-hangs-up sends-after-close
    remembers-ready remembers-half-a-line skips-malformed-lines lines-without-bound last-of-two-fields answers-an-error-with-an-error
    timestamp-in-seconds halves-of-a-pair-are-two no-pong-while-draining deaf-while-it-writes ready-though-closing early-limit-for-ever
    drops-anything deadline-outlives-the-handshake begun-is-failed sorts-fields numbers-are-doubles low-half-is-replaced
    a-level-too-many a-digit-too-many direction-before-form blames-another-frame requests-without-bound
    unwritten-without-requests full-is-fatal deadline-from-the-connection`,
  server: `early-frames-are-delivered joins-before-the-ack loses-what-came-with-the-handshake decodes-chunks-too old-end-takes-the-new
    duplicates-are-welcome takes-any-child-id empty-child-id-is-fine left-twice silent-strangers-stay no-pong skips-malformed-frames
    stop-drops stop-leaves-requests-open stop-hangs dead-workers-are-written takes-a-live-path`,
};

const selected = process.env.HANDFAST_FAULT ?? '';

/** Whether this fault is to be shown. */
export const fault = (name) => name === selected;

/** Ends the process where the selected fault is none of this role. */
export function checkFault(role) {
  if (selected && !FAULTS[role].split(/\s+/).includes(selected)) {
    console.error(`no fault of this ${role}: ${selected}`);
    process.exit(2);
  }
}
