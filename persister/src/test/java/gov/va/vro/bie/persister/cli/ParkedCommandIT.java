package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.Persister;
import gov.va.vro.bie.persister.config.BatchConfig;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.ops.Metrics;
import gov.va.vro.bie.persister.ops.Readiness;
import gov.va.vro.bie.persister.receive.Broker;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.receive.Receiver;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import gov.va.vro.bie.persister.store.SchemaGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does about parked messages, against a real broker and a real database. */
class ParkedCommandIT {

    private static final Path JAR = Path.of(System.getProperty("build.directory", "target"), "persister.jar");
    private static final String PARKED = "persister.parked";
    private static final String UPDATED = EventType.UPDATED.queue();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CANARY = "CANARY";
    private static final String MENDED =
            "{\"topic\": \"T\", \"notifiedAt\": \"2024-06-12T19:29 UTC+00:00\", \"event\": {\"ClaimId\": 1, \"ContentionId\": 2}}";

    private static RabbitMq rabbit;
    private static Postgres postgres;

    @TempDir
    private Path folder;

    private final List<Receiver> receivers = new ArrayList<>();
    private Database database;
    private Connection connection;
    private Channel channel;
    private StringWriter out;
    private StringWriter err;

    @BeforeAll
    static void startServers() throws Exception {
        rabbit = RabbitMq.start();
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (rabbit != null) {
            rabbit.stop();
            postgres.close();
        }
    }

    @BeforeEach
    void migrateAndDeclare() throws Exception {
        postgres.execute("DROP SCHEMA IF EXISTS bie CASCADE");
        database = Database.of(postgres.config("bie"));
        new Schema(database).migrate();
        connection = rabbit.connect();
        channel = connection.createChannel();
        for (var queue : List.of(PARKED, UPDATED)) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        }
        channel.confirmSelect();
    }

    @AfterEach
    void stop() throws Exception {
        stopPersister();
        database.close();
        for (var type : EventType.values()) {
            channel.queueDelete(type.queue());
        }
        channel.queueDelete(PARKED);
        connection.close();
    }

    @Test
    void listsWhatIsParkedWithoutContent() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, CANARY + ", not JSON");
        publish(EventType.DELETED, 8, "{\"event\": {\"ContentionId\": 2, \"Description\": \"" + CANARY + "\"}}");
        awaitParked(2);

        assertThat(parked("list")).isZero();

        assertThat(lines())
                .hasSize(2)
                .satisfiesOnlyOnce(line -> assertThat(line)
                        .matches("[0-9a-f-]{36}  contention-updated  T-0-7  20\\S+Z  waiting  not JSON at byte 0"))
                .satisfiesOnlyOnce(line -> assertThat(line)
                        .matches("[0-9a-f-]{36}  contention-deleted  T-0-8  20\\S+Z  waiting  no ClaimId"));
        assertThat(out + err.toString()).doesNotContain(CANARY);
        assertThat(postgres.query("SELECT uuid FROM bie.bie_event_parked WHERE source_offset = 7"))
                .containsExactly(idOf("T-0-7"));
    }

    @Test
    void listsAsJsonToo() throws Exception {
        park(7, "not JSON at byte 0", CANARY);

        assertThat(parked("list", "--json")).isZero();

        assertThat(lines()).singleElement().asString().startsWith("{\"id\":\"").contains("\"state\":\"waiting\"");
    }

    @Test
    void leavesEverythingInTheQueueAfterALook() throws Exception {
        park(1, "no ClaimId", "{}");
        park(2, "no ClaimId", "{}");

        parked("list");
        parked("list");

        awaitParked(2);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void tellsWhatIsNotedAsWaitingAndIsNotInTheQueue() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, "not JSON");
        awaitParked(1);
        channel.queuePurge(PARKED);

        parked("list");

        assertThat(lines()).singleElement().asString().contains("T-0-7", "  absent  ");
    }

    @Test
    void showsWhereAMessageCameFromAndItsContentOnlyOnDemand() throws Exception {
        park(7, "not JSON at byte 0", CANARY);

        assertThat(parked("show", "T-0-7")).isZero();

        assertThat(lines())
                .contains(
                        "message id   T-0-7",
                        "from queue   persister.contention-updated",
                        "offset       7",
                        "reason       not JSON at byte 0",
                        "state        waiting",
                        "bytes        6");
        assertThat(out + err.toString()).doesNotContain(CANARY);

        var shown = run(List.of(), "show", "T-0-7", "--content");
        assertThat(shown.out).isEqualTo(CANARY);
        assertThat(shown.err).contains("may hold personal data", "reason       not JSON at byte 0");
    }

    @Test
    void failsWhereItsOutputCannotBeWritten() throws Exception {
        park(7, "no ClaimId", "{}");

        assertThat(runIntoAFullDisk("show", "T-0-7", "--content")).isEqualTo(1);
        assertThat(folder.resolve("err")).content().contains("standard output could not be written");
        assertThat(runIntoAFullDisk("show", "T-0-7")).isEqualTo(1);
        assertThat(runIntoAFullDisk("list", "--json")).isEqualTo(1);
    }

    @Test
    void replaysAMendedBodyWhichARunningPersisterStoresUnderItsOwnId() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, "not JSON");
        awaitParked(1);
        parked("list");
        var id = idOf("T-0-7");
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        assertThat(parked("replay", id, "--body", file.toString())).isZero();

        assertThat(lines()).containsExactly("replayed  " + id + "  to persister.contention-updated");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(postgres.query(
                                "SELECT uuid, source_topic, source_offset, benefit_claim_id FROM bie.bie_event"))
                        .containsExactly(id + "|T|7|1"));
        assertThat(postgres.query("SELECT replayed_at IS NOT NULL, discarded_at IS NULL FROM bie.bie_event_parked"))
                .containsExactly("t|t");
        awaitParked(0);
    }

    @Test
    void refusesAMendedBodyThatWouldBeParkedAgain() throws Exception {
        park(7, "not JSON at byte 0", "not JSON");
        var file = Files.writeString(folder.resolve("mended"), "{\"event\": {\"Description\": \"" + CANARY + "\"}}");

        assertThat(parked("replay", "T-0-7", "--body", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("no ClaimId").doesNotContain(CANARY);
        awaitParked(1);
        assertThat(channel.messageCount(UPDATED)).isZero();
    }

    @Test
    void refusesAMendedBodyWithoutAnEvent() throws Exception {
        park(7, "no ClaimId", "{}");
        var file = Files.writeString(folder.resolve("mended"), "{\"event\": null}");

        assertThat(parked("replay", "T-0-7", "--body", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("has no event");
        awaitParked(1);
        assertThat(channel.messageCount(UPDATED)).isZero();
    }

    @Test
    void givesAMendedBodyToOneMessageOnly() throws Exception {
        park(7, "no ClaimId", "{}");
        // The topic was made again: the same message id, another record.
        send(
                "persister.parked",
                Map.of(
                        "reason",
                        "no ClaimId",
                        "queue",
                        UPDATED,
                        "kafka.topic",
                        "T",
                        "kafka.partition",
                        0,
                        "kafka.offset",
                        7L,
                        "kafka.timestamp",
                        99L),
                7,
                "{}");
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        assertThat(parked("replay", "T-0-7", "--body", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("the id of 2 parked messages");
        awaitParked(2);
        assertThat(channel.messageCount(UPDATED)).isZero();
    }

    @Test
    void hasWhatStillCannotBeStoredWaitAgain() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, "not JSON");
        awaitParked(1);

        assertThat(parked("replay", "--all")).isZero();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(postgres.query("SELECT source_offset FROM bie.bie_event_parked"
                                + " WHERE replayed_at IS NULL AND discarded_at IS NULL"))
                        .containsExactly("7"));
        awaitParked(1);
        parked("list");
        assertThat(lines()).singleElement().asString().contains("T-0-7", "  waiting  ");
    }

    @Test
    void keepsTheMessageWhenItIsKilledBetweenPublishAndAcknowledgement() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, "not JSON");
        awaitParked(1);
        stopPersister();
        var file = Files.writeString(folder.resolve("mended"), MENDED);

        try (var lock = postgres.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT 1 FROM bie.bie_event_parked FOR UPDATE");
            var command = start(List.of(), "replay", "T-0-7", "--body", file.toString());
            await().atMost(SOON).until(() -> channel.messageCount(UPDATED) == 1);
            command.destroyForcibly();
            assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
            lock.rollback();
        }

        awaitParked(1);
        startPersister();
        await().atMost(SOON)
                .until(() -> postgres.query("SELECT 1 FROM bie.bie_event").size() == 1);
        assertThat(parked("replay", "T-0-7", "--body", file.toString())).isZero();
        awaitParked(0);
        await().atMost(SOON).until(() -> channel.messageCount(UPDATED) == 0);
        stopPersister();
        assertThat(channel.messageCount(UPDATED)).isZero();
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event")).containsExactly("7");
        assertThat(postgres.query("SELECT 1 FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .hasSize(1);
    }

    @Test
    void handlesTheCopiesOfOneMessageTogether() throws Exception {
        park(7, "no ClaimId", "{}");
        park(8, "no ClaimId", "{}");
        park(7, "no ClaimId", "{}");
        parked("list");
        assertThat(lines()).hasSize(2);

        assertThat(parked("replay", "T-0-7")).isZero();

        await().atMost(SOON).until(() -> channel.messageCount(UPDATED) == 1);
        awaitParked(1);
        parked("list");
        assertThat(lines()).singleElement().asString().contains("T-0-8");
    }

    @Test
    void sendsAReplayedMessageAsTheSinkDidWithoutWhatParkingAdded() throws Exception {
        park(7, "no ClaimId", "{}");

        parked("replay", "T-0-7");

        var replayed = channel.basicGet(UPDATED, true);
        assertThat(replayed.getEnvelope().getExchange()).isEmpty();
        assertThat(replayed.getProps().getMessageId()).isEqualTo("T-0-7");
        assertThat(replayed.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(replayed.getProps().getHeaders().keySet())
                .contains("kafka.topic", "kafka.partition", "kafka.offset", "kafka.timestamp", "notifiedAt")
                .doesNotContain("reason", "queue", "parkedAt");
    }

    @Test
    void listsAndReplaysWhatTheBrokerItselfPutThere() throws Exception {
        channel.queueDelete(UPDATED);
        channel.queueDeclare(
                UPDATED, true, false, false, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", PARKED));
        var headers = headers(9);
        headers.put("reason", CANARY);
        headers.put("kafka.key", CANARY);
        send(UPDATED, headers, 9, "{}");
        channel.basicReject(channel.basicGet(UPDATED, false).getEnvelope().getDeliveryTag(), false);
        awaitParked(1);

        parked("list");
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("contention-updated  T-0-9  20", "waiting  dead-lettered by the broker: rejected");
        parked("show", "T-0-9");
        assertThat(out + err.toString()).doesNotContain(CANARY);

        assertThat(parked("replay", "T-0-9")).isZero();
        assertThat(channel.basicGet(UPDATED, true).getProps().getHeaders())
                .doesNotContainKeys("x-death", "reason", "kafka.key");
        awaitParked(0);
        assertThat(postgres.query(
                        "SELECT source_offset, reason FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .containsExactly("9|dead-lettered by the broker: rejected");
    }

    @Test
    void discardsAfterAskingAndNotesIt() throws Exception {
        startPersister();
        publish(EventType.UPDATED, 7, "not JSON");
        publish(EventType.UPDATED, 8, "{\"event\": {}}");
        awaitParked(2);

        assertThat(run(List.of("no"), "discard", "T-0-7").code).isEqualTo(2);
        awaitParked(2);
        var discarded = run(List.of("yes"), "discard", "T-0-7");

        assertThat(discarded.code).isZero();
        assertThat(discarded.err).contains("Discard 1 message for good?");
        awaitParked(1);
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event_parked WHERE discarded_at IS NOT NULL"))
                .containsExactly("7");
        parked("list");
        assertThat(lines()).singleElement().asString().contains("T-0-8");
        parked("list", "--all");
        assertThat(lines()).hasSize(2).anySatisfy(line -> assertThat(line).contains("T-0-7", "  discarded  "));
    }

    @Test
    void discardsAllOfAReason() throws Exception {
        park(1, "no ClaimId", "{}");
        park(2, "not JSON at byte 0", "{}");
        park(3, "no ClaimId", "{}");

        assertThat(parked("discard", "--all", "--reason", "no ClaimId", "--yes"))
                .isZero();

        awaitParked(1);
        assertThat(postgres.query("SELECT source_offset FROM bie.bie_event_parked"
                        + " WHERE discarded_at IS NOT NULL ORDER BY 1"))
                .containsExactly("1", "3");
    }

    @Test
    void takesTenThousandLargeOnesOutWithASmallHeap() throws Exception {
        var body = "x".repeat(10_000);
        for (var offset = 0; offset < 10_000; offset++) {
            send(PARKED, parkedHeaders(offset, "no ClaimId"), offset, body);
        }
        channel.waitForConfirmsOrDie(60_000);

        var listed = run(List.of("-Xmx48m"), List.of(), "list");
        assertThat(listed.out.lines()).hasSize(10_000);
        var replayed = run(List.of("-Xmx48m"), List.of(), "replay", "--all");

        assertThat(replayed.code).as(replayed.err).isZero();
        assertThat(replayed.out.lines()).hasSize(10_000);
        awaitParked(0);
        assertThat(channel.messageCount(UPDATED)).isEqualTo(10_000);
        assertThat(postgres.query("SELECT count(*) FROM bie.bie_event_parked WHERE replayed_at IS NOT NULL"))
                .containsExactly("10000");
    }

    @Test
    void endsWithACodeOfItsOwnWhereNothingHasTheId() throws Exception {
        assertThat(parked("show", "T-0-1")).isEqualTo(7);
        assertThat(parked("replay", "T-0-1")).isEqualTo(7);
        assertThat(parked("discard", "T-0-1", "--yes")).isEqualTo(7);
        assertThat(err.toString()).contains("no parked message has the id T-0-1");
    }

    @Test
    void refusesAQueueThatIsNotThePersistersAndKeepsItsMessage() throws Exception {
        var headers = parkedHeaders(7, "no ClaimId");
        headers.put("queue", "somebody.elses");
        send(PARKED, headers, 7, "{}");

        assertThat(parked("replay", "--all")).isEqualTo(7);

        assertThat(err.toString()).contains("\"somebody.elses\", is none of the persister's");
        awaitParked(1);
    }

    @Test
    void keepsTheMessageWhoseQueueIsGone() throws Exception {
        park(7, "no ClaimId", "{}");
        channel.queueDelete(UPDATED);

        assertThat(parked("replay", "T-0-7")).isEqualTo(3);

        assertThat(err.toString()).contains("queue \"" + UPDATED + "\" does not exist");
        awaitParked(1);
    }

    @Test
    void wantsToKnowWhichOnes() {
        assertThat(parked()).isEqualTo(2);
        assertThat(parked("replay")).isEqualTo(2);
        assertThat(parked("discard", "--yes")).isEqualTo(2);
        assertThat(parked("replay", "--all", "id")).isEqualTo(2);
        assertThat(parked("replay", "--all", "--body", "file")).isEqualTo(2);
    }

    private void startPersister() {
        var readiness = new Readiness();
        var receiver = new Receiver(
                new Broker(rabbit.config()),
                database,
                new SchemaGate(new Schema(database), true),
                new BatchConfig(100, Duration.ofMillis(20)),
                readiness,
                new Metrics(new SimpleMeterRegistry(), Clock.systemUTC()),
                Clock.systemUTC());
        receivers.add(receiver);
        new Thread(receiver, "receiver").start();
        await().atMost(SOON).until(() -> readiness.reasons().isEmpty());
    }

    private void stopPersister() throws Exception {
        for (var receiver : receivers) {
            receiver.stop();
            assertThat(receiver.awaitEnd(Duration.ofSeconds(10))).isTrue();
        }
        receivers.clear();
    }

    private void awaitParked(int count) {
        await().atMost(SOON).until(() -> channel.messageCount(PARKED) == count);
    }

    private void publish(EventType type, long offset, String body) throws Exception {
        channel.basicPublish(
                type.exchange(), "T", true, properties(headers(offset), offset), body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    private void park(long offset, String reason, String body) throws Exception {
        send(PARKED, parkedHeaders(offset, reason), offset, body);
        channel.waitForConfirmsOrDie(10_000);
    }

    private void send(String queue, Map<String, Object> headers, long offset, String body) throws IOException {
        channel.basicPublish("", queue, true, properties(headers, offset), body.getBytes(StandardCharsets.UTF_8));
    }

    private static BasicProperties properties(Map<String, Object> headers, long offset) {
        return new BasicProperties.Builder()
                .deliveryMode(2)
                .messageId("T-0-" + offset)
                .headers(headers)
                .build();
    }

    private static Map<String, Object> parkedHeaders(long offset, String reason) {
        var headers = headers(offset);
        headers.put("reason", reason);
        headers.put("queue", UPDATED);
        headers.put("parkedAt", 1_718_220_600_000L + offset);
        return headers;
    }

    private static Map<String, Object> headers(long offset) {
        return new HashMap<>(Map.of(
                "kafka.topic",
                "T",
                "kafka.partition",
                0,
                "kafka.offset",
                offset,
                "kafka.timestamp",
                1_718_220_540_123L,
                "notifiedAt",
                1_718_220_541_999L));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    /** Its id in the list that was printed last. */
    private String idOf(String coordinates) {
        return lines().stream()
                .filter(line -> line.contains("  " + coordinates + "  "))
                .findFirst()
                .map(line -> line.split(" ")[0])
                .orElseThrow();
    }

    private int parked(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Persister.commandLine(environment())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command(arguments).toArray(String[]::new));
    }

    private Ended run(List<String> typed, String... arguments) throws Exception {
        return run(List.of(), typed, arguments);
    }

    private Ended run(List<String> options, List<String> typed, String... arguments) throws Exception {
        var process = start(options, arguments);
        try (var input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            typed.forEach(input::println);
        }
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), printed, Files.readString(folder.resolve("err")));
    }

    private int runIntoAFullDisk(String... arguments) throws Exception {
        var process = builder(List.of(), arguments)
                .redirectOutput(new File("/dev/full"))
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start(List<String> options, String... arguments) throws IOException {
        return builder(options, arguments).start();
    }

    private ProcessBuilder builder(List<String> options, String... arguments) {
        var line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(options);
        line.addAll(List.of("-jar", JAR.toString()));
        line.addAll(command(arguments));
        var builder =
                new ProcessBuilder(line).redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment());
        return builder;
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of("parked"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Map<String, String> environment() {
        var broker = rabbit.config();
        var config = postgres.config("bie");
        return Map.of(
                "RABBITMQ_ADDRESSES", broker.addresses().get(0).toString(),
                "RABBITMQ_USERNAME", broker.username(),
                "RABBITMQ_PASSWORD", broker.password(),
                "POSTGRES_URL", config.url(),
                "POSTGRES_USER", config.user(),
                "POSTGRES_PASSWORD", config.password(),
                "POSTGRES_SCHEMA", config.schema());
    }

    private record Ended(int code, String out, String err) {}
}
