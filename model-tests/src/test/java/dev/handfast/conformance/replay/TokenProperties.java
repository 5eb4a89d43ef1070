package dev.handfast.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.schedule.Choices;
import dev.handfast.conformance.script.Menu;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.walk.ClientStimulus;
import dev.handfast.conformance.walk.ClientView;
import dev.handfast.conformance.walk.ServerStimulus;
import dev.handfast.conformance.walk.WalkScript;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// A token says all that there is to play, and nothing that is damaged is taken for one.
class TokenProperties {
  private static final String SOUND = "hf1:client:UP/ROOMY/WIDE/65536:A,A,ACCEPT_PLAIN";

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatever_is_written_is_read_again(@ForAll("recordings") Recording recording) {
    String text = new Token(recording).toString();
    assertThat(Token.parse(text).recording()).isEqualTo(recording);
    assertThat(text).matches("[A-Za-z0-9:/,+=_-]+"); // no shell needs it quoted
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void one_wrong_character_is_noticed(
      @ForAll("recordings") Recording recording, @ForAll @IntRange(max = 100_000) int place) {
    var text = new StringBuilder(new Token(recording).toString());
    int at = place % text.length();
    text.setCharAt(at, text.charAt(at) == 'x' ? 'y' : 'x');
    assertThatThrownBy(() -> Token.parse(text.toString())).isInstanceOf(BadToken.class);
  }

  @Example
  void errors_say_where_what_was_got_what_was_wanted_and_what_to_do() {
    complains(
        "nonsense",
        "not a token, at its beginning: got `nonsense`, wanted hf1:…; copy the whole token from"
            + " where it was printed");
    complains(
        "hf2:client:UP:A:0",
        "not a token, at its version: got `hf2`, wanted hf1; play it with the version of handfast"
            + " that printed it, or find the failure again");
    complains(
        SOUND,
        "not a token, at its parts: got `"
            + SOUND
            + "`, wanted five parts with `:` between"
            + " them; copy the whole token from where it was printed");
    complains(SOUND + ":00000000", "not a token, at its checksum: got `00000000`, wanted ");
    complains(sealed("hf1:poem:-:A"), "not a token, at its kind: got `poem`, wanted client, ");
    complains(sealed("hf1:client:UP/ROOMY:A"), "not a token, at its place: got `UP/ROOMY`");
    complains(
        sealed("hf1:client:UP/HUGE/WIDE/1:A"),
        "not a token, at its room: got `HUGE`, wanted one of ROOMY, THREE, ");
    complains(
        sealed("hf1:client:UP/ROOMY/WIDE/0:A"),
        "not a token, at its chunk: got `0`, wanted a number from 1 to 65536");
    complains(
        sealed("hf1:client:UP/ROOMY/WIDE/1:A,leeve"),
        "not a token, at step 2: got `leeve`, wanted a step such as A, ");
    complains(
        sealed("hf1:client:UP/ROOMY/WIDE/1:ACCEPT+PONK"),
        "not a token, at step 1: got `PONK`, wanted one of ACCEPT, ");
    complains(
        sealed("hf1:server:REJECT/16/1:c9=LOG"),
        "not a token, at step 1: got `9`, wanted a number from 0 to 3");
    complains(
        sealed("hf1:server:REJECT/16/1:ann=perhaps"),
        "not a token, at step 1: got `ann=perhaps`, wanted a step such as c0=connect, ");
    complains(
        sealed("hf1:walk:client/TALK/1:JUMP"),
        "not a token, at step 1: got `JUMP`, wanted one of SEND, ");
    complains(
        sealed("hf1:schedule:any:17"), "not a token, at its choices: got `17`, wanted TURN=CHOICE");
  }

  private static void complains(String text, String message) {
    assertThatThrownBy(() -> Token.parse(text))
        .isInstanceOf(BadToken.class)
        .hasMessageStartingWith(message);
  }

  private static String sealed(String body) {
    var sum = new java.util.zip.CRC32();
    sum.update(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return body + ":" + java.util.HexFormat.of().toHexDigits((int) sum.getValue());
  }

  @Provide
  Arbitrary<Recording> recordings() {
    return Arbitraries.oneOf(clients(), servers(), walks(), schedules());
  }

  private static Arbitrary<Recording> clients() {
    return Arbitraries.longs()
        .map(seed -> new Recording.ClientLife(Menu.draw(new Random(seed)).toTheEnd()));
  }

  private static Arbitrary<Recording> servers() {
    return Arbitraries.longs()
        .map(seed -> new Recording.ServerLife(ServerMenu.draw(new Random(seed)).toTheEnd()));
  }

  private static Arbitrary<Recording> walks() {
    Arbitrary<WalkScript> client =
        Combinators.combine(
                Arbitraries.of(ClientView.class), Arbitraries.of(ClientStimulus.class).list())
            .as(WalkScript::of);
    Arbitrary<WalkScript> server = Arbitraries.of(ServerStimulus.class).list().map(WalkScript::of);
    return Arbitraries.oneOf(client, server).map(Recording.Walked::new);
  }

  private static Arbitrary<Recording> schedules() {
    Arbitrary<List<Choices.Switch>> switches =
        Combinators.combine(
                Arbitraries.integers().between(1, 999_999), Arbitraries.integers().between(0, 999))
            .as(Choices.Switch::new)
            .list();
    return Combinators.combine(
            Arbitraries.of("two senders and the flush", "close against drain"),
            switches.map(Choices::new))
        .as(Recording.Schedule::new);
  }

  @Example
  void every_step_of_the_menus_can_be_written() {
    Stream.of(Menu.EARLY, Menu.VERDICTS, Menu.LATE)
        .flatMap(List::stream)
        .forEach(
            dish ->
                whatever_is_written_is_read_again(
                    new Recording.ClientLife(
                        new dev.handfast.conformance.script.Script(
                            Surroundings.PLAIN, List.of(dish.step())))));
    ServerMenu.DISHES.forEach(
        dish ->
            whatever_is_written_is_read_again(
                new Recording.ServerLife(ServerMenu.PLACES.getFirst().with(List.of(dish.step())))));
  }
}
