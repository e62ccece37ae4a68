package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.Settings;
import gov.va.vro.bie.connect.rabbitmq.message.HeaderNames.Fate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderNamesTest {

    private final List<String> asked = new ArrayList<>();
    private final HeaderNames names = new HeaderNames(asked::add);

    @ParameterizedTest(name = "include={0} exclude={1}: {2} is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                  | -        | trace      | FORWARDED",
                "trace              | -        | trace      | FORWARDED",
                "trace              | -        | trace.id   | FILTERED",
                "trace              | -        | my-trace   | FILTERED",
                "trace              | -        | Trace      | FILTERED",
                "'trace, b3-.*'     | -        | b3-span    | FORWARDED",
                "'[a-z]{1,3}, id'   | -        | abc        | FORWARDED",
                "'[a-z]{1,3}, id'   | -        | abcd       | FILTERED",
                "-                  | b3-.*    | b3-span    | FILTERED",
                "-                  | b3-.*    | trace      | FORWARDED",
                "'trace, b3-.*'     | b3-.*    | b3-span    | FILTERED",
                "'trace, b3-.*'     | b3-.*    | trace      | FORWARDED",
                ".*                 | -        | CC         | RESERVED",
                "-                  | -        | kafka.x    | RESERVED",
                "-                  | CC       | CC         | FILTERED",
                "trace              | -        | BCC        | FILTERED"
            })
    void areForwardedWhenIncludedAndNotExcludedAndFree(String include, String exclude, String name, Fate fate) {
        var settings = Settings.with("rabbitmq.headers.include", include, "rabbitmq.headers.exclude", exclude);
        var filtered = HeaderNames.of(RabbitMqSinkConfig.of(settings).message());

        assertThat(filtered.of(name)).isEqualTo(fate);
        assertThat(filtered.of(name)).as("remembered").isEqualTo(fate);
    }

    @Test
    void areMatchedOnceHoweverManyRecordsHaveThem() {
        for (int i = 0; i < 10; i++) {
            names.of("a");
            names.of("b");
        }

        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void areForgottenBeyondTheFirstThousand() {
        for (int i = 0; i < 1_001; i++) {
            names.of("name-" + i);
        }
        asked.clear();

        names.of("name-999");
        names.of("name-1000");

        assertThat(asked).containsExactly("name-1000");
    }

    @Test
    void areNotRememberedWhenTheyAreTooLong() {
        var name = "n".repeat(256);

        assertThat(names.of(name)).isEqualTo(Fate.TOO_LONG);
        names.of(name);

        assertThat(asked).hasSize(2);
    }

    @Test
    void mayBeTooLongAndLeftOutOnPurpose() {
        var settings = Settings.with("rabbitmq.headers.exclude", "n+");

        assertThat(HeaderNames.of(RabbitMqSinkConfig.of(settings).message()).of("n".repeat(256)))
                .isEqualTo(Fate.FILTERED);
    }

    @Test
    void exhaustNoStackHoweverLongTheyAre() {
        var settings = Settings.with("rabbitmq.headers.include", "(a|b)*");

        assertThat(HeaderNames.of(RabbitMqSinkConfig.of(settings).message()).of("ab".repeat(1_000_000)))
                .isEqualTo(Fate.TOO_LONG);
    }
}
