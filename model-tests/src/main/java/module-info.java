/// The proof: scripts, a reference model, and worlds in which the real client and server are held
/// against it.
module dev.handfast.conformance {
  requires transitive dev.handfast;
  requires static org.jspecify;

  exports dev.handfast.conformance.model;
  exports dev.handfast.conformance.reference;
  exports dev.handfast.conformance.replay;
  exports dev.handfast.conformance.scenario;
  exports dev.handfast.conformance.schedule;
  exports dev.handfast.conformance.script;
  exports dev.handfast.conformance.simulation;
  exports dev.handfast.conformance.socket;
  exports dev.handfast.conformance.story;
  exports dev.handfast.conformance.trace;
  exports dev.handfast.conformance.walk;
  exports dev.handfast.conformance.world;
}
