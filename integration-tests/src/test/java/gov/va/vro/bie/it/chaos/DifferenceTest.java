package gov.va.vro.bie.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    @Test
    void findsNothingInTheSameCodes() {
        assertThat(Difference.ofCodes(Set.of("5003", "5237"), Set.of("5237", "5003"))
                        .isNone())
                .isTrue();
    }

    @Test
    void countsCodesThatAreMissingAndCodesThatNobodyHas() {
        var difference = Difference.ofCodes(Set.of("5003", "5237"), Set.of("5237", "9434", "9411"));

        assertThat(difference.missing()).isEqualTo(1);
        assertThat(difference.extra()).isEqualTo(2);
        assertThat(difference.examples())
                .containsExactly(
                        "diagnostic_code: 5003 is missing",
                        "diagnostic_code: 9411 is of no stored event",
                        "diagnostic_code: 9434 is of no stored event");
    }

    @Test
    void isNotNoneWhenItCannotBeTold() {
        assertThat(Difference.unknown(3, "no answer").isNone()).isFalse();
    }
}
