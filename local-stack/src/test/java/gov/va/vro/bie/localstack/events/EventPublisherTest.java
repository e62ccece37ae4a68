package gov.va.vro.bie.localstack.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class EventPublisherTest {
    private static final Map<EventKind, Integer> IDS = Map.of(
            EventKind.ASSOCIATED, 11,
            EventKind.UPDATED, 12,
            EventKind.CLASSIFIED, 13,
            EventKind.COMPLETED, 14,
            EventKind.DELETED, 15);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventPublisher publisher = new EventPublisher("PREFIX_", IDS, producer);
    private final BieEvent event = new EventGenerator(5).next();

    @Test
    void publishesToTheKindsTopicByClaimUnderTheSchemasId() {
        publisher.publish(event);

        var sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("PREFIX_CONTENTION_ASSOCIATED_TO_CLAIM_V02");
        assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo(Long.toString(event.claimId()));
        assertThat(sent.value()).startsWith(0, 0, 0, 0, 11);
    }

    @Test
    void isPublishedWhenKafkaHasAcknowledgedItAndNotBefore() {
        var published = publisher.publish(event);
        assertThat(published).isNotDone();

        producer.completeNext();

        assertThat(published).isCompletedWithValueMatching(done -> done.event() == event && done.offset() == 0);
    }

    /** The mock's acknowledgements have none. */
    @Test
    void tellsTheRecordsOwnTimestampWhateverTheAcknowledgementSays() {
        var published = publisher.publish(event);

        producer.completeNext();

        assertThat(published.join().timestamp())
                .isPositive()
                .isEqualTo(producer.history().get(0).timestamp());
    }

    @Test
    void failsTheFutureOfWhatKafkaDidNotTake() {
        var published = publisher.publish(event);

        producer.errorNext(new TimeoutException("no acknowledgement"));

        assertThat(published).isCompletedExceptionally();
    }
}
