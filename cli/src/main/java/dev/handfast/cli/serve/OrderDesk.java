package dev.handfast.cli.serve;

import dev.handfast.cli.json.BadField;
import dev.handfast.cli.json.JsonFields;
import dev.handfast.cli.json.JsonLine;
import dev.handfast.cli.json.JsonLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Takes orders from a stream, one a line, to its end.
final class OrderDesk {
  private final JsonLineReader lines;
  private final Orchestrator orchestrator;
  private final AtEnd atEnd;

  OrderDesk(InputStream in, Orchestrator orchestrator, AtEnd atEnd) {
    this.lines = new JsonLineReader(in);
    this.orchestrator = orchestrator;
    this.atEnd = atEnd;
  }

  /// What follows when there are no more orders.
  enum AtEnd {
    /// The orchestrator ends: requests wait for orders, and nobody could give one.
    STOP,
    /// It goes on, as in the background with an empty input: it decides requests by itself.
    SERVE_ON
  }

  void run() {
    try {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        switch (line.get()) {
          case JsonLine.Good(long number, JsonFields fields) -> order(number, fields);
          case JsonLine.Bad(long number, String got, String wanted) ->
              orchestrator.misread(number, Optional.empty(), got, wanted);
        }
      }
    } catch (IOException failure) {
      orchestrator.misread(0, Optional.empty(), failure.toString(), "orders on standard input");
    }
    switch (atEnd) {
      case STOP -> orchestrator.end();
      case SERVE_ON -> {}
    }
  }

  private void order(long number, JsonFields fields) {
    try {
      orchestrator.obey(OrderReader.read(fields));
    } catch (BadField bad) {
      orchestrator.misread(number, fields.maybeJson("tag"), bad.got(), bad.wanted());
    }
  }
}
