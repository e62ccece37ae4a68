package gov.va.vro.bie.it.chaos;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.trial.SteadyLoad.Outgoing;
import gov.va.vro.bie.localstack.events.EventKind;
import java.util.Arrays;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChaosEventsTest {

    private static final long OFFSET = 7;

    private final Produced produced = new Produced();
    private final ChaosEvents events = new ChaosEvents(
            "T_", Arrays.stream(EventKind.values()).collect(toMap(kind -> kind, Enum::ordinal)), null, 1, produced);

    /** Kafka acknowledges a batch that it had already with the greatest timestamp in it. */
    @Test
    void expectsTheTimestampOfTheRecordWhateverTheAcknowledgementSays() {
        var event = events.next();
        var own = event.record().timestamp();

        var expected = acknowledged(event, own);

        assertThat(acknowledged(event, own + 1).differences(expected)).isEmpty();
    }

    private Fingerprint acknowledged(Outgoing event, long timestamp) {
        var topic = event.record().topic();
        event.acknowledged().accept(new RecordMetadata(new TopicPartition(topic, 0), OFFSET, 0, timestamp, 1, 1));
        var expectation = produced.all().get(new Coordinates(topic, 0, OFFSET));
        return ((Expectation.Stored) expectation).row();
    }
}
