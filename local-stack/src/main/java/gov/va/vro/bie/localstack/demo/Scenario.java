package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The story that the demo tells on a running stack, from the topics to the rows. Owned by the main thread.
 *
 * <p>Each step stands on the ones before it, so the first that fails ends the story. Once events are on their way,
 * though, what has become of them is shown whatever happens; {@link #result} tells it at any time.
 */
final class Scenario {
    static final String CONNECTOR = "rabbitmq-sink";
    static final String LEDGER = "ledger";

    private static final int PARTITIONS = 2;
    private static final Duration UNTIL_RUNNING = Duration.ofSeconds(60);
    private static final Duration UNTIL_RECORDED = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Screen screen;
    private final Steps steps;
    private final Endpoints endpoints;
    private final Path logs;
    private final long events;
    private final String topicPrefix;
    private final ConnectRest connect;
    private final ConnectorHealth health;
    private final Run run = new Run();
    private Map<EventKind, Integer> schemaIds = Map.of();
    private Counters counters = Counters.NONE;
    private long accounted;
    private long pii = Result.NOT_LOOKED;

    /** @param logs where the parts of the stack write theirs */
    Scenario(Screen screen, Endpoints endpoints, Path logs, long events) {
        this.screen = screen;
        this.steps = new Steps(screen);
        this.endpoints = endpoints;
        this.logs = logs;
        this.events = events;
        this.topicPrefix = endpoints.workerEnvironment().get("BIE_TOPIC_PREFIX");
        this.connect = new ConnectRest(endpoints.connect());
        this.health = new ConnectorHealth(connect, CONNECTOR, logs.resolve(Part.CONNECT.id() + ".log"));
    }

    Result result() {
        return new Result(events, counters, accounted, pii);
    }

    void createTopics() throws InterruptedException {
        steps.step("Topics", () -> {
            EventTopics.create(endpoints.kafka(), topicPrefix, PARTITIONS);
            return "%d, of %d partitions each"
                    .formatted(EventTopics.names(topicPrefix).size(), PARTITIONS);
        });
    }

    void registerSchemas() throws InterruptedException {
        steps.step("Schemas", () -> {
            schemaIds = EventPublisher.registerSchemas(new SchemaRegistry(endpoints.schemaRegistry()), topicPrefix);
            return schemaIds.values().stream()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", schemaIds.size() + " registered, ids ", ""));
        });
    }

    /** @param document connectors/rabbitmq-sink.json, which goes to Connect as it is */
    void runConnector(Path document) throws InterruptedException {
        steps.step("Connector", () -> {
            var applied = connect.apply(Files.readString(document));
            return "%s, %d tasks RUNNING".formatted(applied, health.awaitRunning(UNTIL_RUNNING));
        });
    }

    void startPersister(Persister persister) throws InterruptedException {
        steps.step("Persister", persister::start);
    }

    /**
     * After the persister, which makes the ledger's table where nobody else has.
     *
     * @param document persister-connector-config/ledger.json, which goes to Connect as it is
     */
    void runLedger(Path document) throws InterruptedException {
        steps.step("Ledger", () -> {
            var applied = connect.apply(Files.readString(document));
            var ledger = new ConnectorHealth(connect, LEDGER, logs.resolve(Part.CONNECT.id() + ".log"));
            return "%s, %d task RUNNING".formatted(applied, ledger.awaitRunning(UNTIL_RUNNING));
        });
    }

    void publishAndWatch(EventGenerator generator, Persister persister) throws InterruptedException {
        screen.line("");
        try (var publisher = EventPublisher.open(endpoints.kafka(), schemaIds, topicPrefix);
                var offsets = new CommittedOffsets(
                        endpoints.kafka(), endpoints.workerEnvironment().get("BIE_CONSUMER_GROUP"))) {
            var publication = Publication.start(publisher, generator, events, run);
            var probe = new Probe(run, new EventTables(endpoints.jdbc()), offsets);
            counters = new Watch(screen, publication, events).follow(probe, () -> {
                persister.check();
                health.check();
            });
        }
        if (counters.missing() > 0) {
            SilentPart.among(endpoints, logs).ifPresent(silent -> screen.line("         " + silent));
        }
    }

    void report() throws InterruptedException {
        var report = new Report(screen, new EventTables(endpoints.jdbc()), run);
        report.topics(counters, topicPrefix);
        try {
            report.newestRows();
            report.codes();
        } catch (SQLException e) {
            screen.failed("Rows", "PostgreSQL does not tell them (SQLSTATE " + e.getSQLState() + ")");
        }
        screen.line("");
        steps.step("Ledger", this::reconcile);
        steps.step("No personal data", this::scan);
    }

    /** The ledger's connector reads on its own, and may come to the last records later than the persister. */
    private String reconcile() throws SQLException, InterruptedException {
        var table = new LedgerTable(endpoints.jdbc());
        var published = counters.published().total();
        var until = System.nanoTime() + UNTIL_RECORDED.toNanos();
        var found = table.count(run);
        while (found.recorded() < published && System.nanoTime() < until) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            found = table.count(run);
        }
        accounted = found.accounted();
        if (accounted < published) {
            throw new DemoException("of %d records published it has %d, of which %d are accounted for"
                    .formatted(published, found.recorded(), accounted));
        }
        return "%d records, none missing".formatted(found.recorded());
    }

    private String scan() throws SQLException, IOException {
        var tables = PiiScan.run(endpoints.jdbc());
        var files = LogScan.run(logs);
        pii = tables.leaking() + files.leaking();
        if (pii > 0) {
            throw new DemoException("found in %d rows of %s and in %d lines of %s"
                    .formatted(tables.leaking(), tables.leakingTables(), files.leaking(), files.leakingFiles()));
        }
        return "in %s rows of %d tables, %s lines of %d logs"
                .formatted(Screen.count(tables.rows()), tables.tables(), Screen.count(files.lines()), files.files());
    }
}
