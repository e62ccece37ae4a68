package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final byte[] BODY = {1, 2, 3};

    @Test
    void isMeasuredAsTheClientWritesIt() throws IOException {
        var properties = everything();

        assertThat(message(properties).headerBytes())
                .isEqualTo(properties.toFrame(1, BODY.length).size());
        assertThat(message(properties).size())
                .isEqualTo(properties.toFrame(1, BODY.length).size() + 3);
    }

    @Test
    void isMeasuredWithoutAnyProperty() throws IOException {
        var none = new BasicProperties();

        assertThat(message(none).headerBytes())
                .isEqualTo(none.toFrame(1, BODY.length).size());
    }

    @Test
    void becomesACopyThatDiffersInItsFlagAlone() {
        var message = message(everything());

        var copy = message.asPossibleDuplicate();

        var headers = new HashMap<>(message.properties().getHeaders());
        headers.put("possible-duplicate", true);
        assertThat(copy.properties())
                .isEqualTo(message.properties().builder().headers(headers).build());
        assertThat(copy.body()).isSameAs(message.body());
        assertThat(copy.exchange()).isEqualTo("exchange");
        assertThat(copy.routingKey()).isEqualTo("key");
        assertThat(message.properties().getHeaders()).doesNotContainKey("possible-duplicate");
    }

    @Test
    void isFlaggedOnce() {
        var copy = message(everything()).asPossibleDuplicate();

        assertThat(copy.asPossibleDuplicate()).isSameAs(copy);
    }

    @Test
    void isFlaggedAlsoWithoutHeaders() {
        var copy = message(new BasicProperties()).asPossibleDuplicate();

        assertThat(copy.properties().getHeaders()).isEqualTo(Map.of("possible-duplicate", true));
    }

    @Test
    void fitsAFrameThatItsFlaggedCopyFits() {
        for (var properties : List.of(everything(), new BasicProperties())) {
            var message = message(properties);
            int flagged = message.asPossibleDuplicate().headerBytes();

            assertThat(message.fitsFrame(flagged + 4)).isTrue();
            assertThat(message.fitsFrame(flagged - 1)).isFalse();
            assertThat(message.fitsFrame(0)).as("no limit").isTrue();
        }
    }

    private static Message message(BasicProperties properties) {
        return new Message("exchange", "key", properties, BODY);
    }

    private static BasicProperties everything() {
        var headers = new HashMap<String, Object>();
        headers.put("null", null);
        headers.put("text \u00e4\u20ac\ud83d\ude00 \ud83d", "\u00e4\u20ac\ud83d\ude00 \ude00\ud83d");
        headers.put("bytes", new byte[] {1, 2});
        headers.put("flag", false);
        headers.put("byte", (byte) 1);
        headers.put("short", (short) 1);
        headers.put("int", 1);
        headers.put("long", 1L);
        headers.put("float", 1f);
        headers.put("double", 1d);
        headers.put("list", Arrays.asList(1, null, "x", List.of()));
        headers.put("table", Map.of("a", Map.of(), "b", 1L));
        return new BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("UTF-8")
                .headers(headers)
                .deliveryMode(2)
                .priority(9)
                .correlationId("c\u00e4")
                .replyTo("r")
                .expiration("1")
                .messageId("id")
                .timestamp(new Date())
                .type("t")
                .userId("u")
                .appId("a")
                .clusterId("")
                .build();
    }
}
