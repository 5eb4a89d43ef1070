package dev.handfast.cli.delegate;

import dev.handfast.cli.screen.Outlet;
import java.io.PrintWriter;

/// Whether somebody still reads what is told; where nobody does, that is said once. For the
/// outlet's thread.
final class Readers {
  private final PrintWriter out;
  private final PrintWriter err;
  private boolean over;
  private boolean said;

  Readers(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /// A new outlet, with an eye on the readers after each telling.
  Outlet outlet() {
    return new Outlet(this::look, failure -> err.println("handfast: cannot tell: " + failure));
  }

  /// From now on there is nothing that could go on.
  void tasksHaveEnded() {
    over = true;
  }

  private void look() {
    if (!said && out.checkError()) {
      said = true;
      err.println("handfast: nobody reads the output any more" + (over ? "" : "; the tasks go on"));
    }
  }
}
