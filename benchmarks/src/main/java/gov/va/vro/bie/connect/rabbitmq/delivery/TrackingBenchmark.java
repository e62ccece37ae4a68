package gov.va.vro.bie.connect.rabbitmq.delivery;

import com.rabbitmq.client.AMQP.BasicProperties;
import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A publish and its confirm with 10,000 in flight, on one thread: what remembers which sequence number is which record.
 *
 * <p>Three are compared. {@link InFlight} is that memory and nothing else, as the skip list is in RabbitMQ's tutorial
 * and in PerfTest. {@link Deliveries} is everything between Kafka and the broker: the lock, the queues of the partition,
 * the window, the pace, the clocks, the counts and the latencies, for a record that is added, published and confirmed. It
 * stands in the package that it measures, because nobody else needs its parts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrackingBenchmark {

    private static final int WINDOW = 10_000;
    private static final int ACKED_TOGETHER = 100;
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    private final Message message = new Message("exchange", "key", new BasicProperties(), new byte[300]);
    private final ConcurrentSkipListMap<Long, Message> skipList = new ConcurrentSkipListMap<>();
    private final InFlight inFlight = new InFlight();
    private final Deliveries deliveries = deliveries();
    private final long link = deliveries.linkUp();
    private final Consumer<Delivery> onSettled = confirmed -> settled = confirmed;
    private Delivery delivery;
    private Delivery settled;
    private long published;

    private static Deliveries deliveries() {
        var settings = new CoreSettings(
                2 * WINDOW,
                1L << 30,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                UnroutablePolicy.WAIT,
                Optional.empty(),
                GapPolicy.WARN,
                OptionalInt.empty());
        return new Deliveries(settings, System::nanoTime, silentListener());
    }

    private static DeliveryListener silentListener() {
        return (DeliveryListener) Proxy.newProxyInstance(
                DeliveryListener.class.getClassLoader(),
                new Class<?>[] {DeliveryListener.class},
                (proxy, method, arguments) -> null);
    }

    @Setup
    public void fillTheWindow() {
        delivery = Delivery.of(
                new PartitionProgress(PARTITION, new Window(WINDOW, 1L << 30), 0), 0, 0, message, new Traffic(0), null);
        deliveries.open(List.of(PARTITION));
        deliveries.committable(Map.of(PARTITION, 1L));
        while (published < WINDOW) {
            published++;
            inFlight.add(delivery);
            skipList.put(published, message);
            passOn(published);
        }
    }

    private void passOn(long offset) {
        deliveries.add(PARTITION, offset, message, null);
        if (!(deliveries.next() instanceof Dispatch.Publish)) {
            throw new IllegalStateException("The core does not publish at once");
        }
    }

    @Benchmark
    public Object singleInFlight() {
        published++;
        inFlight.add(delivery);
        inFlight.settle(published - WINDOW, false, onSettled);
        return settled;
    }

    @Benchmark
    public Object singleSkipList() {
        published++;
        skipList.put(published, message);
        return skipList.remove(published - WINDOW);
    }

    @Benchmark
    public void singleDeliveries() {
        published++;
        passOn(published);
        deliveries.confirmed(link, published - WINDOW, false);
    }

    @Benchmark
    @OperationsPerInvocation(ACKED_TOGETHER)
    public Object multipleInFlight() {
        for (var count = 0; count < ACKED_TOGETHER; count++) {
            published++;
            inFlight.add(delivery);
        }
        inFlight.settle(published - WINDOW, true, onSettled);
        return settled;
    }

    @Benchmark
    @OperationsPerInvocation(ACKED_TOGETHER)
    public Object multipleSkipList() {
        for (var count = 0; count < ACKED_TOGETHER; count++) {
            published++;
            skipList.put(published, message);
        }
        skipList.headMap(published - WINDOW, true).clear();
        return skipList;
    }

    @Benchmark
    @OperationsPerInvocation(ACKED_TOGETHER)
    public void multipleDeliveries() {
        for (var count = 0; count < ACKED_TOGETHER; count++) {
            published++;
            passOn(published);
        }
        deliveries.confirmed(link, published - WINDOW, true);
    }
}
