package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.ConfigurationException;
import gov.va.vro.bie.persister.store.DatabaseException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what ends a command into lines on standard error and an exit code. The text of an exception that is not ours is
 * not shown.
 */
public final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        if (failure instanceof ConfigurationException wrong) {
            err.println("persister: the configuration is incomplete or wrong:");
            wrong.problems().forEach(problem -> err.println("  " + problem));
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof DatabaseException refused) {
            err.println("persister: " + refused.getMessage());
            return command.getCommand() instanceof MigrateCommand ? ExitCode.MIGRATIONS : ExitCode.DATABASE;
        }
        var where = Arrays.stream(failure.getStackTrace()).findFirst().map(frame -> " at " + frame);
        err.println("persister: unexpected " + failure.getClass().getName() + where.orElse(""));
        return ExitCode.FAILED;
    }
}
