package dev.handfast.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: ours, and Java's.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own =
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(run from classes)");
    return new String[] {"handfast " + own, "Java " + Runtime.version()};
  }
}
