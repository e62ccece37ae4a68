package gov.va.vro.bie.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifiedAtFormatTest {

    @ParameterizedTest(name = "{0} writes {1} as {2}")
    @CsvSource(quoteCharacter = '"', textBlock = """
                    minute,                          2023-06-12T19:29:07.123Z, 2023-06-12T19:29 UTC+00:00
                    minute,                          2023-06-12T19:29:59.999Z, 2023-06-12T19:29 UTC+00:00
                    minute,                          1969-12-31T23:59:59.999Z, 1969-12-31T23:59 UTC+00:00
                    iso,                             2023-06-12T19:29:07.123Z, 2023-06-12T19:29:07.123Z
                    iso,                             2023-06-12T19:29:00Z,     2023-06-12T19:29:00.000Z
                    iso,                             2023-06-12T19:29:07.100Z, 2023-06-12T19:29:07.100Z
                    "EEEE, d MMMM uuuu",             2023-06-12T19:29:07.123Z, "Monday, 12 June 2023"
                    uuuu-MM-dd'T'HH:mm:ss.SSSSSSVV,  2023-06-12T19:29:07.123Z, 2023-06-12T19:29:07.123000Z
                    uuuu-MM-dd HH:mm:ss xxxx,        2023-06-12T19:29:07.123Z, 2023-06-12 19:29:07 +0000
                    uuuu,                            2023-06-12T19:29:07.123Z, 2023
                    """)
    void writesText(String setting, Instant instant, String text) {
        var format = NotifiedAtFormat.of(setting);

        assertThat(format.write(instant.toEpochMilli())).isEqualTo(text);
        assertThat(format.schema()).isEqualTo(Schema.STRING_SCHEMA);
    }

    @Test
    void writesMillisecondsAsANumber() {
        var format = NotifiedAtFormat.of("epoch_millis");

        assertThat(format.write(1686598147123L)).isEqualTo(1686598147123L);
        assertThat(format.schema()).isEqualTo(Schema.INT64_SCHEMA);
    }

    @Test
    void writesAnInstantAfterALaterOne() {
        var format = NotifiedAtFormat.of("minute");

        assertThat(format.write(60_000L)).isEqualTo("1970-01-01T00:01 UTC+00:00");
        assertThat(format.write(59_999L)).isEqualTo("1970-01-01T00:00 UTC+00:00");
        assertThat(format.write(-1L)).isEqualTo("1969-12-31T23:59 UTC+00:00");
    }

    @Test
    void keepsTheTextWhileTheMinuteLasts() {
        var format = NotifiedAtFormat.of("minute");

        assertThat(format.write(119_999L)).isSameAs(format.write(60_000L));
    }

    @Test
    void writesEveryMillisecondOfAPatternAnew() {
        var format = NotifiedAtFormat.of("ss.SSS");

        assertThat(format.write(1_001L)).isEqualTo("01.001");
        assertThat(format.write(1_002L)).isEqualTo("01.002");
    }

    @ParameterizedTest
    @CsvSource({
        "minute,                    2026-03-08T07:30 UTC+00:00",
        "iso,                       2026-03-08T07:30:00.000Z",
        "EEE d MMM uuuu HH:mm zzz,  Sun 8 Mar 2026 07:30 Z",
    })
    void isDeafToTheZoneAndLanguageOfTheMachine(String setting, String text) {
        var zone = TimeZone.getDefault();
        var locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));

            // Half an hour into the summer time of New York.
            assertThat(NotifiedAtFormat.of(setting)
                            .write(Instant.parse("2026-03-08T07:30:00Z").toEpochMilli()))
                    .isEqualTo(text);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    void tellsTheTwoHoursApartThatNewYorkCallsTheSame() {
        var zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            var format = NotifiedAtFormat.of("minute");

            assertThat(format.write(Instant.parse("2026-11-01T05:30:00Z").toEpochMilli()))
                    .isEqualTo("2026-11-01T05:30 UTC+00:00");
            assertThat(format.write(Instant.parse("2026-11-01T06:30:00Z").toEpochMilli()))
                    .isEqualTo("2026-11-01T06:30 UTC+00:00");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "minutes,     Unknown pattern letter: i",
        "ISO,         Unknown pattern letter: I",
        "uuuu-MM-dd{, Pattern includes reserved character: '{'",
        "HHH,         Too many pattern letters: H",
        "HH],         Pattern invalid as it contains ] without previous [",
        "pH, Cannot write 2026-09-30T23:59:59.999Z: Cannot print as output of 2 characters exceeds pad width of 1",
        "ppppMMMM, Cannot write 2026-09-30T23:59:59.999Z: Cannot print as output of 9 characters exceeds pad width of 4",
    })
    void namesWhatIsWrongWithAPattern(String pattern, String reason) {
        assertThatThrownBy(() -> NotifiedAtFormat.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'''now'''", "G", "VV", "xxx"})
    void refusesAPatternThatSaysNothingOfTheTime(String pattern) {
        assertThatThrownBy(() -> NotifiedAtFormat.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Writes \"")
                .hasMessageEndingWith("\" whatever the time is");
    }
}
