package dev.handfast.cli.demo;

import dev.handfast.cli.screen.Paint;
import java.util.Locale;

/// The ledgers of both runs for a person to read, or as the one line that ends `--json`.
final class Report {
  private static final String COLUMNS = " %7d %8d %9d %6d %7d %11d %s %9d %10d%n".replace("%n", "");
  private static final String HEAD =
      "worker refused accepted delivered failed unknown unconfirmed lost reordered duplicated";

  private final Demo.Result result;
  private final Paint paint;

  Report(Demo.Result result, Paint paint) {
    this.result = result;
    this.paint = paint;
  }

  /// One line of JSON.
  static String json(Demo.Result result) {
    Ledger ours = result.handfast().total();
    Ledger naive = result.naive().total();
    return String.format(
        Locale.ROOT,
        "{\"workers\":%d,\"accepted\":%d,\"delivered\":%d,\"failed\":%d,\"unknown\":%d,"
            + "\"unconfirmed\":%d,\"lost\":%d,\"reordered\":%d,\"duplicated\":%d,"
            + "\"naive\":{\"accepted\":%d,\"delivered\":%d,\"refused\":%d,\"lost\":%d}}",
        result.handfast().pages().size(),
        ours.accepted(),
        ours.delivered(),
        ours.failed(),
        ours.unknown(),
        ours.unconfirmed(),
        ours.lost(),
        ours.reordered(),
        ours.duplicated(),
        naive.accepted(),
        naive.delivered(),
        naive.refused(),
        naive.lost());
  }

  /// Both ledgers, and what they mean.
  String text() {
    return """
    %s

    %s
    %s%s
    %s
    %s
    %s

    %s
    """
        .formatted(
            paint.bold("Ledgers: what each worker's process noted, against what arrived"),
            paint.bold("Handfast's client"),
            table(result.handfast()),
            causes(result.handfast()),
            paint.bold("The seed's client before its fix"),
            table(result.naive()),
            story(),
            conclusion());
  }

  private String table(Books books) {
    var text = new StringBuilder(paint.dim(HEAD)).append('\n');
    for (int i = 0; i < books.pages().size(); i++) {
      Books.Page page = books.pages().get(i);
      text.append(paint.worker(i, "%-6s".formatted(page.worker().name())))
          .append(numbers(page.ledger()))
          .append(paint.dim("  " + page.worker().part().words()))
          .append('\n');
    }
    return text.append(paint.bold("all   ")).append(numbers(books.total())).append('\n').toString();
  }

  private String numbers(Ledger ledger) {
    String lost = "%4d".formatted(ledger.lost());
    return COLUMNS.formatted(
        ledger.refused(),
        ledger.accepted(),
        ledger.delivered(),
        ledger.failed(),
        ledger.unknown(),
        ledger.unconfirmed(),
        ledger.lost() == 0 ? lost : paint.bad(lost),
        ledger.reordered(),
        ledger.duplicated());
  }

  private static String causes(Books books) {
    var text = new StringBuilder();
    for (Books.Page page : books.pages()) {
      page.causes()
          .forEach(
              (cause, count) ->
                  text.append(
                      "%s is told for each of %d: %s%n"
                          .formatted(page.worker().name(), count, cause)));
    }
    return text.toString();
  }

  private String story() {
    Ledger naive = result.naive().total();
    return """
    What happened to that client? It calls itself connected as soon as the socket is, before the
    orchestrator has accepted it.
     refused: %d sends came before the connect, and each threw "Not connected to IPC server".
              That is the visible half of the bug: the error of the original report.
     lost:    %d sends came after the connect, while the verdict was held back. Each returned, the
              bytes went into the socket; then the worker was turned away and nobody read them.
              The worker believes them sent. That is the silent half.
    Handfast's client took all of these sends. What was sent early waited for the verdict, left in
    order after it, or came back as failed with the orchestrator's reason.\
    """
        .formatted(naive.refused(), naive.lost());
  }

  private String conclusion() {
    Ledger ours = result.handfast().total();
    String sum =
        "%d accepted = %d delivered + %d failed + %d unknown + %d unconfirmed"
            .formatted(
                ours.accepted(),
                ours.delivered(),
                ours.failed(),
                ours.unknown(),
                ours.unconfirmed());
    if (!ours.isSound()) {
      return paint.bad(
          "WRONG: %d accepted, %d lost, %d reordered, %d duplicated, %d misreported"
              .formatted(
                  ours.accepted(),
                  ours.lost(),
                  ours.reordered(),
                  ours.duplicated(),
                  ours.misreported()));
    }
    if (result.naive().total().lost() == 0) {
      return paint.bad("WRONG: the client before its fix lost nothing, so this run shows nothing");
    }
    return paint.good("Handfast: " + sum + "; lost 0.")
        + "\n"
        + paint.bad("Before the fix: %d lost.".formatted(result.naive().total().lost()));
  }
}
