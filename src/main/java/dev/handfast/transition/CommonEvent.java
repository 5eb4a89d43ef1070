package dev.handfast.transition;

/// What can happen to a connection in either role.
public sealed interface CommonEvent extends ClientEvent, ServerEvent
    permits Opened,
        SendRequested,
        Wrote,
        ConnectionLost,
        HandshakeDeadlinePassed,
        CloseDeadlinePassed,
        KeepaliveDue,
        PeerFellSilent,
        PingReceived,
        PongReceived,
        UnknownReceived,
        ProtocolErrorReceived,
        WrongDirection,
        Malformed {}
