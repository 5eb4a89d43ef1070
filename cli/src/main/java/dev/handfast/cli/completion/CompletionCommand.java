package dev.handfast.cli.completion;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `handfast completion`.
@Command(
    name = "completion",
    description = {
      "Prints a script that lets bash or zsh complete handfast's commands and options.",
      "",
      "In bash: source <(handfast completion). In zsh first: autoload -U +X bashcompinit &&"
          + " bashcompinit. In ~/.bashrc or ~/.zshrc it holds for every new shell."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  handfast completion > ~/.handfast-completion",
      "  echo 'source ~/.handfast-completion' >> ~/.bashrc"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "2:usage"})
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine whole = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(whole.getCommandName(), whole));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
