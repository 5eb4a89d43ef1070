package dev.handfast.conformance.schedule;

import dev.handfast.conformance.subject.ClientOnSeams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Loads the library once more, with points in the packages that have threads.
///
/// The classes on disk stay as they are; what is explored is their byte code plus the points, and
/// in a canary minus what the canary is about.
public final class Loom extends ClassLoader {
  /// What the names of all that is loaded once more begin with, but for a client of others.
  static final String OURS = "dev.handfast.";

  /// The name of every loom, which stands in the stack of who runs its classes.
  static final String NAME = "stage";

  private static final String EXPLORER = "dev.handfast.conformance.schedule.";
  private static final String CLIENT_RACES = "dev.handfast.conformance.scenario.ClientRaces";
  private static final List<String> WOVEN =
      List.of(
          "dev.handfast.driver.",
          "dev.handfast.client.",
          "dev.handfast.server.",
          "dev.handfast.transport.SelectorLoop",
          "dev.handfast.transport.ChannelLink",
          "dev.handfast.transport.ListeningChannel");

  private final Change change;
  private final List<String> others;
  private final Weaver weaver = new Weaver(this, this::changed, this::isWoven);

  /// Changes class files before the points are put in.
  @FunctionalInterface
  public interface Change {
    /// Nothing is changed.
    Change NONE = (_, bytes) -> bytes;

    /// The class file to use.
    ///
    /// @param type the class's internal name
    byte[] of(String type, byte[] bytes);
  }

  /// The library as it is, but for a change.
  public Loom(Change change) {
    this(change, Set.of());
  }

  private Loom(Change change, Set<String> others) {
    super(NAME, Loom.class.getClassLoader());
    this.change = change;
    this.others = others.stream().map(name -> name + ".").toList();
  }

  /// The races of a client, on the library as it is and on that client's classes, which get points
  /// as well.
  ///
  /// @param client a public class with a public constructor without parameters
  public static List<Scenario> races(ClientOnSeams client) {
    var loom = new Loom(Change.NONE, client.packages());
    try {
      return List.of(
          (Scenario[])
              Class.forName(CLIENT_RACES, true, loom)
                  .getMethod("of", String.class)
                  .invoke(null, client.getClass().getName()));
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(
          "no schedules for this client: " + refused.getCause(), refused.getCause());
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// The scenarios of an enum, as they play with this loom's library.
  ///
  /// @param scenarios the name of an enum whose constants are scenarios
  public List<Scenario> scenarios(String scenarios) {
    try {
      Object[] constants = Class.forName(scenarios, true, this).getEnumConstants();
      return List.of(constants).stream().map(Scenario.class::cast).toList();
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException("no scenarios: " + scenarios, missing);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isWoven(name) || name.startsWith(EXPLORER)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  /// Whether a class is loaded once more.
  private boolean isWoven(String name) {
    return name.startsWith(OURS) || others.stream().anyMatch(name::startsWith);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String type = name.replace('.', '/');
    if (getResource(type + ".class") == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] bytes = changed(type);
    boolean isValue = name.contains(".Immutable");
    byte[] woven = isValue ? bytes : weaver.weave(bytes, mode(name));
    return defineClass(name, woven, 0, woven.length, Loom.class.getProtectionDomain());
  }

  private Stitches.Mode mode(String name) {
    boolean hasThreads = Stream.concat(WOVEN.stream(), others.stream()).anyMatch(name::startsWith);
    return hasThreads ? Stitches.Mode.POINTS : Stitches.Mode.NOTES;
  }

  private byte[] changed(String type) {
    try (InputStream file = getResourceAsStream(type + ".class")) {
      if (file == null) {
        throw new IllegalArgumentException("no class file: " + type);
      }
      return change.of(type, file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
