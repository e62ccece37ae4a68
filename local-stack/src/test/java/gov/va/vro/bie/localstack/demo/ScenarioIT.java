package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.process.Tether;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's story on a real stack: what it counts is there, and it would notice a leak. */
final class ScenarioIT {
    private static final int EVENTS = 300;
    private static final Path DISTRIBUTION = Path.of(System.getProperty("distribution"));
    private static final Path CONNECTOR = Path.of("../connectors/rabbitmq-sink.json");
    private static final Path LEDGER = Path.of("../persister-connector-config/ledger.json");

    @TempDir
    private static Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), Screen.Style.PLAIN);

    @Test
    void carriesEveryEventToTheDatabaseAndFindsWhatIsPersonalThere() throws Exception {
        try (var stack = Stack.start(new StackOptions(directory, DISTRIBUTION, Map.of()), Progress.NONE);
                var ours = DemoStack.own(directory, stack.endpoints(), () -> {});
                var persister = persister(ours)) {
            var scenario = tell(ours, persister);
            assertThat(scenario.result().line())
                    .isEqualTo("RESULT published=300 confirmed=300 stored=300 parked=0 missing=0 pii=0");
            assertThat(shown.toString(StandardCharsets.UTF_8)).contains("associated", "updated", "classified");

            leak(stack.endpoints().jdbc());
            var found = PiiScan.run(stack.endpoints().jdbc());
            assertThat(found.leaking()).isEqualTo(4);
            assertThat(found.leakingTables()).containsExactly("elsewhere.leak");
        }
    }

    private Scenario tell(DemoStack stack, Persister persister) throws InterruptedException {
        var scenario = new Scenario(screen, stack.endpoints(), stack.logs(), EVENTS);
        scenario.createTopics();
        scenario.registerSchemas();
        scenario.runConnector(CONNECTOR);
        scenario.startPersister(persister);
        scenario.runLedger(LEDGER);
        scenario.publishAndWatch(new EventGenerator(1), persister);
        scenario.report();
        return scenario;
    }

    private static Persister persister(DemoStack stack) {
        var command = PersisterCommand.of("persister", DISTRIBUTION.resolve("persister.jar"), stack);
        return new OwnPersister(new Tether(stack.logs(), stack.run()), command);
    }

    /** Four rows that betray somebody, and one whose numbers only look as if. */
    private static void leak(String jdbcUrl) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA elsewhere");
            statement.execute("CREATE TABLE elsewhere.leak (bytes bytea, document jsonb, number bigint)");
            statement.execute("INSERT INTO elsewhere.leak VALUES"
                    + " ('PII-CANARY-USER-1'::bytea, NULL, NULL),"
                    + " (NULL, '{\"a\": {\"b\": \"Details: PII-CANARY-DETAILS-2\"}}', NULL),"
                    + " (NULL, NULL, 9990123456),"
                    + " (NULL, '{\"id\": 9990000001}', NULL),"
                    + " (NULL, '{\"at\": 1699901234567}', 99901234567)");
        }
    }
}
