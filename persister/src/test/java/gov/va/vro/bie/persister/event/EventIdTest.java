package gov.va.vro.bie.persister.event;

import static gov.va.vro.bie.persister.event.Messages.TOPIC;
import static gov.va.vro.bie.persister.event.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The expected values were computed apart from this code, from the layout alone. */
class EventIdTest {

    private static final OptionalLong AT = OptionalLong.of(1_718_220_540_123L);

    @Test
    void startsWithTheRecordsTimestampAndEndsWithItsHash() {
        var record = new Coordinates(TOPIC, 0, 42, AT);

        assertThat(EventId.of(message().from(record).build())).hasToString("01900dec-c8db-8d07-8688-b84611f0b1b1");
    }

    @Test
    void startsWithZeroWhereTheRecordHasNoTimestamp() {
        var record = new Coordinates(TOPIC, 0, 42, OptionalLong.empty());

        assertThat(EventId.of(message().from(record).build())).hasToString("00000000-0000-8277-b400-fa5a6c24f870");
    }

    @Test
    void hashesTheTopicInUtf8AndKeepsTheFarFuture() {
        var record = new Coordinates("événements", 3, 9_007_199_254_740_993L, OptionalLong.of(253_402_300_799_999L));

        assertThat(EventId.of(message().from(record).build())).hasToString("e677d21f-dbff-899c-acd3-040fb868490d");
    }

    @Test
    void isAUuidOfVersionEight() {
        var uuid = EventId.of(message().build());

        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void doesNotDependOnWhenTheRecordWasNotifiedOrWhatItHolds() {
        var first = message().event("\"ClaimId\": 1").build();
        var again = message().body("{}").build();

        assertThat(EventId.of(again)).isEqualTo(EventId.of(first));
    }

    @Test
    void differsWhenTheTopicWasMadeAgain() {
        var later = new Coordinates(TOPIC, 0, 42, OptionalLong.of(AT.getAsLong() + 1));

        assertThat(EventId.of(message().from(later).build()))
                .isNotEqualTo(EventId.of(
                        message().from(new Coordinates(TOPIC, 0, 42, AT)).build()));
    }

    @Test
    void isOfTheMessageIdWhereAnotherPublisherGivesOne() {
        var message = message()
                .ofAnotherPublisher()
                .type(EventType.UPDATED)
                .messageId("abc")
                .body("{}")
                .build();

        assertThat(EventId.of(message)).hasToString("00000000-0000-82e9-9f92-04e52c377b68");
    }

    @Test
    void isOfTheBodyWhereAnotherPublisherGivesNoMessageId() {
        var message = message()
                .ofAnotherPublisher()
                .type(EventType.UPDATED)
                .body("{}")
                .build();

        assertThat(EventId.of(message)).hasToString("00000000-0000-8af5-b015-25b9c58652bf");
    }

    @Test
    void tellsTheSameBodyOnTwoExchangesApart() {
        var updated = message()
                .ofAnotherPublisher()
                .type(EventType.UPDATED)
                .body("{}")
                .build();
        var deleted = message()
                .ofAnotherPublisher()
                .type(EventType.DELETED)
                .body("{}")
                .build();

        assertThat(EventId.of(updated)).isNotEqualTo(EventId.of(deleted));
    }
}
