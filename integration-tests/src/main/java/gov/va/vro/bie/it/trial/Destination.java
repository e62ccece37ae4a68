package gov.va.vro.bie.it.trial;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An exchange that the sink publishes to, and an independent subscriber for each type of queue (classic, quorum), all
 * durable.
 *
 * <p>The queues hang on a fanout exchange, and that on the sink's exchange by one binding. So the binding can be taken
 * away from all at once; one after the other, there would be messages that only one of them is owed.
 */
public record Destination(String topic, String exchange, List<String> types) {

    /** The queues' names, in the order of their types. */
    public List<String> queues() {
        return types.stream().map(type -> exchange + "." + type).toList();
    }

    /** Makes everything that is missing. */
    public void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(fan(), BuiltinExchangeType.FANOUT, true);
        for (var queue : queues()) {
            var type = queue.substring(queue.lastIndexOf('.') + 1);
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", type));
            channel.queueBind(queue, fan(), "");
        }
        bind(channel);
    }

    /** Declares the sink's exchange as the sink does, if it is missing, and binds the queues to it. */
    public void bind(Channel channel) throws IOException {
        channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        channel.exchangeBind(fan(), exchange, "#");
    }

    /** Takes all queues away from the exchange at the same moment. */
    public void unbind(Channel channel) throws IOException {
        channel.exchangeUnbind(fan(), exchange, "#");
    }

    /** Deletes the sink's exchange, and so the binding. */
    public void deleteExchange(Channel channel) throws IOException {
        channel.exchangeDelete(exchange);
    }

    void delete(Channel channel) throws IOException {
        channel.exchangeDelete(exchange);
        channel.exchangeDelete(fan());
        for (var queue : queues()) {
            channel.queueDelete(queue);
        }
    }

    private String fan() {
        return exchange + ".fan";
    }
}
