package gov.va.vro.bie.benchmarks.sink;

import static gov.va.vro.bie.benchmarks.report.Target.atMost;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkConnector;
import gov.va.vro.bie.benchmarks.sink.plugin.NothingSinkTask;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * From the order to start a connector with many partitions to its first message in the queue; and the same for the sink
 * that does nothing, to its first records. The sink's own includes the live check of the broker that it is posted with.
 */
final class StartOfTask implements Measurement {

    private static final int TOPICS = 5;
    private static final int PARTITIONS = 50;
    private static final int RECORDS_A_PARTITION = 4;

    private int round;

    @Override
    public void run(Track track, Results results) throws Exception {
        var topics = topics(track);
        var own = new ArrayList<Double>();
        var nothing = new ArrayList<Double>();
        var rounds = track.bench().amount(7, 2);
        for (var number = 0; number <= rounds; number++) {
            var sink = sink(track, topics);
            var empty = nothing(track, topics);
            track.bench().say("start, round %d: sink %.2f s, nothing %.2f s", number, sink, empty);
            if (number > 0) {
                own.add(sink);
                nothing.add(empty);
            }
        }
        var seconds = median(own);
        var other = median(nothing);
        results.add(
                new Figure("sink/start-seconds-more", seconds - other, atMost(1)),
                "seconds: %.2f to the first message in the queue, %.2f to the first records of a sink that does nothing; %d topics of %d partitions"
                        .formatted(seconds, other, TOPICS, PARTITIONS));
    }

    private static String topics(Track track) throws Exception {
        var names = IntStream.rangeClosed(1, TOPICS)
                .mapToObj(number -> "start-" + number)
                .toList();
        for (var name : names) {
            track.ground().topics().fill(name, EventSize.KB1, PARTITIONS, PARTITIONS * RECORDS_A_PARTITION);
        }
        return String.join(",", names);
    }

    private static double sink(Track track, String topics) throws Exception {
        var load = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED)
                .load(Headline.WINDOW, 1)
                .withTopic(topics);
        track.destination().renew(load.queue());
        var contender = track.contenders().get(Contenders.SINK);
        var start = System.nanoTime();
        contender.begin(load);
        try {
            while (track.destination().depth() == 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            contender.end();
        }
    }

    private double nothing(Track track, String topics) throws Exception {
        var name = "start-nothing-" + ++round;
        var file = track.ground().directory().resolve(name + ".txt");
        var config = track.ground().settings().other(name, NothingSinkConnector.class.getName(), topics);
        config.put(NothingSinkTask.FROM, "1");
        config.put(NothingSinkTask.TO, "1");
        config.put(NothingSinkTask.FILE, file.toString());
        var connectors = track.ground().connectors();
        var start = System.nanoTime();
        connectors.create(name, config);
        try {
            while (Files.notExists(file)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            connectors.delete(name);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
