package gov.va.vro.bie.connect.rabbitmq.config;

import java.nio.charset.StandardCharsets;

/**
 * The limit of AMQP's short strings (AMQP 0-9-1, 4.2.5.3): routing keys, names of exchanges and headers, and all
 * properties that are texts.
 */
public final class ShortString {

    /** The most bytes of UTF-8 that one holds. */
    public static final int MAX_BYTES = 255;

    private ShortString() {}

    static int bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
