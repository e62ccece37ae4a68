package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the task owes Connect while there is no broker, or one that accepts connections and never says a word: it comes
 * back from every call in time, keeps what it has, and commits nothing of it.
 */
class RabbitMqSinkTaskTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    /** The bounds that the task promises, with what a busy machine may add. */
    private static final Duration PUT = Duration.ofMillis(2_500);

    private static final Duration STOP = Duration.ofMillis(1_500);

    private final RabbitMqSinkTask task = new RabbitMqSinkTask();
    private ServerSocket silentBroker;
    private RecordingContext context = new RecordingContext(null);

    @BeforeEach
    void listen() throws IOException {
        silentBroker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        task.stop();
        silentBroker.close();
    }

    @Test
    void keepsWhatItHasAndCommitsNothingOfIt() {
        start();
        task.put(List.of(aRecord(7), aRecord(8)));

        assertThat(commit(9)).isEqualTo(7);
    }

    @Test
    void commitsWhatTheWorkerOffersForAPartitionWithNothingOutstanding() {
        start();

        assertThat(commit(42)).isEqualTo(42);
    }

    @Test
    void comesBackFromPutAndPausesWhenTheWindowIsFull() {
        start("rabbitmq.window.records", "10");
        var began = System.nanoTime();
        task.put(records(0, 50));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PUT);
        assertThat(context.paused).containsExactly(PARTITION);
    }

    @Test
    void asksToBeCalledAgainSoonAndForACommitEachInterval() {
        start("rabbitmq.commit.interval.ms", "100");
        task.put(List.of(aRecord(0)));

        assertThat(context.timeout).isBetween(1L, 1000L);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            task.put(List.of());
            return context.commitsRequested > 0;
        });
    }

    @Test
    void stopsInTimeThoughTheBrokerIsSilent() throws IOException {
        start();
        task.put(List.of(aRecord(0)));
        silentBroker.accept().close();
        try (var hanging = silentBroker.accept()) {
            var began = System.nanoTime();
            task.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOP);
            assertThat(hanging.isBound()).isTrue();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("sink-under-test-0-publisher")));
    }

    @Test
    void resumesAPartitionThatComesBackPaused() {
        start("rabbitmq.window.records", "10");
        task.put(records(0, 50));
        task.close(List.of(PARTITION));
        task.open(List.of(PARTITION));
        commit(0);
        task.put(List.of());

        assertThat(context.paused).isEmpty();
    }

    @Test
    void pausesWhatIsAssignedUntilACommitOffersItsPosition() {
        start();
        assertThat(context.paused).containsExactly(PARTITION);
        assertThat(context.commitsRequested).isEqualTo(1);
        task.put(List.of());
        assertThat(context.paused).containsExactly(PARTITION);
        assertThat(context.commitsRequested).isEqualTo(2);

        assertThat(commit(7)).isEqualTo(7);
        task.put(List.of());
        assertThat(context.paused).isEmpty();
        assertThat(context.commitsRequested).isEqualTo(2);
    }

    @Test
    void takesRecordsOfAPartitionThatConnectForgotToOpenFromTheFirstOneOn() {
        start();
        var forgotten = new TopicPartition("events", 1);
        context.neverOpened.add(forgotten);
        task.put(List.of(aRecord(forgotten, 20), aRecord(forgotten, 21)));
        assertThat(context.rewound).containsExactly(Map.entry(forgotten, 20L));
        assertThat(task.preCommit(Map.of(forgotten, new OffsetAndMetadata(22)))).isEmpty();

        context.rewound.clear();
        task.put(List.of(aRecord(forgotten, 20), aRecord(forgotten, 21)));
        assertThat(context.rewound).isEmpty();
        assertThat(task.preCommit(Map.of(forgotten, new OffsetAndMetadata(22))))
                .containsExactly(Map.entry(forgotten, new OffsetAndMetadata(20)));
    }

    @Test
    void tellsPartitionsApartWhoseRecordsComeByTurns() {
        start();
        var second = new TopicPartition("events", 1);
        var other = new TopicPartition("more-events", 1);
        task.open(List.of(second, other));
        task.put(List.of(aRecord(7), aRecord(second, 20), aRecord(other, 30), aRecord(8), aRecord(second, 21)));

        assertThat(task.preCommit(Map.of(
                        PARTITION, new OffsetAndMetadata(9),
                        second, new OffsetAndMetadata(22),
                        other, new OffsetAndMetadata(31))))
                .isEqualTo(Map.of(
                        PARTITION, new OffsetAndMetadata(7),
                        second, new OffsetAndMetadata(20),
                        other, new OffsetAndMetadata(30)));
    }

    @Test
    void failsAtAGapWhereItMustNotBePassed() {
        start("rabbitmq.gap.policy", "fail");
        commit(7);
        task.put(List.of(aRecord(12)));

        assertThat(commit(13)).isEqualTo(7);
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> task.put(List.of()))
                .withMessageContainingAll(
                        "5 records of topic=events partition=0", "offset 7 was expected and 12 came", "to 12");
    }

    @Test
    void failsAtABadRecordWhereNobodyTakesIt() {
        start("rabbitmq.max.message.bytes", "10");
        task.put(List.of(aRecord(5), aBadRecord(6), aRecord(7)));
        assertThat(commit(8)).isEqualTo(5);

        task.close(List.of(PARTITION));
        task.open(List.of(PARTITION));
        task.put(List.of(aBadRecord(6)));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> task.put(List.of()))
                .withMessageContainingAll("topic=events partition=0 offset=6", "alter its offset");
    }

    @Test
    void commitsABadRecordOnlyWhenItsReportIsWritten() {
        var written = new CompletableFuture<Void>();
        var reported = new ArrayList<SinkRecord>();
        context = new RecordingContext(reporter(reported, written));
        start("rabbitmq.max.message.bytes", "10");
        task.put(List.of(aBadRecord(6)));

        assertThat(reported).extracting(SinkRecord::kafkaOffset).containsExactly(6L);
        assertThat(commit(7)).isEqualTo(6);
        written.complete(null);
        assertThat(commit(7)).isEqualTo(7);
    }

    @Test
    void keepsABadRecordWhoseReportCannotBeWritten() {
        context = new RecordingContext(
                reporter(new ArrayList<>(), CompletableFuture.failedFuture(new ConnectException("no such topic"))));
        start("rabbitmq.max.message.bytes", "10");
        task.put(List.of(aBadRecord(6)));

        assertThat(commit(7)).isEqualTo(6);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> task.put(List.of()));
    }

    @Test
    void refusesAConfigurationThatThisWorkerCannotResolve() {
        var settings = new HashMap<>(Settings.valid());
        settings.put("rabbitmq.password", "${file:/run/secrets:rabbitmq}");
        task.initialize(context);

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> task.start(settings))
                .withMessageContainingAll("rabbitmq.password", "unresolved");
    }

    private static ErrantRecordReporter reporter(List<SinkRecord> reported, CompletableFuture<Void> written) {
        return (sinkRecord, error) -> {
            reported.add(sinkRecord);
            return written;
        };
    }

    private void start(String... changes) {
        var settings = new HashMap<>(Settings.with(changes));
        settings.put("name", "sink-under-test");
        settings.put("rabbitmq.addresses", "127.0.0.1:" + silentBroker.getLocalPort());
        settings.put("rabbitmq.exchange.map", ".*events=exchange");
        task.initialize(context);
        task.start(settings);
        task.open(List.of(PARTITION));
    }

    private long commit(long offered) {
        return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(offered)))
                .get(PARTITION)
                .offset();
    }

    private static List<SinkRecord> records(long from, long count) {
        var records = new ArrayList<SinkRecord>();
        for (var offset = from; offset < from + count; offset++) {
            records.add(aRecord(offset));
        }
        return records;
    }

    private static SinkRecord aRecord(long offset) {
        return aRecord(PARTITION, offset);
    }

    private static SinkRecord aRecord(TopicPartition partition, long offset) {
        return new SinkRecord(
                partition.topic(), partition.partition(), null, null, Schema.STRING_SCHEMA, "short", offset);
    }

    private static SinkRecord aBadRecord(long offset) {
        return new SinkRecord(
                PARTITION.topic(), PARTITION.partition(), null, null, Schema.STRING_SCHEMA, "longer than ten", offset);
    }
}
