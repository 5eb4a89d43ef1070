package dev.handfast.conformance.subject;

import java.nio.file.Path;
import java.time.Duration;

/// What a client is started with; always complete.
///
/// @param socket where the orchestrator listens, or will
/// @param childId the worker's id
/// @param worktree for the handshake
/// @param branch for the handshake
/// @param task for the handshake
/// @param handshakeTimeout how long the verdict may take
/// @param queueMessages how many messages may be accepted and not yet written
/// @param dropsLogs whether the oldest lines of the log make room where there is none; otherwise
///   the call fails. With [Feature#DROPPING] only
/// @param pingInterval how long nothing is heard until a ping; with [Feature#KEEPALIVE] only
/// @param silenceLimit how long nothing is heard until the end; with [Feature#KEEPALIVE] only
/// @param earlyLineLimit the longest line before the verdict, in bytes; with [Feature#LIMITS] only
/// @param lineLimit the longest line after it, in bytes; with [Feature#LIMITS] only
public record Settings(
    Path socket,
    String childId,
    String worktree,
    String branch,
    String task,
    Duration handshakeTimeout,
    int queueMessages,
    boolean dropsLogs,
    Duration pingInterval,
    Duration silenceLimit,
    int earlyLineLimit,
    int lineLimit) {}
