package gov.va.vro.bie.benchmarks.micro;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.sun.management.ThreadMXBean;
import gov.va.vro.bie.benchmarks.IdleContext;
import gov.va.vro.bie.connect.rabbitmq.RabbitMqSinkTask;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.message.BadRecordException;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import gov.va.vro.bie.connect.rabbitmq.message.MessageRenderer;
import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a whole sink task allocates, thread by thread, while it takes batches of 500 records as a worker hands them over,
 * and what the client library allocates alone for the same messages. The task is the shipped one in every part; only the
 * broker is a stand-in. The JVM counts the bytes of each thread, so neither the stand-in nor the making of the records
 * is in the figures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
public class PutBenchmark {

    private static final int BATCH = 500;
    private static final String EXCHANGE = "bie-events";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What was counted in an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counts {

        public long records;
        public long bodyBytes;
        public long putBytes;
        public long publisherBytes;
        public long readerBytes;
    }

    @Param({"21", "1KB", "300B", "60"})
    public String event;

    private final NotifiedAt.Value<SinkRecord> transform = new NotifiedAt.Value<>();
    private Event sent;
    private StandInBroker broker;
    private RabbitMqSinkTask task;
    private Connection connection;
    private Channel channel;
    private Message message;
    private Allocation publisher;
    private Allocation reader;
    private long offset;

    @Setup(Level.Trial)
    public void start() throws IOException, TimeoutException, BadRecordException, InterruptedException {
        sent = switch (event) {
            case "1KB" -> Event.of1KiB();
            case "300B" -> Event.of300Bytes();
            case "60" -> Event.of60Fields();
            default -> Event.of21Fields();
        };
        transform.configure(Map.of());
        broker = new StandInBroker();
        message = new MessageRenderer(RabbitMqSinkConfig.of(settings())).render(next());
    }

    private Map<String, String> settings() {
        return Map.of(
                "name",
                "rabbitmq-sink",
                "topics",
                sent.topic(),
                "rabbitmq.addresses",
                "127.0.0.1:" + broker.port(),
                "rabbitmq.username",
                "benchmark",
                "rabbitmq.password",
                "benchmark",
                "rabbitmq.exchange.map",
                sent.topic() + "=" + EXCHANGE);
    }

    private void startTheTask() throws InterruptedException {
        var partition = new TopicPartition(sent.topic(), 0);
        task = new RabbitMqSinkTask();
        task.initialize(new IdleContext());
        task.start(settings());
        task.open(List.of(partition));
        task.preCommit(Map.of(partition, new OffsetAndMetadata(offset)));
        task.put(batch());
        publisher = Allocation.of("rabbitmq-sink-0-publisher");
        reader = Allocation.of("AMQP Connection 127.0.0.1:" + broker.port());
    }

    private void connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        factory.setAutomaticRecoveryEnabled(false);
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        if (task != null) {
            task.stop();
        }
        if (connection != null) {
            connection.abort(1_000);
        }
        broker.close();
    }

    @Benchmark
    public void put(Counts counts) throws InterruptedException {
        if (task == null) {
            startTheTask();
        }
        var batch = batch();
        var before = THREADS.getCurrentThreadAllocatedBytes();
        task.put(batch);
        counts.putBytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        counts.publisherBytes += publisher.sinceLastAsked();
        counts.readerBytes += reader.sinceLastAsked();
        count(counts);
    }

    /** The library alone: no records, nothing remembered but what the library itself remembers of a publish. */
    @Benchmark
    public void basicPublish(Counts counts) throws IOException, TimeoutException {
        if (channel == null) {
            connect();
        }
        var before = THREADS.getCurrentThreadAllocatedBytes();
        for (var count = 0; count < BATCH; count++) {
            channel.basicPublish(message.exchange(), message.routingKey(), true, message.properties(), message.body());
        }
        counts.publisherBytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        count(counts);
    }

    private void count(Counts counts) {
        counts.records += BATCH;
        counts.bodyBytes += (long) BATCH * message.body().length;
    }

    private List<SinkRecord> batch() {
        var batch = new ArrayList<SinkRecord>(BATCH);
        while (batch.size() < BATCH) {
            batch.add(next());
        }
        return batch;
    }

    private SinkRecord next() {
        return transform.apply(sent.structRecord(offset++));
    }

    /** The bytes that one other thread has allocated. */
    private static final class Allocation {

        private final long thread;
        private long before;

        private Allocation(long thread) {
            this.thread = thread;
            this.before = THREADS.getThreadAllocatedBytes(thread);
        }

        static Allocation of(String threadName) throws InterruptedException {
            while (true) {
                for (var thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals(threadName)) {
                        return new Allocation(thread.getId());
                    }
                }
                Thread.sleep(10);
            }
        }

        long sinceLastAsked() {
            var now = THREADS.getThreadAllocatedBytes(thread);
            var since = now - before;
            before = now;
            return since;
        }
    }
}
