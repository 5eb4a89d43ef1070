package dev.handfast.architecture.canary.frame;

import java.util.concurrent.locks.ReentrantLock;

/// A frame that waits for a lock.
public record LockingFrame(ReentrantLock lock) {}
