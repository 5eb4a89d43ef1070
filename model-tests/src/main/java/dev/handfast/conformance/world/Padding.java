package dev.handfast.conformance.world;

import dev.handfast.conformance.reference.Sizes;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.Log;
import dev.handfast.message.LogLevel;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.PermissionRequest;
import dev.handfast.message.Ping;
import java.util.Optional;

/// Makes a client's frames exactly as long as the reference takes them to be.
public final class Padding {
  /// The name of every scripted worker.
  public static final String CHILD = "w-1";

  /// 36^5: all ids of a script have six digits, so all frames of a kind are equally long.
  public static final long ID_SEED = 60_466_176L;

  private static final String ID = "msg_1800000000000_100000";
  private static final long TIME = 1_800_000_000_000L;

  private static final int LOG = log("").length();
  private static final int REQUEST = request("").length();

  static {
    int ping = new MessageWriter().write(new Ping(ID, TIME)).length();
    if (ping != Sizes.PADDED.control()) {
      throw new IllegalStateException("a ping has " + ping + " bytes: correct Sizes.PADDED");
    }
  }

  private Padding() {}

  /// What to log so that the frame has the length of a message.
  public static String content(String tag) {
    return content(tag, Sizes.PADDED.message());
  }

  /// What to log so that the frame has so many bytes.
  public static String content(String tag, int bytes) {
    return padded(tag, bytes - LOG);
  }

  /// What to ask so that the frame has the length of a request.
  public static Confirmation confirmation(String tag) {
    return confirmation(tag, Sizes.PADDED.request());
  }

  /// What to ask so that the frame has so many bytes.
  public static Confirmation confirmation(String tag, int bytes) {
    return asking(padded(tag, bytes - REQUEST));
  }

  private static String padded(String tag, int length) {
    String text = "tag:" + tag + " ";
    return text + "x".repeat(length - text.length());
  }

  private static dev.handfast.frame.EncodedFrame log(String content) {
    return new MessageWriter().write(new Log(ID, TIME, CHILD, LogLevel.TEXT, content));
  }

  private static dev.handfast.frame.EncodedFrame request(String text) {
    return new MessageWriter().write(new PermissionRequest(ID, TIME, CHILD, asking(text)));
  }

  private static Confirmation asking(String text) {
    return new Confirmation(
        "bash",
        Json.parse("{\"command\":\"" + text + "\"}"),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
