package gov.va.vro.bie.persister;

import gov.va.vro.bie.persister.cli.CheckCommand;
import gov.va.vro.bie.persister.cli.ExitCode;
import gov.va.vro.bie.persister.cli.Failures;
import gov.va.vro.bie.persister.cli.ForgetCommand;
import gov.va.vro.bie.persister.cli.MigrateCommand;
import gov.va.vro.bie.persister.cli.ParkedCommand;
import gov.va.vro.bie.persister.cli.RunCommand;
import gov.va.vro.bie.persister.cli.VersionProvider;
import gov.va.vro.bie.persister.config.Setting;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code run}, which is also what happens without a command, {@code check}, {@code migrate} and {@code parked}. */
@Command(
        name = "persister",
        description = {
            "Subscribes to the BIE exchanges of RabbitMQ and stores each event in PostgreSQL, without personal data.",
            "Configured by environment variables; every one that is missing is named."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done, or stopped in order",
            " 1:an unexpected failure, or standard output that cannot be written (parked)",
            " 2:wrong usage or configuration, a taken HTTP port among it",
            " 3:the broker cannot be reached or refuses the login",
            " 4:the database cannot be reached or refuses the login",
            " 5:migrations are missing or have failed",
            " 6:policies would lose messages, or cannot be looked at (check)",
            " 7:a parked message that was named is not there, has another reason, or cannot be replayed"
        })
public final class Persister implements Callable<Integer> {

    private final RunCommand run;

    private Persister(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws Exception {
        return run.call();
    }

    public static void main(String[] arguments) {
        var code = commandLine(System.getenv()).execute(arguments);
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    /** The whole command line, over the given environment variables. */
    public static CommandLine commandLine(Map<String, String> environment) {
        var run = new RunCommand(environment);
        var line = new CommandLine(new Persister(run))
                .addSubcommand(run)
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new MigrateCommand(environment))
                .addSubcommand(new ForgetCommand(environment, Clock.systemUTC()))
                .addSubcommand(ParkedCommand.commandLine(environment))
                .setExecutionExceptionHandler(new Failures());
        line.getCommandSpec()
                .usageMessage()
                .footerHeading("%nEnvironment variables, or NAME_FILE for the path of a file that holds the value:%n")
                .footer(Arrays.stream(Setting.values()).map(Persister::help).toArray(String[]::new));
        return line;
    }

    private static String help(Setting setting) {
        var need = setting.isOptional() ? "optional" : setting.defaultValue().orElse("must be given");
        return "  %-26s%s [%s]".formatted(setting, setting.expected(), need).replace("%", "%%");
    }
}
