package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.frame.Words;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of the protocol's fields, its types and its other fixed words, so that reading one
/// does not make a new string.
///
/// Nothing is ever added: what one peer sends must not change how another's frame is read. A word
/// is told by its length, its first eight bytes and its last eight, which are all that it has.
final class KnownWords {
  /// 16 bytes: two machine words. What is longer is made anew each time.
  static final int LONGEST = 2 * Long.BYTES;

  /// 9 bits, 512 slots: so many that hardly two words want the same one.
  private static final int SLOT_BITS = 9;

  private static final int SLOTS = 1 << SLOT_BITS;

  /// The golden ratio as a fraction of 2^64: its product's top bits depend on all bits.
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /// All but those that are longer.
  static final List<String> ALL =
      List.of(
          "abort",
          "accepted",
          "approve",
          "approve_category",
          "approve_pattern",
          "autoApprove",
          "branch",
          "cancel",
          "cancelled",
          "capabilities",
          "categoryId",
          "childId",
          "code",
          "commits",
          "complete",
          "config",
          "confirmation",
          "content",
          "context",
          "currentTool",
          "dangerReason",
          "deny",
          "description",
          "diffPreview",
          "duration",
          "error",
          "failed",
          "filesChanged",
          "handshake",
          "handshake_ack",
          "id",
          "idle",
          "info",
          "inject_context",
          "input",
          "isDangerous",
          "level",
          "log",
          "message",
          "model",
          "name",
          "output",
          "pattern",
          "ping",
          "pong",
          "prUrl",
          "progress",
          "protocol",
          "protocol_error",
          "provider",
          "reason",
          "recoverable",
          "relevantFiles",
          "requestId",
          "response",
          "result",
          "securityWarning",
          "sessionId",
          "starting",
          "status",
          "status_update",
          "success",
          "suggestedPattern",
          "task",
          "task_complete",
          "task_error",
          "text",
          "thinking",
          "timeout",
          "timestamp",
          "tokensUsed",
          "tool",
          "toolCallCount",
          "toolName",
          "tool_call",
          "type",
          "version",
          "versions",
          "warn",
          "workerId",
          "worktree");

  private static final @Nullable String[] WORDS = new @Nullable String[SLOTS];
  private static final long[] HEADS = new long[SLOTS];
  private static final long[] TAILS = new long[SLOTS];

  static {
    for (String word : ALL) {
      byte[] utf8 = Arrays.copyOf(word.getBytes(UTF_8), LONGEST);
      long head = head(utf8, 0, word.length());
      long tail = tail(utf8, 0, word.length());
      int at = slot(head, tail);
      while (WORDS[at] != null) {
        at = (at + 1) % SLOTS;
      }
      WORDS[at] = word;
      HEADS[at] = head;
      TAILS[at] = tail;
    }
  }

  private KnownWords() {}

  /// The text that these bytes spell.
  static String of(byte[] utf8, int from, int to) {
    int length = to - from;
    if (length <= LONGEST && from + Long.BYTES <= utf8.length) {
      long head = head(utf8, from, length);
      long tail = tail(utf8, from, length);
      for (int at = slot(head, tail); WORDS[at] instanceof String word; at = (at + 1) % SLOTS) {
        if (HEADS[at] == head && TAILS[at] == tail && word.length() == length) {
          return word;
        }
      }
    }
    return new String(utf8, from, length, UTF_8);
  }

  /// The first eight bytes, or as many as there are.
  private static long head(byte[] utf8, int from, int length) {
    long word = Words.at(utf8, from);
    return length < Long.BYTES ? word & ((1L << (length * Byte.SIZE)) - 1) : word;
  }

  /// The last eight bytes of what is longer than those.
  private static long tail(byte[] utf8, int from, int length) {
    return length > Long.BYTES ? Words.at(utf8, from + length - Long.BYTES) : 0;
  }

  private static int slot(long head, long tail) {
    return (int) (((head ^ Long.rotateLeft(tail, 29)) * SPREAD) >>> (Long.SIZE - SLOT_BITS));
  }
}
