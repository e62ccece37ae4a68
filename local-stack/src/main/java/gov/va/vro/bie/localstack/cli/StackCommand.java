package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The local stack on the command line. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        description = "Kafka, Schema Registry, Kafka Connect, RabbitMQ and PostgreSQL on this machine, without Docker.",
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, SuperviseCommand.class})
public final class StackCommand {

    private StackCommand() {}

    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new StackCommand());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof StackException)) {
                throw failure;
            }
            command.getErr().println("stack: " + failure.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }
}
