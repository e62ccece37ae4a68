package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks the offsets that somebody wants to set over REST. */
public final class OffsetRequest {

    private OffsetRequest() {}

    /**
     * Refuses what would never be delivered or silently begin elsewhere. A topic is not looked up where a transform may
     * rename it, nor when its offset is to be forgotten, since that is how one that is gone from the map is tidied up.
     *
     * @param offsets the offset of the record to read next, or null to forget the committed one
     * @throws ConnectException naming the partition that is wrong and why
     */
    public static void check(Map<String, String> settings, Map<TopicPartition, Long> offsets) {
        boolean sameTopics = !TransformsThatRename.mayBeAmong(settings);
        ExchangeMap exchanges = exchanges(settings.get(RabbitMqSinkConfigDef.EXCHANGE_MAP));
        offsets.forEach((partition, offset) -> {
            if (partition.partition() < 0) {
                throw new ConnectException(
                        "Partition " + partition.partition() + " of topic \"" + partition.topic() + "\" is below zero");
            }
            if (offset == null) {
                return;
            }
            if (offset < 0) {
                throw new ConnectException("Offset " + offset + " of topic \"" + partition.topic() + "\", partition "
                        + partition.partition()
                        + ", is below zero: give the offset of the record to read next, or null to forget it");
            }
            if (sameTopics && exchanges.exchangeOf(partition.topic()).isEmpty()) {
                throw new ConnectException("Topic \"" + partition.topic() + "\" has no exchange: add it to "
                        + RabbitMqSinkConfigDef.EXCHANGE_MAP + ", or correct the name");
            }
        });
    }

    private static ExchangeMap exchanges(String text) {
        try {
            return ExchangeMap.parse(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new ConnectException(RabbitMqSinkConfigDef.EXCHANGE_MAP + ": " + e.getMessage(), e);
        }
    }
}
