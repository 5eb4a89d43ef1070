package dev.handfast.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The ledgers of one run, worker by worker.
record Books(List<Page> pages) {
  Books {
    pages = List.copyOf(pages);
  }

  /// One worker's ledger.
  ///
  /// @param worker who
  /// @param ledger what became of its messages
  /// @param causes what it was told about those that failed, and how often
  record Page(Part.Worker worker, Ledger ledger, Map<String, Integer> causes) {

    /// Compares a worker's notes with what arrived from it.
    static Page of(Part.Worker worker, List<Note> notes, List<String> received) {
      Map<String, Integer> causes = new TreeMap<>();
      for (Note note : notes) {
        if (note instanceof Note.Settled(_, var outcome, String cause)
            && outcome != Note.Outcome.WRITTEN) {
          var _ = causes.merge(cause, 1, Integer::sum);
        }
      }
      return new Page(worker, Ledger.of(notes, received), causes);
    }
  }

  /// All ledgers together.
  Ledger total() {
    return pages.stream().map(Page::ledger).reduce(Ledger.EMPTY, Ledger::plus);
  }
}
