package gov.va.vro.bie.benchmarks.persister;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.benchmarks.Workload;
import gov.va.vro.bie.persister.event.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Publishes events as the sink does, confirmed, with the moment of publishing as the record's timestamp. */
final class Publisher implements AutoCloseable {

    private static final int WINDOW = 1_000;
    private static final long CONFIRM_MILLIS = 60_000;

    private final Workload workload = new Workload();
    private final Connection connection;
    private final Channel channel;
    private int published;

    Publisher(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        connection = factory.newConnection("benchmark");
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    /** As fast as they are confirmed. */
    void publish(int count) throws IOException, InterruptedException, TimeoutException {
        for (var i = 1; i <= count; i++) {
            publishOne();
            if (i % WINDOW == 0 || i == count) {
                channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            }
        }
    }

    /** Evenly spread: each event has its own moment, whatever the one before it took. */
    void publish(int perSecond, Duration duration) throws IOException, InterruptedException, TimeoutException {
        var start = System.nanoTime();
        var count = perSecond * duration.toSeconds();
        for (var i = 0; i < count; i++) {
            var due = start + i * 1_000_000_000L / perSecond;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            publishOne();
        }
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    }

    int published() {
        return published;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private void publishOne() throws IOException {
        var message = workload.message(published++);
        channel.basicPublish(message.type().exchange(), "", properties(message), message.body());
    }

    private static BasicProperties properties(Message message) {
        var source = message.coordinates().orElseThrow();
        var headers = new HashMap<String, Object>();
        headers.put("kafka.topic", source.topic());
        headers.put("kafka.partition", source.partition());
        headers.put("kafka.offset", source.offset());
        headers.put("kafka.timestamp", System.currentTimeMillis());
        headers.put("notifiedAt", message.notifiedAt().orElseThrow().toEpochMilli());
        return new BasicProperties.Builder()
                .headers(headers)
                .messageId(message.messageId().orElseThrow())
                .contentType("application/json")
                .deliveryMode(2)
                .build();
    }
}
