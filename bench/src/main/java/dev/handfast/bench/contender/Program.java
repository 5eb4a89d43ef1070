package dev.handfast.bench.contender;

import dev.handfast.CallbackThread;
import dev.handfast.bench.contender.Contender.Mode;
import java.nio.file.Path;
import java.util.Locale;

/// `CONTENDER server SOCKET MODE` or `CONTENDER client SOCKET`.
///
/// Both live until their standard input ends, and answer each line there with a line of JSON: a
/// server, which says `ready` first, tells at `memory` what it holds; a client plays [what the line
/// names][Workloads].
public final class Program {
  private Program() {}

  /// Runs one role of one contender.
  public static void main(String[] arguments) throws Exception {
    Contender contender = contender(arguments[0]);
    Path socket = Path.of(arguments[2]);
    if (arguments[1].equals("server")) {
      var _ = contender.serve(socket, Mode.valueOf(arguments[3].toUpperCase(Locale.ROOT)));
      IO.println("ready");
      Orders.live(_ -> Memory.json());
    } else {
      Orders.live(new Workloads(contender, socket));
    }
  }

  private static Contender contender(String name) {
    return switch (name) {
      case "jdk" -> new Channels(new Channels.Jdk());
      case "junix" -> new Channels(new Channels.Junix());
      case "handfast" -> new Handfast(CallbackThread.READER);
      case "handfast-virtual" -> new Handfast(CallbackThread.VIRTUAL);
      case "netty" -> new Netty();
      case "grpc" -> new Grpc(Grpc.Call.STREAM);
      case "grpc-unary" -> new Grpc(Grpc.Call.UNARY);
      default -> throw new IllegalArgumentException("no contender is called " + name);
    };
  }
}
