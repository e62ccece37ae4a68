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
 * @param tls whether RabbitMQ and PostgreSQL speak TLS too, with keys made at the first start
 */
public record StackOptions(Path directory, Path distribution, Map<String, String> environment, boolean tls) {

    public StackOptions {
        directory = directory.toAbsolutePath().normalize();
        distribution = distribution.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** Without TLS. */
    public StackOptions(Path directory, Path distribution, Map<String, String> environment) {
        this(directory, distribution, environment, false);
    }

    /** The same with a RabbitMQ and a PostgreSQL that speak TLS too. */
    public StackOptions withTls() {
        return new StackOptions(directory, distribution, environment, true);
    }

    /** With this process's environment, without TLS. */
    public static StackOptions of(Path directory, Path distribution) {
        return new StackOptions(directory, distribution, System.getenv());
    }
}
