package dev.handfast.architecture.canary.transition;

import java.nio.channels.SocketChannel;

/// A machine that holds a socket.
public record SocketInTheMachine(SocketChannel channel) {}
