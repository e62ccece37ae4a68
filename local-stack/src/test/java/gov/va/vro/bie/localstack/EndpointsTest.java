package gov.va.vro.bie.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

    private static final Endpoints ENDPOINTS = new Endpoints(
            "127.0.0.1:1",
            "http://127.0.0.1:2/apis/ccompat/v7",
            "http://127.0.0.1:3",
            "amqp://bie:p%2Bq@127.0.0.1:4/%2F",
            "http://bie:p%2Bq@127.0.0.1:5",
            "jdbc:postgresql://127.0.0.1:6/bie?user=role&password=word&currentSchema=bie");

    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        var file = directory.resolve("endpoints.json");

        ENDPOINTS.write(file);

        assertThat(Endpoints.read(file)).isEqualTo(ENDPOINTS);
    }

    @Test
    void isForItsOwnersEyesOnly() throws IOException {
        var file = directory.resolve("endpoints.json");

        ENDPOINTS.write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void tellsThePersisterHowToReachBothOfItsServers() {
        assertThat(ENDPOINTS.persisterEnvironment())
                .containsOnly(
                        entry("RABBITMQ_ADDRESSES", "127.0.0.1:4"),
                        entry("RABBITMQ_USERNAME", "bie"),
                        entry("RABBITMQ_PASSWORD", "p+q"),
                        entry("RABBITMQ_VIRTUAL_HOST", "/"),
                        entry("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:5"),
                        entry("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:6/bie"),
                        entry("POSTGRES_USER", "role"),
                        entry("POSTGRES_PASSWORD", "word"),
                        entry("POSTGRES_SCHEMA", "bie"),
                        entry("PERSISTER_MIGRATE", "true"));
    }

    @Test
    void givesTheWorkerTheSpecificationsTopicPrefixAndGroup() {
        assertThat(ENDPOINTS.workerEnvironment())
                .contains(
                        entry("BIE_TOPIC_PREFIX", "TST_CONTENTION_BIE_"),
                        entry("BIE_CONSUMER_GROUP", "EXT_VRO_TST"),
                        entry("RABBITMQ_ADDRESSES", "127.0.0.1:4"));
    }

    @Test
    void givesPersisterAndLedgerTheirOwnRolesAndLetsNeitherMigrate() {
        var own = new Endpoints(
                "k", "r", "c", "amqp://h", "amqp://h", "amqp://h", "", role("o"), role("p"), role("l"), "", "");

        assertThat(own.persisterEnvironment())
                .contains(entry("POSTGRES_USER", "p"), entry("PERSISTER_MIGRATE", "false"))
                .doesNotContainKey("RABBITMQ_MANAGEMENT_URL");
        assertThat(own.workerEnvironment())
                .contains(
                        entry("BIE_LEDGER_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:6/bie"),
                        entry("BIE_LEDGER_POSTGRES_USER", "l"),
                        entry("BIE_LEDGER_POSTGRES_SCHEMA", "bie"));
        assertThat(own.ownerEnvironment()).contains(entry("POSTGRES_USER", "o"));
    }

    @Test
    void givesWorkerAndPersisterTheirOwnUsersOfRabbitMq() {
        var own = new Endpoints(
                "k",
                "r",
                "c",
                "amqp://a:1@h",
                "amqp://w:2@h",
                "amqp://p:3@h",
                "",
                role("o"),
                role("o"),
                role("o"),
                "",
                "");

        assertThat(own.workerEnvironment()).contains(entry("RABBITMQ_USERNAME", "w"), entry("RABBITMQ_PASSWORD", "2"));
        assertThat(own.persisterEnvironment())
                .contains(entry("RABBITMQ_USERNAME", "p"), entry("RABBITMQ_PASSWORD", "3"));
    }

    private static String role(String name) {
        return "jdbc:postgresql://127.0.0.1:6/bie?user=" + name + "&password=word&currentSchema=bie";
    }

    @Test
    void doesNotShowAPassword() {
        assertThat(ENDPOINTS.toString()).doesNotContain("p%2Bq", "word");
    }
}
