package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.persister.Metronome;
import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
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
final class Latency implements Measurement {

    private static final int RATE = 1_000;
    private static final Duration WARM = Duration.ofSeconds(2);

    private int topics;

    /** Milliseconds. */
    private record Delays(double p50, double p99) {

        @Override
        public String toString() {
            return "p50 %.2f ms, p99 %.2f ms".formatted(p50, p99);
        }
    }

    @Override
    public void run(Track track, Results results) throws Exception {
        warmUp(track);
        for (var size : track.bench().quick() ? List.of(EventSize.KB1) : List.of(EventSize.values())) {
            for (var queue : track.bench().quick() ? List.of(QueueType.QUORUM) : List.of(QueueType.values())) {
                measure(track, new Combination(size, queue, Pinning.UNPINNED), results);
            }
        }
    }

    private void measure(Track track, Combination combination, Results results) throws Exception {
        var sink = new ArrayList<Delays>();
        var bare = new ArrayList<Delays>();
        var several = Map.of(Contenders.SINK, sink, Contenders.BARE, bare);
        var what = combination.size().label() + "-" + combination.queue().label();
        track.ground().fill(combination.size());
        for (var round = 0; round <= track.bench().amount(7, 1); round++) {
            for (var name : inTurn(round)) {
                several.get(name).add(delays(track, name, combination));
            }
            track.bench()
                    .say("latency, %s, round %d: sink %s, bare loop %s", what, round, sink.get(round), bare.get(round));
        }
        // At this rate the first is a cold one, whoever it is.
        sink.remove(0);
        bare.remove(0);
        figure("sink/latency-p50-" + what, middle(sink, Delays::p50), middle(bare, Delays::p50), results);
        figure("sink/latency-p99-" + what, middle(sink, Delays::p99), middle(bare, Delays::p99), results);
    }

    /** Each goes first every other time. */
    private static List<String> inTurn(int round) {
        return round % 2 == 0 ? List.of(Contenders.SINK, Contenders.BARE) : List.of(Contenders.BARE, Contenders.SINK);
    }

    /** At full rate, because at this one a compiler would take minutes to come to rest. */
    private static void warmUp(Track track) throws Exception {
        track.ground().fill(EventSize.KB1);
        var load = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED)
                .load(Headline.WINDOW, track.bench().amount(300_000, 80_000));
        track.run(Contenders.SINK, load);
        track.run(Contenders.BARE, load);
    }

    private static Middle middle(List<Delays> delays, ToDoubleFunction<Delays> value) {
        return Middle.of(delays.stream().mapToDouble(value));
    }

    private static void figure(String name, Middle own, Middle other, Results results) {
        results.add(
                new Figure(name, own.median() / other.median(), atMost(1.2)),
                "%.2f ms (the middle half %.2f to %.2f) against %.2f ms (%.2f to %.2f) of the bare loop, at %,d events/s"
                        .formatted(
                                own.median(), own.low(), own.high(), other.median(), other.low(), other.high(), RATE));
    }

    private Delays delays(Track track, String name, Combination combination) throws Exception {
        var ground = track.ground();
        var contender = track.contenders().get(name);
        var load = combination.load(Headline.WINDOW, 0).withTopic("latency-" + ++topics);
        ground.topics().create(load.topic(), 1);
        track.destination().renew(load.queue());
        var value = ground.topics().values(load.size()).get(0);
        var duration = Duration.ofSeconds(track.bench().amount(10, 3));
        var skipped = Math.toIntExact(1 + RATE * WARM.toSeconds());
        var wanted = Math.toIntExact(skipped + RATE * duration.toSeconds());
        try (var arrivals = new Arrivals(track.destination(), wanted);
                var producer = ground.topics().producer(Map.of("linger.ms", 0))) {
            contender.begin(load);
            try {
                send(producer, load.topic(), value);
                arrivals.await(1);
                Metronome.beat(RATE, WARM.plus(duration), () -> send(producer, load.topic(), value));
                arrivals.await(wanted);
                return new Delays(arrivals.quantile(skipped, 0.5), arrivals.quantile(skipped, 0.99));
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
