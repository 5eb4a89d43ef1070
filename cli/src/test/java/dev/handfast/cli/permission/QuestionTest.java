package dev.handfast.cli.permission;

import static dev.handfast.cli.permission.Requests.confirmation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.screen.Paint;
import dev.handfast.message.ApprovalSuggestions;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final String EVIL =
      "ls\u001b]0;title\u0007\u001b[2K\rw-1: a approve\nw-2 asks to use \u202erm\u009b31m";

  @Test
  void it_tells_who_asks_for_what_why_it_is_dangerous_and_what_would_change() {
    Confirmation confirmation =
        confirmation("edit", "sed -i s/a/b/ x")
            .isDangerous(true)
            .dangerReason("overwrites x")
            .diffPreview(Json.of("--- x\n+++ x\n-a\n+b\n c"))
            .securityWarning(Json.of(Map.of("level", 1)))
            .approvalSuggestions(new ApprovalSuggestions("sed *", List.of()))
            .build();

    assertThat(lines("w-1", confirmation))
        .containsExactly(
            "w-1 asks to use edit",
            "  │ command: sed -i s/a/b/ x",
            "dangerous, the worker says",
            "  │ overwrites x",
            "security warning",
            "  │ level: 1",
            "what would change",
            "  │ --- x",
            "  │ +++ x",
            "  │ -a",
            "  │ +b",
            "  │  c",
            "p alone approves the pattern that the worker suggests",
            "  │ sed *");
  }

  @Test
  void every_line_fits_80_columns_also_with_wide_characters_and_none_loses_any() {
    String command = "x".repeat(100) + "漢".repeat(100);

    List<String> lines = lines("w-1", confirmation("bash", command).build());

    assertThat(lines).allMatch(line -> columns(line) <= 79);
    assertThat(String.join("", lines.subList(1, lines.size())).replace("  │ ", ""))
        .isEqualTo("command: " + command);
    assertThat(new Question("w".repeat(256), confirmation("b", "c").build(), Paint.PLAIN).prompt())
        .hasSizeLessThan(80);
  }

  @Test
  void nothing_that_a_worker_writes_steers_the_terminal_or_looks_like_our_own_line() {
    Confirmation confirmation =
        confirmation(EVIL, EVIL)
            .isDangerous(true)
            .dangerReason(EVIL)
            .diffPreview(Json.of(EVIL))
            .securityWarning(Json.of(Map.of(EVIL, EVIL)))
            .approvalSuggestions(new ApprovalSuggestions(EVIL, List.of()))
            .build();

    List<String> lines = lines("w-1", confirmation);

    assertThat(String.join("\n", lines))
        .doesNotContain("\u001b", "\u0007", "\r", "\u202e", "\u009b");
    assertThat(lines)
        .filteredOn(line -> line.contains("w-2"))
        .isNotEmpty()
        .allMatch(QuestionTest::isQuoted);
  }

  @Test
  void a_long_name_is_cut_in_our_line_and_told_whole_below() {
    String tool = "harmless".repeat(5) + "_rm";

    assertThat(lines("w-1", confirmation(tool, "x").build()))
        .startsWith(
            "w-1 asks to use " + tool.substring(0, 23) + "…",
            "the tool's whole name",
            "  │ " + tool);
  }

  @Test
  void the_middle_of_a_long_input_is_left_out_with_notice_until_all_is_wanted() {
    String command = "first\n" + "more\n".repeat(100) + "last";
    var question = new Question("w-1", confirmation("bash", command).build(), Paint.PLAIN);

    assertThat(question.lines())
        .hasSize(13)
        .contains("  │ first", "  │ last", "  … 92 lines left out: s shows all");
    assertThat(question.allLines())
        .hasSize(1 + 1 + 102)
        .noneMatch(line -> line.contains("left out"));
  }

  private static boolean isQuoted(String line) {
    return line.startsWith("  │ ");
  }

  private static int columns(String line) {
    return line.codePoints().map(point -> point >= 0x1100 && point != '│' ? 2 : 1).sum();
  }

  private static List<String> lines(String childId, Confirmation confirmation) {
    return new Question(childId, confirmation, Paint.PLAIN).lines();
  }
}
