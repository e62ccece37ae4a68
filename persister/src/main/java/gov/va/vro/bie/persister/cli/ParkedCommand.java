package gov.va.vro.bie.persister.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of what an operator does about parked messages; by itself it does nothing. */
@Command(
        name = "parked",
        description = {
            "Looks at the messages in persister.parked, sends them to their queues again or takes them out.",
            "None of it shows content, unless you ask for it."
        },
        mixinStandardHelpOptions = true)
public final class ParkedCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private ParkedCommand() {}

    /** With its subcommands. */
    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ParkedCommand())
                .addSubcommand(new ParkedListCommand(environment))
                .addSubcommand(new ParkedShowCommand(environment))
                .addSubcommand(new ParkedReplayCommand(environment))
                .addSubcommand(new ParkedDiscardCommand(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, show, replay or discard");
    }
}
