package gov.va.vro.bie.localstack.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * The positions that the connector's consumer group has committed. The sink commits what RabbitMQ has confirmed and
 * nothing beyond; so what lies before a position has entered its exchange.
 */
final class CommittedOffsets implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 20;

    private final Admin admin;
    private final String group;

    CommittedOffsets(String bootstrapServers, String group) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.group = group;
    }

    /** Empty as long as the group has committed nothing. @throws IOException when Kafka does not answer, now */
    Map<TopicPartition, Long> read() throws IOException, InterruptedException {
        var positions = new HashMap<TopicPartition, Long>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            positions.put(partition, offset.offset());
                        }
                    });
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not tell the offsets of group \"" + group + "\": " + e, e);
        }
        return positions;
    }

    @Override
    public void close() {
        admin.close();
    }
}
