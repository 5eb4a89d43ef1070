package dev.handfast.conformance.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser without a window and one page in it, led over its DevTools protocol.
final class Chromium implements AutoCloseable {
  private static final String PROGRAM = "chromium";
  private static final String LISTENS = "DevTools listening on ";

  /// 60 s: beside eight processes that do nothing but work it starts within 3; one that takes
  /// longer hangs.
  private static final long HUNG = 60;

  /// 3 starts: one was seen to hang, and what is tried here is not the browser.
  private static final int STARTS = 3;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Process process;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
  private String session = "";

  private Chromium(Path profile) throws IOException {
    var program =
        new ProcessBuilder(
                PROGRAM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    program.environment().put("TMPDIR", profile.toString()); // where it leaves a link and a socket
    process = program.start();
    Thread.ofPlatform().daemon().start(this::listen);
    try {
      socket =
          await(
              address.thenCompose(
                  where ->
                      http.newWebSocketBuilder().buildAsync(URI.create(where), new Listener())));
      JsonNode page = call("Target.createTarget", Map.of("url", "about:blank"));
      session =
          call(
                  "Target.attachToTarget",
                  Map.of("targetId", page.get("targetId").asString(), "flatten", true))
              .get("sessionId")
              .asString();
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        call(domain + ".enable", Map.of());
      }
    } catch (CompletionException failed) {
      close();
      throw new IOException(PROGRAM + " did not start; it said: " + said, failed);
    }
  }

  /// Starts it; where there is none, the test says that it did not run, and where `CI` is `true` it
  /// fails.
  ///
  /// @param folder for its profile
  /// @throws IOException it did not start, however often it was tried
  static Chromium start(Path folder) throws IOException {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(at -> Files.isExecutable(Path.of(at, PROGRAM)));
    if (!isThere) {
      String missing = "NOT RUN: needs " + PROGRAM + " on the PATH";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    var failed = new IOException("%s, started %d times".formatted(PROGRAM, STARTS));
    for (int start = 0; start < STARTS; start++) {
      try {
        return new Chromium(Files.createTempDirectory(folder, "profile"));
      } catch (IOException failure) {
        failed.addSuppressed(failure);
      }
    }
    throw failed;
  }

  private void listen() {
    try (BufferedReader errors = process.errorReader()) {
      String line;
      while ((line = errors.readLine()) != null) {
        if (line.startsWith(LISTENS)) {
          address.complete(line.substring(LISTENS.length()));
        }
        said.add(line);
      }
      address.completeExceptionally(new IOException("it ended before it listened"));
    } catch (IOException failure) {
      address.completeExceptionally(failure);
    }
  }

  /// Opens a page, and returns once all of it is there.
  void open(Path page) {
    events.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    await(loaded);
  }

  /// How the page is looked at.
  ///
  /// @param width in pixels
  /// @param scheme `light` or `dark`
  void look(int width, String scheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// What an expression is worth on the page, as JSON has it.
  JsonNode value(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.get("exceptionDetails").toString());
    }
    return result.get("result").path("value");
  }

  /// What has happened of a kind since the page was opened, such as `Runtime.exceptionThrown`.
  List<JsonNode> events(String method) {
    return events.stream()
        .filter(event -> event.get("method").asString().equals(method))
        .map(event -> event.get("params"))
        .toList();
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = calls.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    answers.put(id, answer);
    var order = MAPPER.createObjectNode().put("id", id).put("method", method);
    order.set("params", MAPPER.valueToTree(parameters));
    if (!session.isEmpty()) {
      order.put("sessionId", session);
    }
    await(socket.sendText(order.toString(), true));
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> what) {
    return what.orTimeout(HUNG, TimeUnit.SECONDS).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        heard(MAPPER.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void heard(JsonNode message) {
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
        if (message.has("error")) {
          answer.completeExceptionally(new AssertionError(message.get("error").toString()));
        } else {
          answer.complete(message.get("result"));
        }
        return;
      }
      events.add(message);
      if (message.get("method").asString().equals("Page.loadEventFired")) {
        loaded.complete(message);
      }
    }
  }

  /// Ends the browser and all of its processes.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(HUNG, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle child : children) {
        await(child.onExit());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
