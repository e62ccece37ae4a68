package gov.va.vro.bie.connect.rabbitmq.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void isTextAndPlaceholdersInOrder() {
        var template = Template.parse("bie.{topic}-{partition}/{key}{header.trace-id} {value.event.ClaimId}");

        assertThat(template.parts())
                .containsExactly(
                        new Template.Literal("bie."),
                        new Template.Topic(),
                        new Template.Literal("-"),
                        new Template.Partition(),
                        new Template.Literal("/"),
                        new Template.Key(),
                        new Template.HeaderValue("trace-id"),
                        new Template.Literal(" "),
                        new Template.ValueField(List.of("event", "ClaimId")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "{topic}", "a{partition}b{key}", "{header.a.b}", "{value.a}", "{value.a.b.c}"})
    void eachPartIsWrittenAsItStoodInTheTemplate(String text) {
        var parts = Template.parse(text).parts();

        assertThat(String.join("", parts.stream().map(Template.Part::text).toList()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{topics}          | there is no placeholder {topics}",
                "{}                | there is no placeholder {}",
                "{header}          | there is no placeholder {header}",
                "{header.}         | there is no placeholder {header.}",
                "{value}           | there is no placeholder {value}",
                "{value.}          | there is no placeholder {value.}",
                "{value.a..b}      | there is no placeholder {value.a..b}",
                "{value.a.}        | there is no placeholder {value.a.}",
                "{TOPIC}           | there is no placeholder {TOPIC}",
                "x{topic           | the brace at position 2 has no partner",
                "topic}            | the brace at position 6 has no partner",
                "{{topic}}         | the brace at position 1 has no partner"
            })
    void refusesWhatIsNoTemplate(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.parse(text))
                .withMessageStartingWith(reason);
    }

    @Test
    void refusesFixedTextThatNoRecordCouldMakeFit() {
        Template.parse("x".repeat(200) + "{key}" + "x".repeat(55));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.parse("x".repeat(200) + "{key}" + "x".repeat(56)))
                .withMessageContaining("256 bytes");
    }
}
