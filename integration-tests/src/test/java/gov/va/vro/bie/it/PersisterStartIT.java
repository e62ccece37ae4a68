package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Persister;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the persister says what is wrong with its environment: everything at once, and it does not start. */
class PersisterStartIT {

    private static final int CONFIGURATION = 2;
    private static final Map<String, String> RIGHT = Map.of(
            "RABBITMQ_ADDRESSES", "127.0.0.1:5672",
            "RABBITMQ_USERNAME", "bie",
            "RABBITMQ_PASSWORD", "secret-of-rabbitmq",
            "POSTGRES_URL", "jdbc:postgresql://127.0.0.1:5432/bie",
            "POSTGRES_USER", "bie",
            "POSTGRES_PASSWORD", "secret-of-postgresql");

    @TempDir
    private Path directory;

    @Test
    void namesEveryMissingVariableAtOnce() throws Exception {
        var output = refused(Map.of());

        assertThat(output).contains(RIGHT.keySet());
    }

    @Test
    void namesEveryMalformedVariableAtOnceAndNoSecret() throws Exception {
        var output = refused(with(Map.of(
                "RABBITMQ_ADDRESSES", "rabbit",
                "POSTGRES_URL", "postgres://127.0.0.1/bie",
                "POSTGRES_SCHEMA", "not a schema",
                "PERSISTER_MIGRATE", "perhaps",
                "PERSISTER_BATCH_SIZE", "-1",
                "PERSISTER_BATCH_WAIT", "soon",
                "PERSISTER_HTTP", "everywhere",
                "POSTGRES_PASSWORD", "${vault:database}",
                "RABBITMQ_PASSWORD_FILE", "/no/such/file")));

        assertThat(output)
                .contains("RABBITMQ_ADDRESSES", "POSTGRES_URL", "POSTGRES_SCHEMA", "PERSISTER_MIGRATE")
                .contains("PERSISTER_BATCH_SIZE", "PERSISTER_BATCH_WAIT", "PERSISTER_HTTP")
                .contains("POSTGRES_PASSWORD", "RABBITMQ_PASSWORD")
                .doesNotContain("secret-of-rabbitmq", "secret-of-postgresql", "RABBITMQ_USERNAME", "POSTGRES_USER");
    }

    @Test
    void saysWhenItsPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var address = "127.0.0.1:" + taken.getLocalPort();

            var output = refused(with(Map.of("PERSISTER_HTTP", address)));

            assertThat(output).contains("PERSISTER_HTTP", address, "in use").doesNotContain("Exception");
        }
    }

    private String refused(Map<String, String> environment) throws Exception {
        var persister = new Persister(
                "persister-refused",
                Path.of(System.getProperty("distribution"), "persister.jar"),
                directory,
                environment);
        assertThat(persister.runToItsEnd()).isEqualTo(CONFIGURATION);
        return persister.log();
    }

    private static Map<String, String> with(Map<String, String> changes) {
        var environment = new HashMap<>(RIGHT);
        environment.putAll(changes);
        return environment;
    }
}
