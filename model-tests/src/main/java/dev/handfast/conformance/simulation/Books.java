package dev.handfast.conformance.simulation;

import dev.handfast.Delivery;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What became of one side's messages, and what is wrong with that.
final class Books {
  private final List<String> complaints = new ArrayList<>();
  private final BitSet accepted = new BitSet();
  private final BitSet settled = new BitSet();
  private final BitSet failed = new BitSet();
  private final BitSet taken = new BitSet();
  private final BitSet written = new BitSet();
  private final BitSet arrived = new BitSet();
  private int last = -1;

  List<String> complaints() {
    return complaints;
  }

  void complain(String what) {
    complaints.add(what);
  }

  void accept(long ticket) {
    accepted.set((int) ticket);
  }

  void refuse(long ticket) {
    accepted.clear((int) ticket);
  }

  /// The kernel took it.
  void take(long ticket) {
    taken.set((int) ticket);
  }

  void settle(long ticket, Delivery delivery) {
    int number = (int) ticket;
    if (settled.get(number)) {
      complain("message " + number + " ended twice");
    }
    settled.set(number);
    switch (delivery) {
      case Delivery.Written _ -> written.set(number);
      case Delivery.Failed _ -> failed.set(number);
      case Delivery.Unknown _ -> {}
    }
  }

  void arrive(long ticket) {
    int number = (int) ticket;
    if (number <= last) {
      complain("message %d arrived after %d".formatted(number, last));
    }
    last = number;
    arrived.set(number);
  }

  /// All is over.
  ///
  /// @param broken whether bytes that the kernel took may have been lost
  void close(boolean broken) {
    if (!settled.equals(accepted)) {
      complain("accepted %s, ended %s".formatted(accepted, settled));
    }
    if (failed.intersects(taken)) {
      complain("failed %s, and the kernel took %s".formatted(failed, taken));
    }
    if (!broken && !written.equals(arrived)) {
      complain("written %s, arrived %s".formatted(written, arrived));
    }
  }
}
