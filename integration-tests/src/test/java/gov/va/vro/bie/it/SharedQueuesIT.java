package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several persisters at the same queues, of whom each is killed under load; and then every record once more. */
@ExtendWith(LocalStack.class)
class SharedQueuesIT {

    private static final int PERSISTERS = 3;
    private static final int BURST = 400;

    private final Pipeline pipeline;
    private final StoredEvents events;

    SharedQueuesIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.events = new StoredEvents(pipeline);
    }

    @Test
    void storeEachEventOnceThoughEachIsKilledAndChangeNothingWhenEverythingComesAgain() throws Exception {
        try (var persisters = OwnPersisters.start(pipeline, "persister-sharing", PERSISTERS);
                var load = Load.start(pipeline.publisher(), 4)) {
            for (var persister : persisters.all()) {
                load.burst(BURST);
                load.goOn(1);
                killWithItsHandsFull(persister, persisters);
                load.goOn(1);
                persister.launch();
            }
            load.burst(BURST);
            var published = load.stop();
            persisters.awaitReady();
            events.assertEachIsStoredOnce(published);
            awaitNothingLeft();

            var records = StoredEvents.records(published);
            var rows = pipeline.database().events(records);
            var before = timesStoredBefore(persisters);
            deliverEverythingAgain();
            awaitEachStoredBefore(records, persisters, before);

            assertThat(pipeline.database().events(records)).isEqualTo(rows);
            events.assertEachIsStoredOnce(published);
        }
    }

    /** And returns when RabbitMQ has delivered to the others what it had. */
    private void killWithItsHandsFull(Persister persister, OwnPersisters persisters) throws Exception {
        var others = new ArrayList<>(persisters.all());
        others.remove(persister);
        var before = redelivered(others);
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), "bie_event")) {
            lock.awaitPersister();
            await("messages in the hands of " + persister.name())
                    .atMost(OwnPersisters.PATIENCE)
                    .until(() -> persister.metric("persister_unacknowledged_messages") > 0);
            persister.kill();
        }
        await("what " + persister.name() + " had, delivered again")
                .atMost(OwnPersisters.PATIENCE)
                .until(() -> redelivered(others) > before);
    }

    private static long redelivered(List<Persister> persisters) throws Exception {
        long sum = 0;
        for (var persister : persisters) {
            sum += persister.metric("persister_redelivered_messages_total");
        }
        return sum;
    }

    private static Map<Coordinates, Long> timesStoredBefore(OwnPersisters persisters) throws Exception {
        var times = new HashMap<Coordinates, Long>();
        for (var persister : persisters.all()) {
            persister.timesLogged("stored before").forEach((record, count) -> times.merge(record, count, Long::sum));
        }
        return times;
    }

    /** By one of them, once more than before. */
    private static void awaitEachStoredBefore(
            Set<Coordinates> records, OwnPersisters persisters, Map<Coordinates, Long> before) {
        await("each record stored before")
                .atMost(OwnPersisters.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    var times = timesStoredBefore(persisters);
                    return records.stream()
                            .allMatch(record -> times.getOrDefault(record, 0L) > before.getOrDefault(record, 0L));
                });
    }

    /** Alters the connector's offsets back to the beginning, and returns when RabbitMQ has had all of it again. */
    private void deliverEverythingAgain() throws Exception {
        var connect = pipeline.connect();
        var ends = pipeline.kafka().committed(Pipeline.GROUP);
        connect.stop(Pipeline.CONNECTOR);
        var beginnings = new HashMap<TopicPartition, Long>();
        ends.keySet().forEach(partition -> beginnings.put(partition, 0L));
        connect.alterOffsets(Pipeline.CONNECTOR, beginnings);
        connect.resume(Pipeline.CONNECTOR);
        await("everything delivered again")
                .atMost(OwnPersisters.PATIENCE)
                .until(() -> pipeline.kafka().committed(Pipeline.GROUP).equals(ends));
    }

    private void awaitNothingLeft() throws Exception {
        var node = new RabbitMqNode(pipeline.directory());
        await("the persister's queues to be empty")
                .atMost(OwnPersisters.PATIENCE)
                .until(() -> node.ctl("list_queues", "name", "messages", "--no-table-headers")
                        .lines()
                        .map(line -> line.split("\t"))
                        .filter(fields -> Persister.queues().contains(fields[0]))
                        .allMatch(fields -> fields[1].equals("0")));
    }
}
