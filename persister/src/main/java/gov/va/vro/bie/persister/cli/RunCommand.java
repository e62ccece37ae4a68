package gov.va.vro.bie.persister.cli;

import gov.va.vro.bie.persister.config.PersisterConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the service until it is told to stop (SIGTERM or SIGINT). */
@Command(name = "run", description = "Subscribes and stores until it is stopped.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    public RunCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Service.run(PersisterConfig.from(environment));
    }
}
