package gov.va.vro.bie.connect.rabbitmq.delivery;

import java.time.Duration;

/** What only a person can mend, in words that say what happened, where, and what to do. */
final class Failures {

    /** A closed channel fails the task only when it happened again, and for as long as a confirm may take. */
    private static final int CHANNEL_TRIES = 3;

    private Failures() {}

    static String of(PartitionProgress partition, CoreSettings settings, long now) {
        if (partition.dead != null && partition.first() == partition.dead) {
            return "Bad record at " + partition.dead.coordinates() + ": " + partition.dead.complaint()
                    + ". Everything before it is delivered. Mend the cause and restart the task, or skip the record:"
                    + " stop the connector and alter its offset for this partition to "
                    + (partition.dead.offset + 1);
        }
        if (partition.gap != null && partition.first() == null) {
            return lostInKafka(partition);
        }
        if (partition.hold == null) {
            return null;
        }
        var heldFor = Duration.ofNanos(now - partition.reasonSince);
        return switch (partition.hold) {
            case CHANNEL ->
                partition.probes >= CHANNEL_TRIES && heldFor.compareTo(settings.confirmTimeout()) > 0
                        ? "RabbitMQ keeps closing the channel over "
                                + partition.first().coordinates() + " exchange="
                                + partition.exchange + " for " + heldFor.toSeconds() + " s: " + partition.channelReason
                                + ". Mend the exchange or the permission and restart the task"
                        : null;
            case UNROUTABLE ->
                settings.unroutableWaitMax()
                        .filter(longest -> heldFor.compareTo(longest) > 0)
                        .map(longest -> "No queue was bound to exchange \"" + partition.exchange
                                + "\" for the routing key of "
                                + partition.first().coordinates() + " for " + heldFor.toSeconds()
                                + " s, longer than rabbitmq.unroutable.wait.max.ms: bind a queue and restart the task")
                        .orElse(null);
            default -> null;
        };
    }

    private static String lostInKafka(PartitionProgress partition) {
        var gap = partition.gap;
        return gap.missing() + " records of topic=" + partition.topicPartition.topic() + " partition="
                + partition.topicPartition.partition() + " are missing in Kafka: offset " + gap.expected()
                + " was expected and " + gap.found()
                + " came. Everything before is delivered. To go on without them, stop the connector and alter its"
                + " offset for this partition to " + gap.found() + ", or set rabbitmq.gap.policy=warn";
    }
}
