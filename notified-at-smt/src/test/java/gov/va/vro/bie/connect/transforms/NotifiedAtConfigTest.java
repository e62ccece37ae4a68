package gov.va.vro.bie.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifiedAtConfigTest {

    private final NotifiedAt<SinkRecord> transform = new NotifiedAt.Value<>();

    @Test
    void needsNoSetting() {
        assertThatCode(() -> transform.configure(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minute", "iso", "epoch_millis", "uuuu-MM-dd'T'HH:mm:ssX"})
    void takesEveryLayoutAndAnyPattern(String format) {
        assertThatCode(() -> transform.configure(Map.of("notified.at.format", format)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "minutes, Unknown pattern letter: i",
        "'',      Writes \"\" whatever the time is",
        "pH, Cannot write 2026-09-30T23:59:59.999Z: Cannot print as output of 2 characters exceeds pad width of 1",
    })
    void refusesAWrongPattern(String format, String reason) {
        assertThatThrownBy(() -> transform.configure(Map.of("notified.at.format", format)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value " + format + " for configuration notified.at.format: " + reason
                        + ". Use minute, iso, epoch_millis or a DateTimeFormatter pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Record", "broker", "wallclock,record"})
    void refusesAnUnknownSource(String source) {
        assertThatThrownBy(() -> transform.configure(Map.of("notified.at.source", source)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value " + source + " for configuration notified.at.source: "
                        + "String must be one of: wallclock, record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notified.at.format", "notified.at.source"})
    void refusesANull(String setting) {
        var props = new HashMap<String, String>();
        props.put(setting, null);

        assertThatThrownBy(() -> transform.configure(props))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Invalid value null for configuration " + setting + ": ");
    }

    @Test
    void isValidatedWhereConnectValidatesIt() {
        var validated = transform.config().validate(Map.of("notified.at.format", "bad", "notified.at.source", "none"));

        assertThat(validated)
                .allSatisfy(setting -> assertThat(setting.errorMessages()).hasSize(1));
    }

    @Test
    void documentsEverySetting() {
        assertThat(transform.config().configKeys().values()).hasSize(2).allSatisfy(key -> {
            assertThat(key.documentation).endsWith(".");
            assertThat(key.hasDefault()).isTrue();
            assertThat(key.validator.toString()).contains(String.valueOf(key.defaultValue));
        });
        assertThat(NotifiedAt.OVERVIEW_DOC).contains("topic", "notifiedAt", "event");
    }

    @Test
    void documentsTheLayoutsThatThereAre() {
        var documentation = transform.config().configKeys().get("notified.at.format").documentation;
        long instant = 1686598147123L;

        for (var layout : new String[] {"minute", "iso", "epoch_millis"}) {
            assertThat(documentation)
                    .contains("<code>" + layout + "</code>")
                    .contains(NotifiedAtFormat.of(layout).write(instant).toString());
        }
    }

    @Test
    void isFoundByConnectsServiceDiscovery() {
        assertThat(ServiceLoader.load(Transformation.class).stream().map(ServiceLoader.Provider::type))
                .containsExactly(NotifiedAt.Value.class);
    }

    @Test
    void tellsTheVersionOfItsModule() {
        assertThat(transform).isInstanceOf(Versioned.class);
        assertThat(transform.version()).isEqualTo(System.getProperty("project.version"));
    }

    @Test
    void isConfiguredByTheDefinitionItShows() {
        assertThat(transform.config()).isSameAs(NotifiedAt.CONFIG_DEF).isInstanceOf(ConfigDef.class);
    }
}
