package dev.handfast.conformance.schedule;

/// The states that a search has seen, and how many preemptions it had left there.
///
/// From a state whoever has the turn may go on for nothing; everybody else costs a preemption,
/// unless nobody has it. So what follows from a state follows also from the same state with as many
/// preemptions left and the same thread or nobody having the turn, and with one more left whoever
/// has it.
final class Visited {
  private static final long NOBODY = 0x2545F4914F6CDD1DL;
  private static final long ANYBODY = 0x6A09E667F3BCC909L;

  private long[] keys = new long[1 << 10];
  private int[] standings = new int[1 << 10];
  private byte[] left = new byte[1 << 10]; // one more than is left; 0: never seen
  private int size;

  /// Whether anything can follow that has not followed before; if so, it is about to.
  ///
  /// @param state all that has happened
  /// @param turn the past of the one that has the turn; 0 where nobody has it
  /// @param spare how many preemptions are left
  /// @param standing where all threads stand
  boolean isNews(long state, long turn, int spare, int standing) {
    long nobody = HappensBefore.mix(state, NOBODY);
    long anybody = HappensBefore.mix(state, ANYBODY);
    if (left(nobody, standing) > spare || left(anybody, standing) > spare + 1) {
      return false;
    }
    if (turn == 0) {
      put(nobody, spare, standing);
      return true;
    }
    long somebody = HappensBefore.mix(state, turn);
    if (left(somebody, standing) > spare) {
      return false;
    }
    put(somebody, spare, standing);
    put(anybody, Math.max(spare, left(anybody, standing) - 1), standing);
    return true;
  }

  private int left(long key, int standing) {
    int at = at(key);
    if (left[at] > 0 && standings[at] != standing) {
      throw new IllegalStateException(
          "the same has happened, and threads stand elsewhere: they share what nobody noted");
    }
    return left[at];
  }

  private void put(long key, int spare, int standing) {
    if (2 * size >= keys.length) {
      grow();
    }
    int at = at(key);
    size += left[at] == 0 ? 1 : 0;
    keys[at] = key;
    standings[at] = standing;
    left[at] = (byte) (spare + 1);
  }

  private int at(long key) {
    int at = (int) (key & (keys.length - 1));
    while (left[at] > 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldStandings = standings;
    byte[] oldLeft = left;
    keys = new long[2 * oldKeys.length];
    standings = new int[keys.length];
    left = new byte[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldLeft[i] > 0) {
        int at = at(oldKeys[i]);
        keys[at] = oldKeys[i];
        standings[at] = oldStandings[i];
        left[at] = oldLeft[i];
      }
    }
  }
}
