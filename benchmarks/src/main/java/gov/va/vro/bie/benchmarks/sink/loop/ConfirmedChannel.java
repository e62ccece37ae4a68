package gov.va.vro.bie.benchmarks.sink.loop;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.connect.rabbitmq.message.Message;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * A channel with so many unconfirmed messages at most. It only counts: it does not know which records they are, sends
 * nothing again, and looks at no return.
 *
 * <p>Published to by one thread; what is marked here belongs to the client's reader thread.
 */
final class ConfirmedChannel implements AutoCloseable {

    private final Connection connection;
    private final Channel channel;
    private final Semaphore room;
    private final boolean mandatory;
    private final boolean[] settled;
    private long first = 1;

    ConfirmedChannel(String uri, int window, boolean mandatory) throws Exception {
        this.mandatory = mandatory;
        var factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        connection = factory.newConnection("bare-loop");
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.addConfirmListener(this::settled, this::settled);
        room = new Semaphore(window);
        settled = new boolean[Integer.highestOneBit(window) * 2];
    }

    void publish(Message message) throws IOException, InterruptedException {
        room.acquire();
        channel.basicPublish(message.exchange(), message.routingKey(), mandatory, message.properties(), message.body());
    }

    private void settled(long sequence, boolean multiple) {
        var freed = 0;
        if (multiple) {
            for (; first <= sequence; first++) {
                freed += settled[at(first)] ? 0 : 1;
                settled[at(first)] = false;
            }
        } else {
            settled[at(sequence)] = true;
            freed = 1;
        }
        for (; settled[at(first)]; first++) {
            settled[at(first)] = false;
        }
        room.release(freed);
    }

    private int at(long sequence) {
        return (int) (sequence & settled.length - 1);
    }

    @Override
    public void close() {
        connection.abort(1_000);
    }
}
