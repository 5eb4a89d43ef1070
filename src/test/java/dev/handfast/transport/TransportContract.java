package dev.handfast.transport;

import org.junit.jupiter.api.Timeout;

/// What every transport promises; each room runs all of it.
@Timeout(60)
interface TransportContract extends BytesContract, EndsContract, MeetingContract, HarmContract {}
