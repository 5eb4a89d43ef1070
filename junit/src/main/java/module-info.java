/// The gate for races as a test of JUnit's.
module dev.handfast.junit {
  requires transitive dev.handfast.conformance;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.handfast.junit;
}
