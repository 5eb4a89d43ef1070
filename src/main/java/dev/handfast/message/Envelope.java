package dev.handfast.message;

/// What every frame has.
record Envelope(String id, long timestamp, String type) {

  static Envelope of(Fields frame) throws Refusal {
    String id = frame.text("id");
    String type = frame.text("type");
    return new Envelope(id, frame.whole("timestamp", Long.MIN_VALUE), type);
  }
}
