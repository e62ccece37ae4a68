package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.persister.Metronome;
import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.run.Workbench;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** How long an event is under way, from its producer to a subscriber, at a steady rate: the sink beside the bare loop. */
final class Latency {

    private static final int RATE = 1_000;
    private static final Duration WARM = Duration.ofSeconds(2);

    private final Ground ground;
    private final Destination destination;
    private final Duration duration;
    private final int rounds;
    private int topics;

    Latency(Ground ground, Workbench bench, Destination destination) {
        this.ground = ground;
        this.destination = destination;
        this.duration = Duration.ofSeconds(bench.amount(15, 5));
        this.rounds = bench.amount(5, 3);
    }

    /** Milliseconds. */
    private record Delays(double p50, double p99) {

        static double median(List<Delays> delays, ToDoubleFunction<Delays> value) {
            return delays.stream()
                    .mapToDouble(value)
                    .sorted()
                    .skip(delays.size() / 2)
                    .findFirst()
                    .orElseThrow();
        }
    }

    void run(Contenders contenders, Results results) throws Exception {
        var combination = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED);
        combination.pinning().apply();
        var sink = new ArrayList<Delays>();
        var bare = new ArrayList<Delays>();
        for (var round = 0; round < rounds; round++) {
            sink.add(delays(contenders.get(Contenders.SINK), combination.load(Headline.WINDOW, 0)));
            bare.add(delays(contenders.get(Contenders.BARE), combination.load(Headline.WINDOW, 0)));
        }
        figure("sink/latency-p50", Delays.median(sink, Delays::p50), Delays.median(bare, Delays::p50), results);
        figure("sink/latency-p99", Delays.median(sink, Delays::p99), Delays.median(bare, Delays::p99), results);
    }

    private static void figure(String name, double own, double other, Results results) {
        results.add(
                new Figure(name, own / other, atMost(1.2)),
                "%.2f ms against %.2f ms of the bare loop, at %,d events/s".formatted(own, other, RATE));
    }

    private Delays delays(Contender contender, Load load) throws Exception {
        var topic = load.topic() + "-latency-" + ++topics;
        ground.topics().create(topic, 1);
        destination.renew(load.queue());
        var skipped = Math.toIntExact(RATE * WARM.toSeconds());
        var measured = Math.toIntExact(RATE * duration.toSeconds());
        try (var arrivals = new Arrivals(destination, 1 + skipped + measured);
                var producer = ground.topics().producer(Map.of("linger.ms", 0))) {
            contender.begin(load.withTopic(topic));
            try {
                var values = ground.topics().values(load.size());
                send(producer, topic, values.get(0));
                arrivals.await(1);
                Metronome.beat(RATE, WARM.plus(duration), () -> send(producer, topic, values.get(0)));
                arrivals.await(1 + skipped + measured);
                return new Delays(arrivals.quantile(1 + skipped, 0.5), arrivals.quantile(1 + skipped, 0.99));
            } finally {
                contender.end();
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) {
        var now = Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        var headers = List.<Header>of(new RecordHeader(Arrivals.SENT, now));
        producer.send(new ProducerRecord<>(topic, null, "600000000".getBytes(StandardCharsets.UTF_8), value, headers));
    }
}
