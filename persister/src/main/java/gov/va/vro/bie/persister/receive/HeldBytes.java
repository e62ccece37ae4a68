package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Command;
import com.rabbitmq.client.TrafficListener;

/**
 * Keeps the messages in memory below a limit of bytes, bodies and headers. The prefetch counts messages, and RabbitMQ has none for bytes: a
 * full prefetch of large messages would not fit into a small heap.
 *
 * <p>The client library calls {@link #read} on the thread that reads the socket, after every frame set. Above the limit
 * that thread waits here, so TCP makes the broker wait in turn. A message larger than the limit passes when it is
 * alone. The receiving thread releases bytes after it has acknowledged. It must not wait for itself: so the limit
 * applies only from {@link #limit()} on, after which it asks nothing of this connection that needs an answer.
 */
final class HeldBytes implements TrafficListener {

    private static final int SHARE_OF_HEAP = 8;

    private final long limit;
    private long held;
    private boolean limited;

    HeldBytes(long limit) {
        this.limit = limit;
    }

    static HeldBytes shareOfTheHeap() {
        return new HeldBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    @Override
    public void write(Command outbound) {}

    @Override
    public void read(Command inbound) {
        if (inbound.getMethod() instanceof AMQP.Basic.Deliver
                && inbound.getContentHeader() instanceof AMQP.BasicProperties properties
                && inbound.getContentBody() != null) {
            hold(MessageBytes.of(properties, inbound.getContentBody()));
        }
    }

    /** Counts {@code bytes}, once there is room for them. */
    synchronized void hold(int bytes) {
        try {
            while (limited && held > 0 && held + bytes > limit) {
                wait();
            }
            held += bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void release(int bytes) {
        held -= bytes;
        notifyAll();
    }

    /** Applies the limit from now on. */
    synchronized void limit() {
        limited = true;
    }

    /** Lets everything pass from now on. */
    synchronized void end() {
        limited = false;
        notifyAll();
    }
}
