package gov.va.vro.bie.localstack;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a stack lives and what it runs.
 *
 * @param directory the stack's state: data, logs, ports, secrets and endpoints.json; created if missing. One running
 *     stack a directory.
 * @param distribution what the module's build laid out: kafka/, registry/, plugins/, postgresql/, lib/
 * @param environment where the BIE_STACK_ variables are looked up (see the README beside this module): fixed ports, and
 *     a RabbitMQ or PostgreSQL that already runs
 */
public record StackOptions(Path directory, Path distribution, Map<String, String> environment) {

    public StackOptions {
        directory = directory.toAbsolutePath().normalize();
        distribution = distribution.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** With this process's environment. */
    public static StackOptions of(Path directory, Path distribution) {
        return new StackOptions(directory, distribution, System.getenv());
    }
}
