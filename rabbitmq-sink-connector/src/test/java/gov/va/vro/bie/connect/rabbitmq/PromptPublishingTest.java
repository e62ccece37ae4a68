package gov.va.vro.bie.connect.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.connect.rabbitmq.ScriptedBroker.Until;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.management.ObjectName;
import javax.net.ServerSocketFactory;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * A record that comes alone is published with the put that brought it. The publisher looks for itself once a second, so
 * a task that forgot to wake it would pass for slow: many in a row, each when the publisher waits, tell the two apart.
 */
class PromptPublishingTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final int TIMES = 20;
    private static final Duration FAR_LESS_THAN_A_SECOND_EACH = Duration.ofSeconds(TIMES / 2);

    private final RabbitMqSinkTask task = new RabbitMqSinkTask();
    private final PublisherThread publisher = new PublisherThread("prompt-0");

    @Test
    void publishesARecordThatComesAlone() throws Exception {
        try (var broker = new ScriptedBroker(ServerSocketFactory.getDefault(), Until.SELECT_CONFIRMS)) {
            task.initialize(new RecordingContext(null));
            task.start(Settings.with(
                    "name", "prompt",
                    "rabbitmq.addresses", broker.address(),
                    "rabbitmq.exchange.map", "events=exchange"));
            task.open(List.of(PARTITION));
            assertThat(broker.hasFallenSilent()).isTrue();
            var began = System.nanoTime();

            for (var offset = 0; offset < TIMES; offset++) {
                soon(publisher::waits);
                task.put(List.of(new SinkRecord(
                        PARTITION.topic(), PARTITION.partition(), null, null, Schema.STRING_SCHEMA, "short", offset)));
                var published = offset + 1L;
                soon(() -> inFlight() == published);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(FAR_LESS_THAN_A_SECOND_EACH);
        } finally {
            task.stop();
        }
    }

    private static void soon(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(condition);
    }

    private static long inFlight() throws Exception {
        var name = new ObjectName(
                "gov.va.vro.bie.connect.rabbitmq:type=sink-task-exchange,connector=prompt,task=0,exchange=exchange");
        return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "in-flight");
    }
}
