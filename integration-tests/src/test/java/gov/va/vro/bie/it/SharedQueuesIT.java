package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import java.util.HashMap;
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
                persister.kill();
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
            deliverEverythingAgain();

            assertThat(pipeline.database().events(records)).isEqualTo(rows);
            events.assertEachIsStoredOnce(published);
        }
    }

    /** Alters the connector's offsets back to the beginning, and returns when all of it has come again. */
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
        awaitNothingLeft();
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
