"""What this peer does wrong on purpose: the fault that HANDFAST_FAULT names, described in ../../faults.yaml.

Without it, fault() is False everywhere, and whoever copies these files may take each `fault("…")` for False.
"""

import os
import sys

FAULTS = {
    "client": """ready-too-early handshake-twice refuses-early-sends flush-loses-the-second flush-in-reverse
        refusal-counts-as-acceptance refusal-drops-the-queue truthy-ack any-ack-is-mine deadline-per-read one-attempt
        announces-ready-when-connected a-line-per-chunk second-ack-ends-the-session answers-the-oldest late-answer-counts
        request-has-no-time-out withdrawn-is-sent cancel-hangs-up misspelt-approves queue-without-bound drops-the-newest
        drops-in-silence written-is-a-guess close-drops-the-queue close-never-ends end-is-not-noticed childless-messages
        nulls-for-absent tells-nobody-of-a-violation replaces-bad-utf8 hates-the-future hates-unknown-fields
        a-level-too-few a-digit-too-few""",
    "server": """reads-during-the-verdict old-end-takes-the-new second-handshake-renames left-never silent-strangers-stay
        missing-fields-are-fine answers-the-first-asker stop-leaves-requests-open refuses-in-silence world-readable-socket""",
}

_selected = os.environ.get("HANDFAST_FAULT", "")


def fault(name):
    """Whether this fault is to be shown."""
    return name == _selected


def check_fault(role):
    """Ends the process where the selected fault is none of this role."""
    if _selected and _selected not in FAULTS[role].split():
        print(f"no fault of this {role}: {_selected}", file=sys.stderr)
        sys.exit(2)
