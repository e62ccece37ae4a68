package gov.va.vro.bie.connect.rabbitmq.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON's tokens as bytes in a buffer. Printable ASCII without a quote or a backslash is its own JSON, and goes there
 * straight, as whole numbers do; that is nearly everything. What needs thought (escapes, other scripts, fractions,
 * base64) Jackson encodes: its generator sees each of those as a value of its own, with nothing between them, and never
 * holds anything back.
 *
 * <p>Owned by one thread. Nothing here is allocated for a token that goes straight.
 */
final class JsonTokens {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 20;

    /** Whether a character is a byte that stands for itself. */
    private static final boolean[] PLAIN = new boolean[0x7F];

    static {
        Arrays.fill(PLAIN, ' ', PLAIN.length, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private final BoundedBuffer buffer;
    private final JsonGenerator jackson;

    JsonTokens(BoundedBuffer buffer) {
        this.buffer = buffer;
        try {
            this.jackson = JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build()
                    .createGenerator(buffer)
                    .setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An opening bracket or brace. */
    void begin(char mark) throws TooLarge {
        buffer.write(mark);
    }

    void end(char mark) throws TooLarge {
        buffer.write(mark);
    }

    /** A comma between two members of a structure; nothing before the first. No value ends as a structure begins. */
    void separate() throws TooLarge {
        byte last = buffer.array()[buffer.size() - 1];
        if (last != '[' && last != '{') {
            buffer.write(',');
        }
    }

    void name(String name) throws IOException {
        text(name);
        buffer.write(':');
    }

    /** A name with what stands before and behind it, for {@link #encoded}. */
    static byte[] encodedName(char before, String name) {
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(name);
        var encoded = new ByteArrayOutputStream(quoted.length + 4);
        encoded.write(before);
        encoded.write('"');
        encoded.writeBytes(quoted);
        encoded.write('"');
        encoded.write(':');
        return encoded.toByteArray();
    }

    /** What is JSON already. */
    void encoded(byte[] json) throws TooLarge {
        buffer.write(json, 0, json.length);
    }

    void nothing() throws TooLarge {
        encoded(NULL);
    }

    void bool(boolean value) throws TooLarge {
        encoded(value ? TRUE : FALSE);
    }

    void number(long value) throws IOException {
        if (buffer.free() >= LONGEST_NUMBER) {
            buffer.writtenTo(NumberOutput.outputLong(value, buffer.array(), buffer.size()));
        } else {
            jackson.writeNumber(value);
            jackson.flush();
        }
    }

    void text(String text) throws IOException {
        if (text.length() + 2 > buffer.free() || !goesStraight(text)) {
            jackson.writeString(Utf8.wellFormed(text));
            jackson.flush();
        }
    }

    private boolean goesStraight(String text) {
        byte[] bytes = buffer.array();
        int length = text.length();
        int first = buffer.size() + 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
            bytes[first + i] = (byte) c;
        }
        bytes[first - 1] = '"';
        bytes[first + length] = '"';
        buffer.writtenTo(first + length + 1);
        return true;
    }

    void number(double value) throws IOException {
        jackson.writeNumber(value);
        jackson.flush();
    }

    void number(float value) throws IOException {
        jackson.writeNumber(value);
        jackson.flush();
    }

    void number(BigInteger value) throws IOException {
        jackson.writeNumber(value);
        jackson.flush();
    }

    void number(BigDecimal value) throws IOException {
        jackson.writeNumber(LogicalTypes.text(value));
        jackson.flush();
    }

    void base64(byte[] value) throws IOException {
        jackson.writeBinary(value);
        jackson.flush();
    }
}
