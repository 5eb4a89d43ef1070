package dev.handfast.message;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/// What the properties of this package are about.
interface MessageProviders {
  @Provide
  default Arbitrary<Message> messages() {
    return Messages.any();
  }

  @Provide
  default Arbitrary<Json> values() {
    return Messages.json();
  }

  /// Strings in which some characters may be half of one.
  @Provide
  default Arbitrary<String> halves() {
    return Arbitraries.of("a", "\n", "\ud800", "\udbff", "\udc00", "\udfff", "é", "😀")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }
}
