package dev.handfast.cli.serve;

import dev.handfast.cli.json.BadField;
import dev.handfast.cli.json.JsonFields;
import dev.handfast.cli.json.JsonLine;
import dev.handfast.cli.json.JsonLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Takes orders from a stream, one a line, to its end; the end ends the orchestrator.
final class OrderDesk {
  private final JsonLineReader lines;
  private final Orchestrator orchestrator;

  OrderDesk(InputStream in, Orchestrator orchestrator) {
    this.lines = new JsonLineReader(in);
    this.orchestrator = orchestrator;
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
    } finally {
      orchestrator.end();
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
