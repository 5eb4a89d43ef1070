/// The proof: scripts, a reference model, and worlds in which the real client and server are held
/// against it.
module dev.handfast.conformance {
  requires transitive dev.handfast;
  requires java.xml;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires com.networknt.schema;
  requires static org.jspecify;

  exports dev.handfast.conformance.cases;
  exports dev.handfast.conformance.conform;
  exports dev.handfast.conformance.drive;
  exports dev.handfast.conformance.gate;
  exports dev.handfast.conformance.model;
  exports dev.handfast.conformance.reference;
  exports dev.handfast.conformance.replay;
  exports dev.handfast.conformance.report;
  exports dev.handfast.conformance.scenario;
  exports dev.handfast.conformance.schedule;
  exports dev.handfast.conformance.script;
  exports dev.handfast.conformance.simulation;
  exports dev.handfast.conformance.socket;
  exports dev.handfast.conformance.story;
  exports dev.handfast.conformance.suite;
  exports dev.handfast.conformance.subject;
  exports dev.handfast.conformance.trace;
  exports dev.handfast.conformance.verdict;
  exports dev.handfast.conformance.walk;
  exports dev.handfast.conformance.world;
  exports dev.handfast.peer;
}
