package dev.handfast.conformance.replay;

import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.walk.ClientStimulus;
import dev.handfast.conformance.walk.ClientView;
import dev.handfast.conformance.walk.ServerStimulus;
import dev.handfast.conformance.walk.WalkScript;
import dev.handfast.conformance.walk.WalkScript.Ground;
import java.util.List;

/// How walks are spelled in tokens: `client/TALK/65536` or `server/-/1`, and names of stimuli.
final class WalkSpelling {
  private WalkSpelling() {}

  static String place(WalkScript walk) {
    return switch (walk.ground()) {
          case Ground.Client(ClientView view) -> "client/" + view;
          case Ground.Server _ -> "server/-";
        }
        + "/"
        + walk.chunk();
  }

  static WalkScript walk(String place, List<String> stimuli) {
    String[] parts = Token.parts(place, 3, "ROLE/VIEW/CHUNK");
    int chunk = Token.number("its chunk", parts[2], 1, Surroundings.WHOLE);
    boolean client = parts[0].equals("client");
    if (!client && !(parts[0] + "/" + parts[1]).equals("server/-")) {
      throw new BadToken(
          "its role", place, "client/VIEW/CHUNK or server/-/CHUNK", "copy the whole token");
    }
    Ground ground =
        client
            ? new Ground.Client(Token.named("its view", parts[1], ClientView.class))
            : new Ground.Server();
    for (int i = 0; i < stimuli.size(); i++) {
      String where = "step " + (i + 1);
      Enum<?> _ =
          client
              ? Token.named(where, stimuli.get(i), ClientStimulus.class)
              : Token.named(where, stimuli.get(i), ServerStimulus.class);
    }
    return new WalkScript(ground, chunk, stimuli);
  }
}
