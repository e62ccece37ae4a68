package gov.va.vro.bie.localstack.events;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The five topics of one environment. */
public final class EventTopics {
    private EventTopics() {}

    /** Their names behind the environment's prefix, in the order of {@link EventKind}. */
    public static List<String> names(String prefix) {
        return Arrays.stream(EventKind.values()).map(kind -> kind.topic(prefix)).toList();
    }

    /**
     * Creates those that do not exist yet; those that do stay as they are.
     *
     * @param bootstrapServers host:port of a broker
     */
    public static void create(String bootstrapServers, String prefix, int partitions) throws InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var topics = names(prefix).stream()
                    .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                    .toList();
            for (var created : admin.createTopics(topics).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(
                                "The topics of \"" + prefix + "\" cannot be created on " + bootstrapServers,
                                e.getCause());
                    }
                }
            }
        }
    }
}
