package dev.handfast.conformance.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What threads share without a lock is seen in time and whole, on the processor that runs this:
/// jcstress, in processes of its own, with the tests in `src/test/memory`.
///
/// They are compiled here: what jcstress generates does not pass the build's own checks.
@Tag("memory")
class MemoryTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("handfast.root"), "model-tests", "src", "test", "memory");
  private static final String CANARY = "dev.handfast.transport.PlainWishes";

  /// 10 times: where the processors are busy with others, its two threads seldom run at once.
  private static final int ATTEMPTS = 10;

  /// One process for each test and one second in it, with two threads.
  private static final String OPTIONS =
      "-v -f 1 -fsm 1 -iters 1 -time 1000 -c 2 -sc false -af NONE -spinStyle THREAD_YIELD"
          + " -strideSize 5000 -strideCount 8 -jvmArgs -XX:+UseSerialGC";

  /// 5 minutes: far more than a run takes; beyond it something hangs.
  private static final long HUNG = 300;

  private static final Pattern VERDICT = Pattern.compile("\\[(\\w+)] (dev\\.handfast\\.[\\w.]+)");

  @TempDir private static Path scratch;

  private static String report = "";

  @BeforeAll
  static void runs_once_for_all() throws Exception {
    compile();
    report = run(".*"); // before each run it tries for seconds what the JVM can do
  }

  @Test
  void what_is_shared_without_a_lock_is_seen_in_time_and_whole() throws Exception {
    List<String> tests = tests();
    assertThat(tests).contains(CANARY).hasSizeGreaterThan(4);
    Map<String, String> wanted = new TreeMap<>();
    tests.stream().filter(test -> !test.equals(CANARY)).forEach(test -> wanted.put(test, "OK"));
    Map<String, String> verdicts = verdicts(report);
    verdicts.remove(CANARY);
    assertThat(verdicts).as(report).isEqualTo(wanted);
  }

  @Test
  void what_a_plain_field_hides_is_found() throws Exception {
    String last = report;
    for (int i = 1; i < ATTEMPTS && !last.contains("[FAILED] " + CANARY); i++) {
      last = run(Pattern.quote(CANARY));
    }
    assertThat(verdicts(last)).as(last).containsEntry(CANARY, "FAILED");
  }

  private static void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(SOURCES)) {
      List<String> options =
          List.of(
              "-d",
              scratch.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-nowarn",
              "-processor",
              "org.openjdk.jcstress.infra.processors.JCStressTestProcessor");
      List<Path> all = sources.filter(file -> file.toString().endsWith(".java")).toList();
      boolean compiled =
          compiler
              .getTask(
                  complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  /// The names of the tests that there are.
  private static List<String> tests() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      return sources
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> contains(file, "@JCStressTest"))
          .map(file -> SOURCES.relativize(file).toString().replace(File.separatorChar, '.'))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String run(String tests) throws IOException, InterruptedException {
    Path output = scratch.resolve("report.txt");
    Process jcstress =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            scratch + File.pathSeparator + System.getProperty("java.class.path"),
                            "org.openjdk.jcstress.Main",
                            "-t",
                            tests,
                            "-r",
                            scratch.resolve("results").toString()),
                        Stream.of(OPTIONS.split(" ", -1)))
                    .toList())
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!jcstress.waitFor(HUNG, TimeUnit.SECONDS)) {
      jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
      jcstress.destroyForcibly();
      throw new AssertionError("jcstress hangs: " + Files.readString(output));
    }
    return Files.readString(output);
  }

  /// What the report says in the end of each test.
  private static Map<String, String> verdicts(String report) {
    Map<String, String> verdicts = new TreeMap<>();
    Matcher found = VERDICT.matcher(report.substring(Math.max(0, report.indexOf("RUN RESULTS"))));
    while (found.find()) {
      verdicts.put(found.group(2), found.group(1));
    }
    return verdicts;
  }
}
