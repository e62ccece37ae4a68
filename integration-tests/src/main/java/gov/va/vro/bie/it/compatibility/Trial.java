package gov.va.vro.bie.it.compatibility;

import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.EventPublisher;
import gov.va.vro.bie.localstack.events.EventTopics;
import gov.va.vro.bie.localstack.events.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The shipped connector on the worker that runs: events of all five kinds are published, RabbitMQ is killed and started
 * again while the second half is on its way, and a subscriber has to receive everything.
 */
final class Trial {

    private static final String CONNECTOR = "rabbitmq-sink";
    private static final String TOPIC_PREFIX = "TST_CONTENTION_BIE_";
    private static final int PARTITIONS = 3;
    private static final int HALF = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What a class that is missing, or is another than the plugin was compiled against, ends in. */
    private static final Pattern LINKAGE = Pattern.compile(
            "\\w*(?:NoSuchMethod|NoSuchField|NoClassDefFound|AbstractMethod|IncompatibleClassChange|IllegalAccess"
                    + "|UnsupportedClassVersion|Verify|Linkage)Error\\b.*");

    private final Bench bench;
    private final Path document;
    private final long seed;
    private final ConnectRest connect;
    private final RabbitMq broker;
    private final Set<Coordinates> published = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();

    Trial(Bench bench, Path connectors, long seed) throws Exception {
        this.bench = bench;
        this.document = connectors.resolve("rabbitmq-sink.json");
        this.seed = seed;
        this.connect = new ConnectRest(bench.stack().endpoints().connect());
        this.broker = new RabbitMq(bench.stack().endpoints().amqp());
    }

    /** What came of it; the connector is deleted again. */
    Outcome run(Combination combination) throws Exception {
        var versions = List.of(connect.version(), combination.javaVersion(), broker.version());
        var exchanges =
                Arrays.stream(EventKind.values()).map(EventKind::exchange).toArray(String[]::new);
        EventTopics.create(bench.stack().endpoints().kafka(), TOPIC_PREFIX, PARTITIONS);
        try (var subscriber = broker.subscribe("compatibility", exchanges)) {
            var copies = List.<Copy>of();
            long confirmed = 0;
            try {
                deploy();
                publish(1);
                subscriber.takeAllOf(published);
                publish(2);
                bench.stack().kill(Part.RABBITMQ);
                bench.stack().start(Part.RABBITMQ);
                copies = everything(subscriber);
                confirmed = confirmed();
            } catch (AssertionError | Exception e) {
                complaints.add(String.valueOf(e).lines().findFirst().orElse(""));
            } finally {
                connect.delete(CONNECTOR);
            }
            lookForLinkageErrors();
            int distinct = (int) copies.stream().map(Copy::messageId).distinct().count();
            return new Outcome(
                    versions, published.size(), distinct, copies.size() - distinct, confirmed, List.copyOf(complaints));
        }
    }

    private void deploy() throws Exception {
        var answer = connect.post(Files.readString(document));
        if (answer.code() != 201) {
            complaints.add("POST: " + answer.code() + " " + answer.message());
        }
        connect.awaitRunning(CONNECTOR);
    }

    private void publish(int half) throws Exception {
        var endpoints = bench.stack().endpoints();
        var registry = new SchemaRegistry(endpoints.schemaRegistry());
        try (var publisher = EventPublisher.open(endpoints.kafka(), registry, TOPIC_PREFIX)) {
            var sent = new EventGenerator(seed + half)
                    .next(HALF).stream().map(publisher::publish).toList();
            publisher.flush();
            sent.forEach(event -> published.add(Coordinates.of(event.join())));
        }
    }

    private List<Copy> everything(Subscription subscriber) {
        var copies = subscriber.takeAllOf(published);
        if (!connect.isRunning(CONNECTOR)) {
            complaints.add("not RUNNING after RabbitMQ's restart");
        }
        long unflagged = subscriber.byMessageId().values().stream()
                .flatMap(same -> same.stream().skip(1))
                .filter(copy -> !copy.isPossibleDuplicate())
                .count();
        if (unflagged > 0) {
            complaints.add(unflagged + " copies without possible-duplicate");
        }
        if (subscriber.byMessageId().size() > published.size()) {
            complaints.add("messages that nobody published");
        }
        return copies;
    }

    /** As the sink's own MBeans have it, all tasks together. */
    private long confirmed() throws Exception {
        try (var beans = WorkerProcess.of(bench.directory(), 1).mbeans()) {
            await("the MBeans to have counted everything")
                    .atMost(PATIENCE)
                    .until(() -> beans.ofTasks(CONNECTOR, "confirmed-total") >= published.size());
            return (long) beans.ofTasks(CONNECTOR, "confirmed-total");
        }
    }

    private void lookForLinkageErrors() throws Exception {
        var errors = LINKAGE.matcher(bench.workerLog());
        if (errors.find()) {
            complaints.add("the worker's log has " + errors.group());
        }
    }
}
