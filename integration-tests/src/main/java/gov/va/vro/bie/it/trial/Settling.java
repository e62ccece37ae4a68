package gov.va.vro.bie.it.trial;

import gov.va.vro.bie.it.check.Checker;
import gov.va.vro.bie.it.check.Verdict;
import gov.va.vro.bie.it.faces.ConnectRest;
import gov.va.vro.bie.it.faces.RabbitMq;
import gov.va.vro.bie.it.line.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until a trial has come to rest: every task runs, every acknowledged record is committed, no connection is left
 * that has lost bytes; then takes everything out of the queues. Nobody helps meanwhile, and a task that has FAILED ends
 * the wait.
 */
final class Settling implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration ARRIVAL = Duration.ofSeconds(20);
    private static final int KAFKA_SECONDS = 10;
    private static final int LINES = 12;

    private final Admin admin;
    private final TrialPlan plan;
    private final ConnectRest connect;
    private final TcpProxy line;
    private final QueueDrain drain;
    private final Checker checker;
    private final List<Destination> destinations;

    Settling(
            String bootstrapServers,
            TrialPlan plan,
            ConnectRest connect,
            TcpProxy line,
            RabbitMq broker,
            Checker checker,
            List<Destination> destinations) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 1_000));
        this.plan = plan;
        this.connect = connect;
        this.line = line;
        this.drain = new QueueDrain(broker, checker);
        this.checker = checker;
        this.destinations = destinations;
    }

    Verdict await(Duration patience) throws InterruptedException {
        var until = Instant.now().plus(patience);
        var missing = missing();
        while (!missing.isEmpty()) {
            if (Instant.now().isAfter(until)) {
                throw new UnsettledException("not at rest after " + patience.toSeconds() + " s: "
                        + String.join("; ", missing) + "\n" + whatArrived());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            missing = missing();
        }
        return awaitArrivals();
    }

    /** What is committed has been confirmed, so it lies in the queues; a quorum queue may show it a moment later. */
    private Verdict awaitArrivals() throws InterruptedException {
        var until = Instant.now().plus(ARRIVAL);
        while (true) {
            takeEverything();
            var verdict = checker.verdict();
            if (verdict.lost() == 0 || Instant.now().isAfter(until)) {
                return verdict;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private void takeEverything() {
        for (var destination : destinations) {
            for (var queue : destination.queues()) {
                try {
                    drain.drain(queue);
                } catch (IOException | TimeoutException e) {
                    throw new UnsettledException("queue " + queue + " cannot be read: " + e);
                }
            }
        }
    }

    private List<String> missing() throws InterruptedException {
        var missing = new ArrayList<String>();
        try {
            missingTasks(missing);
            missingCommits(missing);
        } catch (IOException | UncheckedIOException e) {
            missing.add("an answer: " + e.getMessage());
        }
        if (line.brokenConnections() > 0) {
            missing.add(line.brokenConnections() + " connections that lost bytes are still open");
        }
        return missing;
    }

    private void missingTasks(List<String> missing) {
        var status = connect.status(plan.connector());
        var tasks = status.path("tasks");
        for (var task : tasks) {
            if (task.path("state").asText().equals("FAILED")) {
                throw new UnsettledException("task " + task.path("id").asInt() + " of " + plan.connector() + " FAILED: "
                        + firstLines(task.path("trace").asText()));
            }
        }
        if (!connect.isRunning(plan.connector())) {
            missing.add("RUNNING: " + status);
        }
    }

    private void missingCommits(List<String> missing) throws IOException, InterruptedException {
        var committed = committed();
        checker.ends().forEach((partition, end) -> {
            var position = committed.getOrDefault(partition, 0L);
            if (position < end) {
                missing.add(partition + " is committed up to " + position + " of " + end);
            } else if (position > end && checker.unacknowledged() == 0) {
                throw new UnsettledException(partition + " is committed up to " + position + ", beyond its end " + end);
            }
        });
    }

    private Map<TopicPartition, Long> committed() throws IOException, InterruptedException {
        var positions = new HashMap<TopicPartition, Long>();
        try {
            admin.listConsumerGroupOffsets(plan.group())
                    .partitionsToOffsetAndMetadata()
                    .get(KAFKA_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            positions.put(partition, offset.offset());
                        }
                    });
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not tell the offsets of group " + plan.group() + ": " + e, e);
        }
        return positions;
    }

    /** The same question to the queues, for whoever examines it. */
    private String whatArrived() {
        try {
            takeEverything();
            return "Of what is missing in the queues: " + checker.verdict();
        } catch (UnsettledException e) {
            return e.getMessage();
        }
    }

    private static String firstLines(String trace) {
        return String.join("\n", trace.lines().limit(LINES).toList());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
