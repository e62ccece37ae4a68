package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.config.GapPolicy;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.UnroutablePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the core is told.
 *
 * @param windowRecords records that may be outstanding; the hold budget is as large again
 * @param windowBytes bytes of message bodies that may be outstanding; the hold budget is as large again
 * @param confirmTimeout how long a confirm may take before the partition, or the link, is in doubt
 * @param drainTimeout how long a commit waits for a record in flight, counted from its publish
 * @param probeBackoff wait before the first record of a held partition is tried again; doubles with each refusal
 * @param probeBackoffMax the longest such wait
 * @param unroutablePolicy what becomes of a message that no queue takes
 * @param unroutableWaitMax how long such a message may wait before the task fails; empty: as long as it takes
 * @param gapPolicy what is done about records that Kafka no longer has
 * @param maxRecordsPerSecond how many messages a second may be published, copies included; empty: no limit
 */
public record CoreSettings(
        int windowRecords,
        long windowBytes,
        Duration confirmTimeout,
        Duration drainTimeout,
        Duration probeBackoff,
        Duration probeBackoffMax,
        UnroutablePolicy unroutablePolicy,
        Optional<Duration> unroutableWaitMax,
        GapPolicy gapPolicy,
        OptionalInt maxRecordsPerSecond) {

    /** The core's part of a connector's configuration; a held partition is tried again as often as a lost broker is. */
    public static CoreSettings of(RabbitMqSinkConfig config) {
        var delivery = config.delivery();
        return new CoreSettings(
                delivery.windowRecords(),
                delivery.windowBytes(),
                delivery.confirmTimeout(),
                delivery.drainTimeout(),
                config.connection().retryBackoff(),
                config.connection().retryBackoffMax(),
                delivery.unroutablePolicy(),
                delivery.unroutableWaitMax(),
                delivery.gapPolicy(),
                delivery.maxRecordsPerSecond());
    }
}
