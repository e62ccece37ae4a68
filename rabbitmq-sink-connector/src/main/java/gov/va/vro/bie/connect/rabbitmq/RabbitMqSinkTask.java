package gov.va.vro.bie.connect.rabbitmq;

import gov.va.vro.bie.connect.rabbitmq.broker.Publisher;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.delivery.CoreSettings;
import gov.va.vro.bie.connect.rabbitmq.delivery.Deliveries;
import gov.va.vro.bie.connect.rabbitmq.message.BadRecordException;
import gov.va.vro.bie.connect.rabbitmq.message.MessageRenderer;
import gov.va.vro.bie.connect.rabbitmq.metrics.Metrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connect's callbacks, handed to the core: records in, offsets out. It never moves the consumer's position, but for a
 * partition of which nothing was taken yet ({@link Assignment}), and never throws a RetriableException; what is not
 * confirmed is held in {@link Deliveries} and sent again from there, while the task stays RUNNING. The only exception it
 * throws is a ConnectException for what a person has to mend.
 *
 * <p>No call waits for the broker beyond its bound: {@code start} not at all, {@code put} a second, {@code preCommit}
 * the drain timeout, {@code stop} half a second.
 */
public final class RabbitMqSinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqSinkTask.class);
    private static final Duration ROOM_WAIT = Duration.ofSeconds(1);
    /** Connect calls {@code put} at least so often: in milliseconds, while something is under way, and while nothing is. */
    private static final long BUSY_TICK = 50;

    private static final long IDLE_TICK = 1000;
    /** A partition may be assigned at any moment, and waits for the end of the tick before its records come. */
    private static final long STARTING_TICK = 200;

    private static final long AT_ONCE = 1;

    /** Where the connector writes a task's number into its configuration. */
    static final String NUMBER = "task.number";

    private RabbitMqSinkConfig config;
    private String name;
    private Deliveries deliveries;
    private Assignment assignment;
    private MessageRenderer renderer;
    private Publisher publisher;
    private BadRecords badRecords;
    private Metrics metrics;
    private Set<TopicPartition> paused = new HashSet<>();
    private long commitRequestedAt;

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public void start(Map<String, String> settings) {
        try {
            config = RabbitMqSinkConfig.of(settings);
        } catch (ConfigException wrong) {
            throw new ConnectException("The task cannot start: " + wrong.getMessage(), wrong);
        }
        var number = settings.getOrDefault(NUMBER, "0");
        name = config.connectorName() + "-" + number;
        deliveries = new Deliveries(CoreSettings.of(config), System::nanoTime, new DeliveryLog(name));
        assignment = new Assignment(name, deliveries, context);
        renderer = new MessageRenderer(config);
        badRecords = new BadRecords(deliveries, reporter());
        publisher = new Publisher(config, deliveries, name);
        publisher.start();
        metrics = Metrics.of(
                config.connectorName(),
                number,
                config.destination().exchangeMap().exchanges(),
                deliveries,
                renderer::headersNotForwarded);
        commitRequestedAt = System.nanoTime();
        context.timeout(STARTING_TICK);
    }

    private ErrantRecordReporter reporter() {
        try {
            return context.errantRecordReporter();
        } catch (NoSuchMethodError | NoClassDefFoundError olderWorker) {
            return null;
        }
    }

    /**
     * Pauses what is assigned until a commit has offered its position: only against that can the offset of the first
     * record show that Kafka no longer had some before it.
     */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        assignment.open(partitions);
        paused.addAll(partitions);
        context.pause(partitions.toArray(TopicPartition[]::new));
        context.requestCommit();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        assignment.close(partitions);
        partitions.forEach(paused::remove);
    }

    @Override
    public void put(Collection<SinkRecord> sinkRecords) {
        var deadline = System.nanoTime() + ROOM_WAIT.toNanos();
        deliveries.startAgain();
        failIfAPersonMustAct();
        assignment.newDelivery();
        for (var sinkRecord : sinkRecords) {
            add(sinkRecord);
        }
        deliveries.addedAll();
        badRecords.report();
        badRecords.settle();
        awaitRoom(deadline);
        pauseAndResume();
        publisher.watch();
        requestCommitWhenDue();
        context.timeout(tick());
    }

    private long tick() {
        if (deliveries.outstanding() || badRecords.anyPending() || !paused.isEmpty()) {
            return BUSY_TICK;
        }
        return assignment.isEmpty() ? STARTING_TICK : IDLE_TICK;
    }

    private void failIfAPersonMustAct() {
        publisher.failure().or(deliveries::review).ifPresent(reason -> {
            throw new ConnectException("Connector \"" + config.connectorName() + "\": " + reason);
        });
    }

    private void add(SinkRecord sinkRecord) {
        var partition = assignment.partitionOf(sinkRecord);
        var offset = sinkRecord.originalKafkaOffset();
        if (!assignment.admits(partition, offset)) {
            return;
        }
        var origin = badRecords.mayReport() ? sinkRecord : null;
        try {
            deliveries.add(partition, offset, renderer.render(sinkRecord), origin);
        } catch (BadRecordException bad) {
            deliveries.addBad(partition, offset, bad.what(), origin);
            badRecords.report();
        }
    }

    private void awaitRoom(long deadline) {
        try {
            deliveries.awaitRoom(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pauseAndResume() {
        var wanted = deliveries.paused();
        if (wanted.equals(paused)) {
            return;
        }
        context.pause(difference(wanted, paused));
        context.resume(difference(paused, wanted));
        paused = wanted;
    }

    private static TopicPartition[] difference(Set<TopicPartition> of, Set<TopicPartition> without) {
        return of.stream().filter(partition -> !without.contains(partition)).toArray(TopicPartition[]::new);
    }

    /** Whether or not there is something new to commit: the task does not learn when an asynchronous commit failed. */
    private void requestCommitWhenDue() {
        var now = System.nanoTime();
        if (deliveries.opening()) {
            context.requestCommit();
        } else if (now - commitRequestedAt >= config.delivery().commitInterval().toNanos()) {
            commitRequestedAt = now;
            context.requestCommit();
        }
    }

    /**
     * Answers from the books. Connect does not say whether the partitions will be closed next, so every commit settles
     * what is in flight of them first: a record confirmed after the answer would be sent again by the next owner.
     */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        deliveries.stopStarting(current.keySet());
        try {
            deliveries.awaitDrained(current.keySet());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        badRecords.settle();
        var answer = answer(current);
        deliveries.startAgainSoon();
        context.timeout(AT_ONCE);
        return answer;
    }

    private Map<TopicPartition, OffsetAndMetadata> answer(Map<TopicPartition, OffsetAndMetadata> current) {
        var offered = new HashMap<TopicPartition, Long>();
        current.forEach((partition, offset) -> offered.put(partition, offset.offset()));
        var answer = new HashMap<TopicPartition, OffsetAndMetadata>();
        deliveries.committable(offered).forEach((partition, offset) -> {
            var worker = current.get(partition);
            answer.put(partition, worker.offset() == offset ? worker : new OffsetAndMetadata(offset));
        });
        return answer;
    }

    @Override
    public void stop() {
        if (metrics != null) {
            metrics.close();
        }
        if (publisher != null) {
            publisher.close();
            LOG.info("task={} stopped", name);
        }
    }
}
