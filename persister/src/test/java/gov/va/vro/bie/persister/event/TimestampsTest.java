package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2023-06-12T19:29 UTC+00:00, 2023-06-12T19:29:00Z",
        "2023-06-12T19:29:30.123Z, 2023-06-12T19:29:30.123Z",
        "2023-06-12T19:29:30Z, 2023-06-12T19:29:30Z",
        "2023-06-12T19:29:30-04:00, 2023-06-12T23:29:30Z",
        "2023-06-12T19:29:30.123, 2023-06-12T19:29:30.123Z",
        "2023-06-12T19:29, 2023-06-12T19:29:00Z",
        "1686598140123, 2023-06-12T19:29:00.123Z",
        "-1, 1969-12-31T23:59:59.999Z"
    })
    void readsEveryLayout(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).contains(expected);
    }

    @Test
    void takesWhatHasNoZoneForGmtWhereverTheMachineIs() {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(Timestamps.parse("2023-06-12T19:29")).contains(Instant.parse("2023-06-12T19:29:00Z"));
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2023-13-01T00:00Z", "2023-06-12", "99999999999999999999", "-62135596800001"})
    void hasNoAnswerToAnythingElse(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void staysWithinWhatTheDatabaseCanHold() {
        assertThat(Timestamps.ofEpochMillis(9_224_318_015_999_999L)).isPresent();
        assertThat(Timestamps.ofEpochMillis(9_224_318_016_000_000L)).isEmpty();
        assertThat(Timestamps.ofEpochMillis(Long.MIN_VALUE)).isEmpty();
    }
}
