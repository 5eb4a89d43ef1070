package dev.handfast.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.screen.Screen.Colour;
import dev.handfast.cli.screen.Screen.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void a_terminal_is_live_and_coloured() {
    Screen screen = screen(Colour.AUTO, true, Map.of("TERM", "xterm"));

    assertThat(screen.mode()).isEqualTo(Mode.LIVE);
    assertThat(screen.paint()).isEqualTo(Paint.COLOUR);
  }

  @Test
  void a_pipe_is_plain() {
    Screen screen = screen(Colour.AUTO, false, Map.of());

    assertThat(screen.mode()).isEqualTo(Mode.PLAIN);
    assertThat(screen.paint()).isEqualTo(Paint.PLAIN);
  }

  @Test
  void a_dumb_terminal_is_plain() {
    Screen screen = screen(Colour.AUTO, true, Map.of("TERM", "dumb"));

    assertThat(screen.mode()).isEqualTo(Mode.PLAIN);
    assertThat(screen.paint()).isEqualTo(Paint.PLAIN);
  }

  @Test
  void no_color_takes_the_colours_and_leaves_the_rest() {
    Screen screen = screen(Colour.AUTO, true, Map.of("NO_COLOR", "1"));

    assertThat(screen.mode()).isEqualTo(Mode.LIVE);
    assertThat(screen.paint()).isEqualTo(Paint.PLAIN);
    assertThat(screen(Colour.AUTO, true, Map.of("NO_COLOR", "")).paint()).isEqualTo(Paint.COLOUR);
  }

  @Test
  void the_option_is_stronger_than_the_environment() {
    assertThat(screen(Colour.ALWAYS, false, Map.of("NO_COLOR", "1")).paint())
        .isEqualTo(Paint.COLOUR);
    assertThat(screen(Colour.NEVER, true, Map.of()).paint()).isEqualTo(Paint.PLAIN);
  }

  private static Screen screen(Colour colour, boolean terminal, Map<String, String> environment) {
    return Screen.of(new PrintWriter(new StringWriter()), colour, terminal, environment);
  }
}
