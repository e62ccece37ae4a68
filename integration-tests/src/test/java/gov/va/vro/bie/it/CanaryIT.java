package gov.va.vro.bie.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Kafka;
import gov.va.vro.bie.it.faces.Ledger;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.Refusal;
import gov.va.vro.bie.it.faces.WorkerProcess;
import gov.va.vro.bie.localstack.events.Canaries;
import gov.va.vro.bie.localstack.events.EventKind;
import gov.va.vro.bie.localstack.events.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Personal information goes through RabbitMQ with the event, and nowhere else: with a canary in every place that is not
 * on the allow-list, none is found in the database, in a log of any process, on a page, in a parked header or in what
 * the tools print. The persister logs at DEBUG, its libraries too.
 */
@ExtendWith(LocalStack.class)
class CanaryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern CANARY = Pattern.compile(Canaries.PATTERN);
    private static final String UNDECODABLE = "it-canary-undecodable";
    private static final String LEDGER = "it-canary-ledger";
    private static final String UNREADABLE_TIME = "it-canary-unreadable-time";

    private final Pipeline pipeline;
    private final CanaryEvents canaries = new CanaryEvents();
    private final Map<String, List<String>> found = new HashMap<>();
    private final List<String> searched = new ArrayList<>();
    private Persister persister;

    CanaryIT(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @BeforeEach
    void startThePersisterAtDebug() throws Exception {
        pipeline.deploy();
        pipeline.persister().stop();
        var environment = new HashMap<>(pipeline.stack().persisterEnvironment());
        environment.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + everythingAtDebug());
        persister = Persister.onFreePort("persister-debug", pipeline.persisterJar(), pipeline.directory(), environment);
        persister.start();
    }

    @AfterEach
    void startTheUsualOne() throws Exception {
        persister.stop();
        pipeline.connect().delete(UNDECODABLE);
        pipeline.connect().delete(LEDGER);
        pipeline.connect().delete(UNREADABLE_TIME);
        pipeline.persister().start();
    }

    @Test
    void findsNoCanaryAnywhere() throws Exception {
        var events = publishEvents();
        var poison = parkPoison();
        failATask();
        failTheLedger();
        record(events);
        await("the events stored")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(pipeline.database().notStored(events)).isEmpty());

        searchDatabase();
        searchPages();
        searchConnect();
        searchTools(poison);
        searchParkedHeaders(poison);
        searchDiscard(poison.get(0));
        searchLogs();

        System.out.printf(
                "RESULT canaries placed=%d places=%d found=%d%n", canaries.placed(), searched.size(), found.size());
        assertThat(found).isEmpty();
        assertThat(persister.log()).as("that it was at DEBUG").contains("\"level\":\"DEBUG\"");
    }

    private List<Coordinates> publishEvents() throws Exception {
        var events = new ArrayList<Coordinates>();
        for (var kind : EventKind.values()) {
            var schema = CanaryEvents.schema(kind);
            var id = pipeline.schemaRegistry().register("it-canary-" + kind.eventType(), schema);
            events.add(pipeline.kafka()
                    .publish(
                            kind.topic(Pipeline.TOPIC_PREFIX),
                            canaries.text("key"),
                            WireFormat.encode(id, canaries.event(kind, schema)),
                            Kafka.header("X-Whom", canaries.text("header"))));
        }
        return events;
    }

    /** One of it is refused by the database, whose errors quote the row. */
    private List<String> parkPoison() throws Exception {
        try (var refusal = Refusal.in(pipeline.database())) {
            var poison = publishPoison();
            for (var id : poison) {
                await("message " + id + " parked")
                        .atMost(PATIENCE)
                        .until(() -> !pipeline.database().parked(id).isEmpty());
            }
            assertThat(pipeline.database().parked("it-canary-" + CanaryEvents.REFUSED))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("reason", refusal.reason()));
            return poison;
        }
    }

    /** Straight into the exchange: the sink sends nothing of this kind. */
    private List<String> publishPoison() throws Exception {
        var ids = new ArrayList<String>();
        for (var poison : canaries.poison().entrySet()) {
            var id = "it-canary-" + poison.getKey();
            var properties = new BasicProperties.Builder()
                    .messageId(id)
                    .deliveryMode(2)
                    .correlationId(canaries.text("correlation-id"))
                    .contentType(canaries.text("content-type"))
                    .contentEncoding(canaries.text("content-encoding"))
                    .headers(Map.of("X-Whom", canaries.text("amqp-header"), "kafka.key", canaries.text("amqp-key")))
                    .build();
            pipeline.rabbitMq().publish(EventKind.UPDATED.exchange(), properties, poison.getValue());
            ids.add(id);
        }
        return ids;
    }

    /** What the worker cannot decode fails its task, and a trace tells why. */
    private void failATask() throws Exception {
        pipeline.kafka().createTopics(1, UNDECODABLE);
        pipeline.kafka()
                .publish(
                        UNDECODABLE,
                        canaries.text("key"),
                        canaries.text("undecodable").getBytes(UTF_8));
        pipeline.connect().deploy(UNDECODABLE, Pipeline.sinkFor(UNDECODABLE, UNDECODABLE + "=" + UNDECODABLE));
        search("trace of a failed task", pipeline.connect().awaitFailure(UNDECODABLE));
    }

    /** By an event of which it would record a time, and that is a text. */
    private void failTheLedger() throws Exception {
        var schema = CanaryEvents.schemaWithTextAsTime(EventKind.UPDATED);
        var id = pipeline.schemaRegistry().register(UNREADABLE_TIME + "-value", schema);
        pipeline.kafka().createTopics(1, UNREADABLE_TIME);
        pipeline.kafka()
                .publish(
                        UNREADABLE_TIME,
                        canaries.text("key"),
                        WireFormat.encode(id, canaries.event(EventKind.UPDATED, schema)));
        deployLedger(UNREADABLE_TIME, UNREADABLE_TIME);
        search("trace of the ledger's failed task", pipeline.connect().awaitFailure(UNREADABLE_TIME));
    }

    private void record(List<Coordinates> events) throws Exception {
        deployLedger(LEDGER, events.stream().map(Coordinates::topic).collect(Collectors.joining(",")));
        var ledger = new Ledger(pipeline.endpoints().jdbc());
        await("the events in the ledger")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger.states(events)).containsOnlyKeys(events));
    }

    private void deployLedger(String name, String topics) throws Exception {
        var config = ConnectorJson.config(pipeline.connectors().resolve("../persister-connector-config/ledger.json"));
        config.put("topics", topics);
        config.put("consumer.override.group.id", name);
        pipeline.connect().deploy(name, config);
    }

    private void searchDatabase() throws Exception {
        var leaking = pipeline.database().tablesThatShow(Canaries.PATTERN);
        search("every column of every table", leaking.isEmpty() ? "" : Canaries.TOKEN + " in " + leaking);
    }

    private void searchPages() throws Exception {
        for (var path : List.of("/metrics", "/health/ready", "/health/live")) {
            var page = persister.page(path);
            assertThat(page).as(path).isNotEmpty();
            search("page " + path, page);
        }
    }

    private void searchConnect() throws Exception {
        try (var mbeans = WorkerProcess.of(pipeline.directory(), 1).mbeans()) {
            var everything = mbeans.everything();
            assertThat(everything).contains(UNDECODABLE, LEDGER, UNREADABLE_TIME);
            search("MBeans of the worker", everything);
        }
        for (var connector : List.of(Pipeline.CONNECTOR, UNDECODABLE, LEDGER, UNREADABLE_TIME)) {
            search(
                    "status of connector " + connector,
                    pipeline.connect().status(connector).toString());
        }
    }

    private void searchTools(List<String> poison) throws Exception {
        var listed = parked("list");
        assertThat(listed.lines()).hasSizeGreaterThanOrEqualTo(poison.size());
        search("parked list", listed);
        search("parked list --json", parked("list", "--json"));
        for (var id : poison) {
            var shown = parked("show", id);
            assertThat(shown).contains(id);
            search("parked show " + id, shown);
        }
        searchReplay(poison.get(0));
    }

    private void searchReplay(String id) throws Exception {
        var waiting = waiting();
        search("parked replay", parked("replay", id));
        await("parked again").atMost(PATIENCE).until(() -> waiting() == waiting);
    }

    private long waiting() throws Exception {
        return parked("list", "--json")
                .lines()
                .filter(line -> line.contains("\"waiting\""))
                .count();
    }

    /** Of one whose copy was taken out of the queue by somebody who did not tell. */
    private void searchDiscard(String id) throws Exception {
        search("parked discard", parked("discard", "--yes", id));
    }

    private void searchParkedHeaders(List<String> poison) throws Exception {
        var copies = pipeline.rabbitMq().queue("persister.parked").take();
        for (var id : poison) {
            assertThat(copies).anySatisfy(copy -> {
                assertThat(copy.messageId()).isEqualTo(id);
                assertThat(new String(copy.body(), UTF_8)).as("the body, whole").contains(Canaries.TOKEN);
            });
        }
        copies.forEach(copy ->
                search("headers of " + copy.messageId(), copy.properties().toString()));
    }

    /** Of every process of the stack; RabbitMQ writes its own beside the others. */
    private void searchLogs() throws IOException {
        var processes = new ArrayList<String>();
        for (var folder : List.of("logs", "rabbitmq/log")) {
            try (var files = Files.walk(pipeline.directory().resolve(folder))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    search(pipeline.directory().relativize(file).toString(), Files.readString(file, ISO_8859_1));
                    processes.add(file.getFileName().toString());
                }
            }
        }
        assertThat(processes.toString())
                .contains("kafka", "schema-registry", "connect", "rabbitmq", "postgres", "persister-debug");
    }

    private void search(String place, String text) {
        searched.add(place);
        var lines = text.lines()
                .filter(line -> CANARY.matcher(line).find())
                .limit(3)
                .toList();
        if (!lines.isEmpty()) {
            found.put(place, lines);
        }
    }

    /** Both outputs of a tool. */
    private String parked(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                pipeline.persisterJar().toString(),
                "parked"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(pipeline.stack().persisterEnvironment());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    /** The configuration in the jar, with the level changed and without what it keeps silent. */
    private Path everythingAtDebug() throws IOException {
        try (var jar = new ZipFile(pipeline.persisterJar().toFile());
                var in = jar.getInputStream(jar.getEntry("logback.xml"))) {
            var shipped = new String(in.readAllBytes(), UTF_8);
            var loud = shipped.replaceAll("<root level=\"[^\"]*\">", "<root level=\"DEBUG\">")
                    .replaceAll("<logger [^>]*/>", "");
            return Files.writeString(pipeline.directory().resolve("everything-at-debug.xml"), loud);
        }
    }
}
