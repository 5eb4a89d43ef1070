package dev.handfast.bench.micro;

/// One frame of each type, as the protocol's text shows it.
public enum Examples {
  /// A worker introduces itself.
  HANDSHAKE(
      """
      {"id":"m-1","type":"handshake","timestamp":1795344763549,"childId":"w-1","worktree":"/tmp/wt",\
      "branch":"feat/x","task":"add tests","model":"small","provider":"local",\
      "protocol":{"versions":[1],"capabilities":[]}}\
      """),
  /// It is accepted.
  HANDSHAKE_ACK(
      """
      {"id":"o-1","type":"handshake_ack","timestamp":1795344763551,"requestId":"m-1","accepted":true,\
      "config":{"autoApprove":["ls *"],"timeout":600},"context":"be brief",\
      "protocol":{"version":1,"capabilities":[]},"sessionId":"s-1"}\
      """),
  /// It tells what it does.
  STATUS_UPDATE(
      """
      {"id":"m-2","type":"status_update","timestamp":1795344763559,"childId":"w-1",\
      "status":"tool_call","currentTool":"bash","progress":40,\
      "tokensUsed":{"input":120,"output":30},"message":"running tests"}\
      """),
  /// Its model speaks.
  LOG(
      """
      {"id":"m-3","type":"log","timestamp":1795344763812,"childId":"w-1","level":"text",\
      "content":"All "}\
      """),
  /// It is done.
  TASK_COMPLETE(
      """
      {"id":"m-9","type":"task_complete","timestamp":1795344763817,"childId":"w-1",\
      "result":{"workerId":"w-1","success":true,"response":"done","toolCallCount":1,\
      "tokensUsed":{"input":120,"output":64},"duration":285,"branch":"feat/x","commits":1,\
      "filesChanged":["src/A.java"]}}\
      """),
  /// It has failed.
  TASK_ERROR(
      """
      {"id":"m-9","type":"task_error","timestamp":1795344763817,"childId":"w-1",\
      "error":{"message":"the model gave up","code":"model","recoverable":false}}\
      """),
  /// It asks.
  PERMISSION_REQUEST(
      """
      {"id":"m-5","type":"permission_request","timestamp":1795344763743,"childId":"w-1",\
      "confirmation":{"toolName":"bash","input":{"command":"mvn -q verify"},"isDangerous":false}}\
      """),
  /// It is answered.
  PERMISSION_RESPONSE(
      """
      {"id":"o-4","type":"permission_response","timestamp":1795344763744,"requestId":"m-5",\
      "result":"approve"}\
      """),
  /// Its task is called off.
  CANCEL(
      """
      {"id":"o-7","type":"cancel","timestamp":1795344763900,"reason":"no longer needed"}\
      """),
  /// It is told something.
  INJECT_CONTEXT(
      """
      {"id":"o-6","type":"inject_context","timestamp":1795344763600,"context":"the API changed",\
      "relevantFiles":["api.md"]}\
      """),
  /// Is anybody there?
  PING(
      """
      {"id":"o-8","type":"ping","timestamp":1795344793600}\
      """),
  /// Yes.
  PONG(
      """
      {"id":"m-8","type":"pong","timestamp":1795344793601}\
      """),
  /// Somebody did what the protocol forbids.
  PROTOCOL_ERROR(
      """
      {"id":"o-9","type":"protocol_error","timestamp":1795344793700,"code":"invalid_json",\
      "message":"got a comma, wanted a value"}\
      """);

  private final String line;

  Examples(String line) {
    this.line = line;
  }

  /// The frame without its newline.
  public String line() {
    return line;
  }
}
