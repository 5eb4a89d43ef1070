package dev.handfast.conformance.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Loads the library once more, with points in the packages that have threads.
///
/// The classes on disk stay as they are; what is explored is their byte code plus the points, and
/// in a canary minus what the canary is about.
public final class Loom extends ClassLoader {
  private static final String OURS = "dev.handfast.";
  private static final String EXPLORER = "dev.handfast.conformance.schedule.";
  private static final List<String> WOVEN =
      List.of("dev.handfast.driver.", "dev.handfast.client.", "dev.handfast.server.");

  private final Change change;
  private final Weaver weaver = new Weaver(this, this::changed);

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
    super(Loom.class.getClassLoader());
    this.change = change;
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
    if (!name.startsWith(OURS) || name.startsWith(EXPLORER)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
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

  private static Stitches.Mode mode(String name) {
    boolean hasThreads = WOVEN.stream().anyMatch(name::startsWith);
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
