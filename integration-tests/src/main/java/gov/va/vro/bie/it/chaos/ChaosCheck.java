package gov.va.vro.bie.it.chaos;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.localstack.events.EventTopics;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Whether the database is exactly what was produced, asked when everything is at rest. */
final class ChaosCheck {

    private final ChaosGround ground;
    private Instant seenUntil = Instant.EPOCH;

    ChaosCheck(ChaosGround ground) {
        this.ground = ground;
    }

    /** Compares what was stored since the last time with what was produced since; and everything, if that differs. */
    Difference ofTheLastCycle() throws SQLException {
        var fresh = ground.produced().fresh();
        var reading = ground.tables().events(seenUntil, fresh);
        var difference = reading.difference()
                .and(ground.tables().parked(ground.produced().poison()))
                .and(ground.tables().codes(ground.produced().codes()));
        if (!difference.isNone()) {
            return ofEverything();
        }
        ground.produced().seen();
        seenUntil = reading.youngest();
        return difference;
    }

    /** Compares all rows of the tables. */
    Difference ofEverything() throws SQLException {
        var all = ground.produced().all();
        return ground.tables()
                .events(Instant.EPOCH, all)
                .difference()
                .and(ground.tables().parked(ground.produced().poison()))
                .and(ground.tables().codes(ground.produced().codes()));
    }

    /** Takes all messages out of the queue of the parked: each poison must be among them, and nothing else. */
    Difference ofTheParkedQueue() throws IOException, TimeoutException {
        var waiting = new HashSet<String>();
        ground.rabbitMq().queue(ChaosGround.PARKED_QUEUE).take().forEach(copy -> waiting.add(copy.messageId()));
        var poison = ground.produced().poison();
        var comparison = new Comparison(poison, Expectation.Parked.class);
        poison.keySet().forEach(record -> {
            if (waiting.remove(record.messageId())) {
                comparison.add(record, null, "");
            }
        });
        var difference = comparison.difference("the parked queue");
        var unknown = waiting.stream()
                .limit(Difference.EXAMPLES)
                .map(id -> "the parked queue: " + id + " is unknown")
                .toList();
        return difference.and(new Difference(0, -difference.parked(), 0, waiting.size(), unknown));
    }

    /** Compares what Kafka has with what it has acknowledged. */
    KafkaSums ofKafka() throws ExecutionException, InterruptedException {
        var ends = ground.kafka().ends(EventTopics.names(ChaosGround.TOPIC_PREFIX));
        return KafkaSums.of(ends, ground.produced(), ground.load().unanswered());
    }

    /** What lies in a queue of the persister's, given to it or not; empty when nothing does. */
    List<String> leftInQueues() throws IOException, InterruptedException {
        return ground.node()
                .ctl("list_queues", "name", "messages", "--no-table-headers")
                .lines()
                .map(line -> line.split("\\s+"))
                .filter(fields -> Persister.queues().contains(fields[0]))
                .filter(fields -> !fields[1].equals("0"))
                .map(fields -> fields[1] + " in " + fields[0])
                .toList();
    }
}
