package dev.handfast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `docs/commands.md`, made of the commands' own model.
final class CommandsPage {
  /// What the environment can say; a test looks for others in the sources, add them here.
  static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "HANDFAST_LOG",
                  "from which level on the library logs to standard error: `off`, `error`"
                      + " (default), `warning`, `info`, `debug`, `all`"),
              Map.entry(
                  "HANDFAST_FAULT",
                  "what a peer of `model-tests/peers` does wrong on purpose; `driver` refuses any"),
              Map.entry("NO_COLOR", "where set and not empty, `--color auto` prints no colour"),
              Map.entry("TERM", "`dumb`: no colour, and nothing is drawn again"),
              Map.entry("JAVA_HOME", "the JDK that `./handfast` tries first"),
              Map.entry(
                  "HANDFAST_CHANNEL",
                  "set by `handfast work` for its command: where `ask` and `report` reach it"),
              Map.entry("HANDFAST_CONTEXT", "set for a worker's command: a file of given contexts"),
              Map.entry("HANDFAST_READER_MODE", "1 for a worker's command that is only to read"),
              Map.entry("HANDFAST_TASK", "set for a worker's command: its task"),
              Map.entry("HANDFAST_CHILD_ID", "set for a worker's command: its identity"),
              Map.entry(
                  "CODI_SOCKET_PATH", "the socket, as the original system says it to a child"),
              Map.entry("CODI_CHILD_ID", "the identity, as the original system says it to a child"),
              Map.entry("CODI_CHILD_MODE", "`1` for a child, as the original system says it"),
              Map.entry(
                  "HANDFAST_TREE",
                  "set for a started command: the mark by which all of its processes are found"
                      + " again")));

  private final StringBuilder page = new StringBuilder();

  private CommandsPage() {}

  static String of(CommandLine whole) {
    var made = new CommandsPage();
    made.say(
        "# The command",
        "",
        "<!-- generated from the commands' own model: mvn test -pl cli -am -Dtest=CommandsPageTest"
            + " -Dhandfast.update=true -Dsurefire.failIfNoSpecifiedTests=false -->",
        "",
        "`handfast COMMAND --help` says the same in a terminal. Every command also takes `-h`,"
            + " `--help`, `-V` and `--version`.",
        "");
    made.command(whole);
    made.say("## Environment", "", "| variable | meaning |", "| --- | --- |");
    ENVIRONMENT.forEach((name, meaning) -> made.say("| `%s` | %s |".formatted(name, meaning)));
    return made.page.toString();
  }

  private void command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    say("## " + spec.qualifiedName(), "");
    say("```text", plain(line.getHelp().synopsis(0)).strip(), "```", "");
    Stream.of(usage.description()).map(CommandsPage::plain).forEach(this::say);
    say("");
    var rows = new ArrayList<String>();
    spec.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .map(CommandsPage::row)
        .forEach(rows::add);
    spec.options().stream()
        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
        .map(CommandsPage::row)
        .forEach(rows::add);
    table("| argument | meaning |", rows);
    table("| exit code | meaning |", exitCodes(usage.exitCodeList()));
    if (usage.footer().length > 0) {
      say("```sh");
      Stream.of(usage.footer()).map(example -> plain(example).strip()).forEach(this::say);
      say("```", "");
    }
    line.getSubcommands().values().stream()
        .distinct()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .filter(sub -> !sub.getCommandName().equals("help"))
        .forEach(this::command);
  }

  private static List<String> exitCodes(Map<String, String> codes) {
    return codes.entrySet().stream()
        .map(code -> "| `%s` | %s |".formatted(code.getKey().strip(), cell(plain(code.getValue()))))
        .toList();
  }

  private static String row(OptionSpec option) {
    String names =
        Stream.of(option.names()).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    String value = option.arity().max() == 0 ? "" : " `" + option.paramLabel() + "`";
    return "| %s%s | %s |".formatted(names, value, meaning(option.description()));
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `%s` | %s |".formatted(parameter.paramLabel(), meaning(parameter.description()));
  }

  private static String meaning(String[] description) {
    return cell(Stream.of(description).map(CommandsPage::plain).collect(Collectors.joining(" ")));
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
  }

  private static String plain(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%"));
  }

  private void table(String head, List<String> rows) {
    if (!rows.isEmpty()) {
      say(head, "| --- | --- |");
      rows.forEach(this::say);
      say("");
    }
  }

  private void say(String... lines) {
    for (String line : lines) {
      page.append(line).append('\n');
    }
  }
}
