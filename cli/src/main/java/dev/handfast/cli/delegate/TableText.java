package dev.handfast.cli.delegate;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The live table as lines that fit a terminal of any size.
///
/// Columns go where there is no room, the least needed first: tokens, then the bar, then the tool.
final class TableText {
  private static final int BAR = 10;
  private static final int TOOL = 10;
  private static final int TOKENS = 9;
  private static final int TIME = 7;
  private static final int STATE = 12;
  private static final int NAME = 16;

  /// 16 columns of a last line: less says nothing.
  private static final int LINE = 16;

  private final Paint paint;

  TableText(Paint paint) {
    this.paint = paint;
  }

  /// The table.
  ///
  /// @param rows all workers
  /// @param width columns of the terminal; no line reaches the last one
  /// @param height lines of the terminal
  List<AttributedString> lines(List<Row> rows, int width, int height, long now) {
    int room = Math.max(1, width - 1);
    int most = Math.max(1, height - 2);
    List<AttributedString> lines = new ArrayList<>();
    lines.add(cut(head(rows), room));
    int shown = rows.size() <= most - 1 ? rows.size() : Math.max(0, most - 2);
    List<Row> chosen = chosen(rows, shown);
    Columns columns = columns(rows, room);
    chosen.forEach(row -> lines.add(cut(line(row, columns, now), room)));
    if (shown < rows.size() && lines.size() < most) {
      lines.add(cut(plain("… and %d more".formatted(rows.size() - shown)), room));
    }
    return lines;
  }

  /// Which columns there are, and how wide the first one is.
  private record Columns(int name, boolean tool, boolean bar, boolean tokens) {}

  private static Columns columns(List<Row> rows, int room) {
    int longest = rows.stream().mapToInt(row -> row.id().length()).max().orElse(1);
    int name = Math.min(longest, NAME);
    int left = room - name - 1 - STATE - 1 - TIME - 1 - LINE;
    boolean tool = left >= TOOL + 1;
    left -= tool ? TOOL + 1 : 0;
    boolean bar = left >= BAR + 3;
    left -= bar ? BAR + 3 : 0;
    boolean tokens = left >= TOKENS + 1 && rows.stream().anyMatch(row -> row.tokens().isPresent());
    return new Columns(name, tool, bar, tokens);
  }

  /// Where not all fit: those that run, then those that wait, then those that have ended.
  private static List<Row> chosen(List<Row> rows, int count) {
    if (count >= rows.size()) {
      return rows;
    }
    return rows.stream().sorted(Comparator.comparingInt(TableText::rank)).limit(count).toList();
  }

  private static int rank(Row row) {
    return switch (row.word()) {
      case "queued" -> 1;
      case "succeeded", "failed", "cancelled", "timed_out" -> 2;
      default -> 0;
    };
  }

  private AttributedString head(List<Row> rows) {
    long queued = rows.stream().filter(row -> rank(row) == 1).count();
    long ended = rows.stream().filter(row -> rank(row) == 2).count();
    return new AttributedString(
        "%d running, %d waiting, %d of %d done; Ctrl-C calls all off"
            .formatted(rows.size() - queued - ended, queued, ended, rows.size()),
        style(AttributedStyle.DEFAULT.bold()));
  }

  private AttributedString line(Row row, Columns columns, long now) {
    var line = new AttributedStringBuilder();
    line.append(fit(row.id(), columns.name())).append(" ");
    line.append(fit(row.state(), STATE), style(colour(row.word()))).append(" ");
    String time = row.hasStarted() ? Durations.clock(row.time(now)) : "";
    line.append(" ".repeat(Math.max(0, TIME - time.length()))).append(time).append(" ");
    if (columns.tool()) {
      line.append(fit(row.tool(), TOOL)).append(" ");
    }
    if (columns.bar()) {
      line.append(bar(row)).append(" ");
    }
    if (columns.tokens()) {
      line.append(fit(row.tokens().map(TableText::tokens).orElse(""), TOKENS)).append(" ");
    }
    return line.append(Visible.line(row.line()), style(AttributedStyle.DEFAULT.faint()))
        .toAttributedString();
  }

  /// Without progress there is no bar: an empty one would say that nothing is done.
  private static String bar(Row row) {
    if (row.progress().isEmpty()) {
      return " ".repeat(BAR + 2);
    }
    int done = (int) Math.round(row.progress().getAsDouble() / 100 * BAR);
    return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "]";
  }

  private static String tokens(Tokens tokens) {
    return brief(tokens.input()) + "/" + brief(tokens.output());
  }

  private static String brief(long number) {
    if (number < 10_000) {
      return String.valueOf(number);
    }
    return number < 10_000_000 ? number / 1000 + "k" : number / 1_000_000 + "M";
  }

  private static AttributedStyle colour(String word) {
    return switch (word) {
      case "succeeded" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case "failed", "timed_out" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold();
      case "queued", "cancelled" -> AttributedStyle.DEFAULT.faint();
      default -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    };
  }

  private AttributedStyle style(AttributedStyle wanted) {
    return switch (paint) {
      case COLOUR -> wanted;
      case PLAIN -> AttributedStyle.DEFAULT;
    };
  }

  private static AttributedString plain(String text) {
    return new AttributedString(text);
  }

  /// Exactly so many columns, wide characters counted as what they take.
  private static String fit(String text, int columns) {
    AttributedString cut = cut(plain(Visible.of(text)), columns);
    return cut + " ".repeat(Math.max(0, columns - cut.columnLength()));
  }

  private static AttributedString cut(AttributedString text, int columns) {
    return text.columnLength() <= columns
        ? text
        : AttributedString.join(
            plain(""), text.columnSubSequence(0, Math.max(0, columns - 1)), plain("…"));
  }
}
