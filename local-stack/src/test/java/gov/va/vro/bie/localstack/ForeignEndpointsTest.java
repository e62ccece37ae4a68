package gov.va.vro.bie.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignEndpointsTest {

    @Test
    void areNoneWithoutTheVariables() {
        var foreign = ForeignEndpoints.of(Map.of("BIE_STACK_AMQP_URL", " "));

        assertThat(foreign.has(Part.RABBITMQ)).isFalse();
        assertThat(foreign.has(Part.POSTGRESQL)).isFalse();
        assertThat(foreign.needlessPorts()).isEmpty();
    }

    @Test
    void replaceOnlyThePartThatIsNamed() {
        var foreign = ForeignEndpoints.of(Map.of("BIE_STACK_AMQP_URL", "amqp://u:p@host:5672/%2F"));

        assertThat(foreign.has(Part.RABBITMQ)).isTrue();
        assertThat(foreign.has(Part.POSTGRESQL)).isFalse();
        assertThat(foreign.has(Part.KAFKA)).isFalse();
        assertThat(foreign.needlessPorts()).contains(Port.AMQP).doesNotContain(Port.POSTGRESQL);
    }

    @Test
    void letUnqualifiedTableNamesResolveInTheProjectsSchema() {
        var foreign = ForeignEndpoints.of(Map.of("BIE_STACK_JDBC_URL", "jdbc:postgresql://db/bie?user=u&password=p"));

        assertThat(foreign.jdbc()).contains("jdbc:postgresql://db/bie?user=u&password=p&currentSchema=bie");
    }

    @ParameterizedTest
    @CsvSource({
        "BIE_STACK_AMQP_URL, http://u:secret@host",
        "BIE_STACK_AMQP_URL, amqp://",
        "BIE_STACK_AMQP_MANAGEMENT_URL, secret",
        "BIE_STACK_JDBC_URL, jdbc:mysql://host/secret"
    })
    void areRefusedByTheNameOfTheVariableWithoutShowingItsValue(String variable, String value) {
        assertThatThrownBy(() -> ForeignEndpoints.of(Map.of(variable, value)))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(variable + " does not have the form ")
                .hasMessageNotContaining("secret");
    }
}
