package dev.handfast.conformance.drive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A driver: commands go in, events come out.
///
/// For one thread. What goes wrong with its program shows as an event [#ENDED], in its place among
/// the others.
public final class Driver implements Channel, AutoCloseable {
  /// The name of the event that is made here when the driver's output ends, or is no event: with
  /// the field `why`, and `stderr` for the end of what it said there.
  public static final String ENDED = "(ended)";

  /// The version of `spec/DRIVER.md`.
  private static final int VERSION = 1;

  /// 30 s, which only means that it hangs: a virtual machine may start beside many others.
  private static final Duration START = Duration.ofSeconds(30);

  /// 100,000 events behind one command: some hundred times what any case makes one tell.
  private static final int FLOOD = 100_000;

  private static final JsonMapper MAPPER = new JsonMapper();

  /// Stands behind the last command, which has bytes.
  private static final byte[] NO_MORE = new byte[0];

  private final Program program;
  private final BlockingQueue<byte[]> commands = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final AtomicInteger sinceCommand = new AtomicInteger(); // since the last command
  private final Tail stderr;
  private final Hello hello;
  private String told = "";

  /// What a driver says of itself.
  ///
  /// @param role `client` or `server`
  /// @param name of the implementation
  /// @param version of the implementation
  /// @param features what the driver knows besides what all do
  public record Hello(String role, String name, String version, Set<String> features) {
    /// Takes a copy.
    public Hello {
      features = Set.copyOf(features);
    }

    @Override
    public String toString() {
      return name + " " + version;
    }
  }

  private Driver(Program program) {
    this.program = program;
    stderr = Tail.of(program.errors());
    // platform threads: what is read from a pipe would hold the carrier of a virtual one
    Thread.ofPlatform().daemon().name("driver-commands").start(this::write);
    Thread.ofPlatform()
        .daemon()
        .name("driver-events")
        .start(() -> pump(new EventLines(program.events())));
    try {
      this.hello = greet();
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  /// Starts a driver, and makes sure that it is one: it says hello, and does not know a command
  /// that nobody can know.
  ///
  /// @throws IOException where it cannot be started
  /// @throws DriverFault where it is none
  public static Driver start(Program.Start start) throws IOException {
    return new Driver(start.start());
  }

  private Hello greet() {
    tell("hello", fields -> fields.put("driver", VERSION));
    JsonNode said = answer("hello");
    if (said.path("driver").asInt(0) != VERSION) {
      throw fault("version " + said.path("driver") + " of the protocol", "version " + VERSION);
    }
    String unknown = "no-such-command-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    tell(unknown, _ -> {});
    answer("unsupported");
    var features = new HashSet<String>();
    said.path("features").forEach(feature -> features.add(feature.asString("")));
    return new Hello(
        said.path("role").asString(""),
        said.path("name").asString("nameless"),
        said.path("version").asString(""),
        features);
  }

  private JsonNode answer(String name) {
    JsonNode event =
        next(START)
            .orElseThrow(
                () -> fault("nothing for " + START.toSeconds() + " s", "the event " + name));
    String got = event.path("event").asString("");
    if (!got.equals(name)) {
      throw fault(
          got.equals(ENDED) ? event.path("why").asString("") : event.toString(),
          "the event " + name);
    }
    return event;
  }

  /// What it says of itself.
  public Hello hello() {
    return hello;
  }

  @Override
  public boolean has(String feature) {
    return hello.features().contains(feature);
  }

  /// Does not wait for a driver that takes no command: that one gives no answer, either.
  @Override
  public void tell(String command, Consumer<ObjectNode> fields) {
    ObjectNode line = MAPPER.createObjectNode().put("do", command);
    fields.accept(line);
    told = line.toString();
    sinceCommand.set(0);
    commands.add((told + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write() {
    try (OutputStream to = program.commands()) {
      for (byte[] line = commands.take(); line.length > 0; line = commands.take()) {
        to.write(line);
        to.flush();
      }
    } catch (IOException _) {
      // its output ends, too, and that is told
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<JsonNode> poll() {
    return Optional.ofNullable(events.poll());
  }

  @Override
  public Optional<JsonNode> next(Duration patience) {
    try {
      return Optional.ofNullable(events.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// The end of what it has said on standard error.
  public String stderr() {
    return stderr.text();
  }

  /// Its process stands still from here on.
  public void pause() {
    program.pause();
  }

  /// Its process goes on.
  public void goOn() {
    program.goOn();
  }

  /// Lets the driver go for a fault of its own, which is told with the last command and the end of
  /// all that it said on standard error.
  @Override
  public DriverFault fault(String got, String wanted) {
    close();
    hearOut();
    return new DriverFault(got, wanted, told, stderr.text());
  }

  /// Waits for the rest of what it says on standard error, now that it ends.
  private void hearOut() {
    try {
      stderr.hearOut(Program.LEAVE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(EventLines output) {
    String why;
    try {
      for (var event = output.next(); event.isPresent(); event = output.next()) {
        if (sinceCommand.incrementAndGet() > FLOOD) {
          kill(); // nobody reads on, so it would stand still for ever
          events.add(end("more than %,d events behind one command".formatted(FLOOD)));
          return;
        }
        events.add(event.get());
      }
      why = ended();
    } catch (EventLines.NoEvent odd) {
      why = String.valueOf(odd.getMessage());
    } catch (IOException broken) {
      why = "a broken output: " + broken.getMessage();
    }
    events.add(end(why));
  }

  private JsonNode end(String why) {
    return MAPPER.createObjectNode().put("event", ENDED).put("why", why).put("stderr", stderr());
  }

  /// Its output has ended: with its process, unless it has closed it only.
  private String ended() {
    try {
      if (program.await(Program.LEAVE)) {
        hearOut();
        OptionalInt code = program.exitCode();
        return code.isPresent()
            ? "the end of its process, with exit code " + code.getAsInt()
            : "the end of its output";
      }
      return "the end of its output, while its process goes on";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "the end of its output";
    }
  }

  /// Lets the driver go, and ends it where it does not.
  @Override
  public void close() {
    commands.add(NO_MORE);
    program.end();
  }

  /// Ends it at once: what it drives has failed, and what it still does is of no interest.
  public void kill() {
    program.kill();
    close();
  }
}
