package gov.va.vro.bie.connect.rabbitmq.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnresolvedReferencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"${env:PASSWORD}", "${file:/run/secrets:password}", "a,${env:B},c", "${dir:/x:}", "a${b:c}d"})
    void areFoundAnywhereInAValue(String value) {
        assertThat(UnresolvedReferences.in(Map.of("any.setting", value))).containsOnlyKeys("any.setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$1-$2", "${group}", "{topic}", "a$b:{c}", "$ {env:X}", "${env:X"})
    void areNothingThatConnectWouldNotResolve(String value) {
        assertThat(UnresolvedReferences.in(Map.of("any.setting", value))).isEmpty();
    }

    @Test
    void areNamedByProviderAndNothingElseOfTheValue() {
        var sentence =
                UnresolvedReferences.in(Map.of("p", "hunter2${env:PASSWORD}")).get("p");

        assertThat(sentence).contains("\"env\"").doesNotContain("hunter2").doesNotContain("PASSWORD");
    }

    @Test
    void showNothingOfAValueThatOnlyLooksLikeOne() {
        assertThat(UnresolvedReferences.in(Map.of("p", "s3${cr3t pass:word}")).get("p"))
                .doesNotContain("cr3t");
    }

    @Test
    void takeASettingWithoutAValueForResolved() {
        var settings = new HashMap<String, String>();
        settings.put("any.setting", null);

        assertThat(UnresolvedReferences.in(settings)).isEmpty();
    }
}
