package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an operator may choose, one choice at a time, beside what is shipped. */
final class Choices implements Measurement {

    private static final String BARE_PUBLISHING = "Bare publishing, mandatory";
    private static final String NOT_MANDATORY = "Bare publishing, not mandatory";

    @Override
    public void run(Track track, Results results) throws Exception {
        track.ground().fill(EventSize.KB1);
        var count = track.bench().amount(50_000, 30_000);
        var quorum = new Combination(EventSize.KB1, QueueType.QUORUM, Pinning.UNPINNED).load(Headline.WINDOW, count);
        var classic = new Combination(EventSize.KB1, QueueType.CLASSIC, Pinning.UNPINNED).load(Headline.WINDOW, count);
        var withoutMetadata = Map.of("rabbitmq.forward.kafka.metadata", "false");
        var withoutHeaders =
                Map.of("rabbitmq.forward.kafka.metadata", "false", "rabbitmq.forward.kafka.headers", "false");
        var optional = Map.of("benchmark.mandatory", "false");
        var turns = track.turns("choices");
        turns.add("As shipped, quorum queue", () -> track.run(Contenders.SINK, quorum));
        turns.add("Classic queue", () -> track.run(Contenders.SINK, classic));
        turns.add(
                "Without the kafka.* headers", () -> track.run(Contenders.SINK, quorum.withSettings(withoutMetadata)));
        turns.add("Without any header", () -> track.run(Contenders.SINK, quorum.withSettings(withoutHeaders)));
        turns.add("TLS, with a client certificate", () -> track.run(Contenders.SINK_TLS, quorum));
        turns.add(BARE_PUBLISHING, () -> track.run(Contenders.PUBLISHING, quorum));
        turns.add(NOT_MANDATORY, () -> track.run(Contenders.PUBLISHING, quorum.withSettings(optional)));
        var rows = new ArrayList<List<String>>();
        var taken = turns.take(track.bench().amount(5, 1));
        results.value(
                "sink/rate-bare-publishing",
                Round.median(taken.get(BARE_PUBLISHING)).perSecond());
        taken.forEach((name, rounds) -> {
            var median = Round.median(rounds);
            rows.add(List.of(
                    name,
                    "%,.0f".formatted(median.perSecond()),
                    "%.1f".formatted(median.cpuPerMillion()),
                    "%.1f".formatted(median.brokerCpuPerMillion())));
        });
        results.add(new Table(
                "What a choice costs",
                "1 KB events, unpinned, one choice at a time. The sink is always mandatory, so what that costs is measured of bare publishing.",
                List.of(
                        "Choice",
                        "Messages/s",
                        "CPU seconds a million of the publisher",
                        "CPU seconds a million of RabbitMQ"),
                rows));
    }
}
