/// Workers and their orchestrator over a Unix socket: no accepted message is lost in silence.
// module: dev.handfast.conformance is compiled after this one; requires-automatic: Immutables'
// annotations have no module descriptor, and no user needs them
@SuppressWarnings({"module", "requires-automatic"})
module dev.handfast {
  requires jdk.net;
  requires tools.jackson.databind;
  requires static jdk.jfr; // without it nothing is recorded, everything else works
  requires static org.immutables.value.annotations;
  requires static org.jspecify;
  requires static org.newsclub.net.unix; // for JunixTransport alone

  exports dev.handfast;
  exports dev.handfast.client;
  exports dev.handfast.message;
  exports dev.handfast.options;
  exports dev.handfast.seam;
  exports dev.handfast.server;
  exports dev.handfast.trace;
  exports dev.handfast.transport;
  exports dev.handfast.driver to
      dev.handfast.conformance;
  exports dev.handfast.flight to
      dev.handfast.conformance;
  exports dev.handfast.frame to
      dev.handfast.conformance;
  exports dev.handfast.transition to
      dev.handfast.conformance;
}
