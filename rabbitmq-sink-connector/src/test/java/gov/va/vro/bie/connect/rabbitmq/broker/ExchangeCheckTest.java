package gov.va.vro.bie.connect.rabbitmq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker's answer to the message that is never routed tells of the permission to write. */
class ExchangeCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACCESS_REFUSED - access to exchange 'events' in vhost '/' refused for user 'bie'",
                "ACCESS_REFUSED - write access to exchange 'events' in vhost '/' refused for user 'bie'"
            })
    void knowsAnExchangeThatMayNotBeWrittenTo(String said) {
        assertThat(ExchangeCheck.refusesWriting(close(AMQP.ACCESS_REFUSED, said)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACCESS_REFUSED - access to topic '' in exchange 'events' in vhost '/' refused for user 'bie'",
                "ACCESS_REFUSED - write access to topic '' in exchange 'events' in vhost '/' refused for user 'bie'"
            })
    void concludesNothingFromATopicPermissionThatTheEmptyRoutingKeyDoesNotMatch(String said) {
        assertThat(ExchangeCheck.refusesWriting(close(AMQP.ACCESS_REFUSED, said)))
                .isFalse();
    }

    @Test
    void takesTheRefusalOfTheMessageForThePermission() {
        assertThat(ExchangeCheck.refusesWriting(
                        close(AMQP.PRECONDITION_FAILED, "PRECONDITION_FAILED - invalid expiration 'none'")))
                .isFalse();
    }

    private static AMQP.Channel.Close close(int code, String said) {
        return new AMQP.Channel.Close.Builder().replyCode(code).replyText(said).build();
    }
}
