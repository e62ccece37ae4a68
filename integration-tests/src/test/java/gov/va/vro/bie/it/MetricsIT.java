package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.it.faces.Subscription;
import gov.va.vro.bie.it.faces.WorkerMBeans;
import gov.va.vro.bie.it.faces.WorkerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the sink says of itself over JMX is what independent subscribers have seen, under load, with an exchange that
 * nobody is bound to, one of whose queues refuses, and a connection that is cut.
 */
@ExtendWith(LocalStack.class)
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String NAME = "it-metrics";
    private static final String FLOWING = NAME + "-flowing";
    private static final String UNBOUND = NAME + "-unbound";
    private static final String REFUSING = NAME + "-refusing";
    private static final List<String> EXCHANGES = List.of(FLOWING, UNBOUND, REFUSING);
    private static final int PARTITIONS = 2;
    private static final int PER_SECOND = 300;

    /** What the refusing queue takes before it refuses. */
    private static final int ROOM = 100;

    private final Pipeline pipeline;
    private final RabbitMq broker;
    private WorkerMBeans mbeans;
    private Traffic traffic;

    MetricsIT(Pipeline pipeline) throws Exception {
        this.pipeline = pipeline;
        this.broker = pipeline.rabbitMq();
    }

    @BeforeEach
    void deployUnderLoad() throws Exception {
        pipeline.kafka().createTopics(PARTITIONS, EXCHANGES.toArray(String[]::new));
        mbeans = WorkerProcess.of(pipeline.directory(), 1).mbeans();
        traffic = Traffic.start(pipeline.endpoints().kafka(), EXCHANGES, PARTITIONS, PER_SECOND);
    }

    @AfterEach
    void end() throws Exception {
        traffic.close();
        mbeans.close();
    }

    @Test
    void agreeWithWhatSubscribersReceived() throws Exception {
        try (var flowing = broker.subscribe(FLOWING, FLOWING);
                var refusing = broker.subscribe(REFUSING, refusingBeyond(ROOM), REFUSING);
                var beside = broker.subscribe(REFUSING + "-beside", REFUSING)) {
            pipeline.connect().deploy(NAME, config());
            awaitTrouble();
            new RabbitMqNode(pipeline.directory()).ctl("close_all_connections", "a test cuts them");
            await("each task connected again").atMost(PATIENCE).until(() -> ofTasks("reconnects-total") >= 2);
            assertThat(ofTasks("link-down-seconds-total")).isPositive();

            try (var late = broker.subscribe(UNBOUND, UNBOUND)) {
                var written = traffic.stop();
                refusing.takeAllOf(of(REFUSING, written));
                beside.takeAllOf(of(REFUSING, written));
                late.takeAllOf(of(UNBOUND, written));
                flowing.takeAllOf(of(FLOWING, written));
                awaitRest();

                assertConfirmed(FLOWING, flowing);
                assertConfirmed(UNBOUND, late);
                assertConfirmed(REFUSING, refusing);
                assertPublished(REFUSING, beside.take());
                assertThat(of(UNBOUND, "published-total") - of(UNBOUND, "returned-total"))
                        .as("what was not returned has arrived")
                        .isBetween((double) late.take().size(), late.take().size() + of(UNBOUND, "unanswered-total"));
            }
            assertEverythingAddsUp();
        } finally {
            pipeline.connect().delete(NAME);
        }
        await("no MBean left").atMost(PATIENCE).until(() -> mbeans.names(NAME).isEmpty());
    }

    /** One exchange without a queue, another with a full one; the third flows, and knows of no trouble. */
    private void awaitTrouble() {
        await("both kinds of refusal").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(of(UNBOUND, "returned-total")).isGreaterThan(PARTITIONS);
            assertThat(of(REFUSING, "nacked-total")).isGreaterThan(PARTITIONS);
            assertThat(of(UNBOUND, "held-partitions")).isEqualTo(PARTITIONS);
            assertThat(of(UNBOUND, "held-records")).isPositive();
            assertThat(of(UNBOUND, "held-seconds")).isPositive();
            assertThat(of(UNBOUND, "held-record-age-seconds")).isPositive();
            assertThat(of(FLOWING, "confirmed-total")).isGreaterThan(ROOM);
        });
        assertThat(of(FLOWING, "held-partitions")).isZero();
        assertThat(of(FLOWING, "returned-total") + of(FLOWING, "nacked-total")).isZero();
        assertThat(ofTasks("link-up")).isEqualTo(2);
        await("a latency from each task, both read in a moment without a longer one")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(of(FLOWING, "confirm-latency-max-seconds"))
                        .isPositive()
                        .isGreaterThanOrEqualTo(of(FLOWING, "confirm-latency-p99-seconds")));
    }

    private void awaitRest() {
        await("nothing outstanding").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ofTasks("outstanding-records")).isZero();
            assertThat(ofTasks("in-flight")).isZero();
            assertThat(ofTasks("held-partitions")).isZero();
            assertThat(ofTasks("window-used-ratio") + ofTasks("hold-used-ratio"))
                    .isZero();
        });
    }

    /** What a queue has is what was confirmed, and perhaps what the cut left without an answer. */
    private void assertConfirmed(String exchange, Subscription queue) throws Exception {
        assertThat((double) queue.take().size())
                .as("copies in %s", exchange)
                .isBetween(
                        of(exchange, "confirmed-total"),
                        of(exchange, "confirmed-total") + of(exchange, "unanswered-total"));
    }

    /** A queue that refuses nothing, beside one that does, has a copy of every publish, whatever became of it. */
    private void assertPublished(String exchange, List<Copy> copies) {
        var unanswered = of(exchange, "unanswered-total");
        var flagged = copies.stream().filter(Copy::isPossibleDuplicate).count();
        assertThat((double) copies.size())
                .isBetween(of(exchange, "published-total") - unanswered, of(exchange, "published-total"));
        assertThat((double) flagged).isBetween(of(exchange, "resent-total") - unanswered, of(exchange, "resent-total"));
        assertThat(of(exchange, "published-bytes-total"))
                .isGreaterThan(
                        copies.stream().mapToLong(copy -> copy.body().length).sum());
    }

    private void assertEverythingAddsUp() {
        for (var exchange : EXCHANGES) {
            assertThat(of(exchange, "published-total"))
                    .as("what was published to %s", exchange)
                    .isEqualTo(of(exchange, "confirmed-total")
                            + of(exchange, "returned-total")
                            + of(exchange, "nacked-total")
                            + of(exchange, "unanswered-total"));
        }
        for (var attribute : List.of("published-total", "confirmed-total", "resent-total", "published-bytes-total")) {
            assertThat(ofTasks(attribute))
                    .as(attribute)
                    .isEqualTo(EXCHANGES.stream()
                            .mapToDouble(exchange -> of(exchange, attribute))
                            .sum());
        }
    }

    private static Map<String, Object> refusingBeyond(int messages) {
        return Map.of("x-max-length", messages, "x-overflow", "reject-publish");
    }

    private static Map<String, String> config() {
        var config = new HashMap<>(Pipeline.sinkFor(
                String.join(",", EXCHANGES),
                EXCHANGES.stream().map(name -> name + "=" + name).collect(Collectors.joining(","))));
        config.put("tasks.max", "2");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("rabbitmq.retry.backoff.max.ms", "1000");
        return config;
    }

    private static Set<Coordinates> of(String topic, Set<Coordinates> written) {
        return written.stream().filter(one -> one.topic().equals(topic)).collect(Collectors.toSet());
    }

    private double of(String exchange, String attribute) {
        return call(() -> mbeans.ofExchange(NAME, exchange, attribute));
    }

    private double ofTasks(String attribute) {
        return call(() -> mbeans.ofTasks(NAME, attribute));
    }

    private static double call(Callable<Double> reading) {
        try {
            return reading.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
