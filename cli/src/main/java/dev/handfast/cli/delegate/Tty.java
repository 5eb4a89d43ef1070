package dev.handfast.cli.delegate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The lines at the bottom of a terminal that are drawn again and again; for one thread.
///
/// What is typed is not echoed while lines stand there: it would tear them. Ctrl-C stays a signal.
final class Tty implements AutoCloseable {
  private final Terminal terminal;
  private final Ground display;
  private Size size;
  private List<AttributedString> drawn = List.of();

  private Tty(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Ground(terminal);
    this.size = size();
    display.resize(size.getRows(), size.getColumns());
  }

  /// This process's terminal, looked at through the system's own programs: that needs no native
  /// code.
  static Tty open() throws IOException {
    return new Tty(
        TerminalBuilder.builder()
            .name("handfast")
            .system(true)
            .jni(false)
            .ffm(false)
            .exec(true)
            .nativeSignals(false)
            .build());
  }

  int columns() {
    return size.getColumns();
  }

  int rows() {
    return size.getRows();
  }

  /// Draws these lines where the last ones stand; the cursor waits at the end of the last one.
  void draw(List<AttributedString> lines) {
    drawn = new ArrayList<>(lines);
    int end =
        drawn.isEmpty() ? 0 : size.cursorPos(drawn.size() - 1, drawn.getLast().columnLength());
    display.update(drawn, end);
    terminal.flush();
  }

  /// What is typed shows from now on, or does not.
  void echo(boolean shown) {
    Attributes wanted = terminal.getAttributes();
    wanted.setLocalFlag(Attributes.LocalFlag.ECHO, shown);
    terminal.setAttributes(wanted);
  }

  /// Takes the lines away; what is printed next stands where they stood.
  void erase() {
    draw(List.of());
  }

  /// Looks at the terminal again after its size has changed; what stood there may stand otherwise.
  void resized() {
    int columns = Math.max(1, size().getColumns());
    int stand = 0;
    for (AttributedString line : drawn) {
      stand += Math.max(1, (line.columnLength() + columns - 1) / columns);
    }
    for (int line = 1; line < stand; line++) {
      terminal.puts(Capability.cursor_up);
    }
    terminal.puts(Capability.carriage_return);
    terminal.puts(Capability.clr_eos);
    terminal.flush();
    size = size();
    display.resize(size.getRows(), size.getColumns());
    display.home();
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot leave the terminal", failure);
    }
  }

  /// Knows that the cursor may have been taken back to where the first line begins.
  private static final class Ground extends Display {
    Ground(Terminal terminal) {
      super(terminal, false);
    }

    void home() {
      cursorPos = 0;
      reset();
    }
  }

  /// 80 columns and 24 lines where the terminal does not tell.
  private Size size() {
    Size told = terminal.getSize();
    return told.getColumns() > 0 && told.getRows() > 0 ? told : new Size(80, 24);
  }
}
