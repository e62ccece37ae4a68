package gov.va.vro.bie.localstack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process to run.
 *
 * @param name names its log and its pid file
 * @param command program and arguments
 * @param environment what it has beyond PATH, HOME, TMPDIR and a UTF-8 locale; nothing else is inherited
 * @param directory its working directory
 * @param stopSignal what asks it to end in good order, without SIG
 * @param grace how long an orderly end may take
 */
public record ChildSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        String stopSignal,
        Duration grace) {

    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static ChildSpec of(String name, Path directory, List<String> command) {
        return new ChildSpec(name, command, Map.of(), directory, "TERM", Duration.ofSeconds(15));
    }

    public ChildSpec withEnvironment(Map<String, String> environment) {
        return new ChildSpec(name, command, environment, directory, stopSignal, grace);
    }

    public ChildSpec withStopSignal(String signal) {
        return new ChildSpec(name, command, environment, directory, signal, grace);
    }
}
