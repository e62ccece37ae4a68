package gov.va.vro.bie.connect.fuzz;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The way of a message's properties through the client: written as it writes them for the broker, and read back. */
final class AmqpWire {

    private static final int FRAME_AROUND_PAYLOAD = 8;

    private AmqpWire() {}

    /**
     * Properties as a subscriber gets them.
     *
     * @param frameBytes of the frame that has them
     */
    record Arrived(AMQP.BasicProperties properties, Map<String, Object> headers, int frameBytes) {}

    static Arrived send(AMQP.BasicProperties properties, int bodySize) throws IOException {
        Frame frame = properties.toFrame(1, bodySize);
        byte[] payload = frame.getPayload();
        var in = new DataInputStream(new ByteArrayInputStream(payload));
        var arrived = (AMQP.BasicProperties) AMQImpl.readContentHeaderFrom(in);
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes behind the properties");
        }
        return new Arrived(arrived, table(arrived.getHeaders()), payload.length + FRAME_AROUND_PAYLOAD);
    }

    /** Writes the command that goes before the properties: exchange and routing key. */
    static void sendCommand(String exchange, String routingKey) throws IOException {
        new AMQImpl.Basic.Publish(0, exchange, routingKey, true, false).toFrame(1);
    }

    private static Map<String, Object> table(Map<?, ?> read) throws IOException {
        var table = new HashMap<String, Object>();
        for (Map.Entry<?, ?> entry : read.entrySet()) {
            table.put((String) entry.getKey(), plain(entry.getValue()));
        }
        return table;
    }

    private static Object plain(Object value) throws IOException {
        if (value instanceof LongString text) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.getBytes()))
                    .toString();
        } else if (value instanceof Map<?, ?> table) {
            return table(table);
        } else if (value instanceof List<?> list) {
            var items = new ArrayList<Object>();
            for (Object item : list) {
                items.add(plain(item));
            }
            return items;
        }
        return value;
    }
}
