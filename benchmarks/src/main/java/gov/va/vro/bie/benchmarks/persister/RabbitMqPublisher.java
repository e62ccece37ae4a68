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

/** Publishes to the exchanges as the sink does, confirmed. */
final class RabbitMqPublisher implements Publisher {

    private static final int WINDOW = 1_000;
    private static final long CONFIRM_MILLIS = 60_000;

    private final Workload workload = new Workload();
    private final Connection connection;
    private final Channel channel;
    private int published;

    RabbitMqPublisher(String uri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        connection = factory.newConnection("benchmark");
        channel = connection.createChannel();
        channel.confirmSelect();
    }

    @Override
    public void publish(int count) throws Exception {
        for (var i = 1; i <= count; i++) {
            publishOne();
            if (i % WINDOW == 0 || i == count) {
                channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            }
        }
    }

    @Override
    public void publish(int perSecond, Duration duration) throws Exception {
        Metronome.beat(perSecond, duration, this::publishOne);
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    }

    @Override
    public int published() {
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
