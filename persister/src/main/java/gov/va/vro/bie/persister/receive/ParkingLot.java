package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages into the dead-letter queue, with mandatory and confirms, over a connection of its own, opened when
 * it is needed.
 *
 * <p>Of its own, because a broker with a memory or disk alarm stops reading from every connection that publishes: on
 * the link's, the acknowledgements of everything else would wait with it. For the same reason the publishing is done on
 * a thread of its own: a write to such a broker can block for ever, and then so does closing, until the socket itself
 * is closed. That is what {@link #cut} does.
 *
 * <p>Called by the receiving thread alone.
 */
final class ParkingLot implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ParkingLot.class);

    private final Broker broker;
    private final ExecutorService publisher = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "parking");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Socket> socket = new AtomicReference<>();
    private final AtomicReference<ParkingLine> line = new AtomicReference<>();

    ParkingLot(Broker broker) {
        this.broker = broker;
    }

    /** A message for a queue. */
    record Item(String queue, BasicProperties properties, byte[] body) {}

    /**
     * Begins to publish all of {@code items} and to wait for the confirms. Of none, it only looks that the dead-letter
     * queue is there, and makes it where it is not.
     *
     * @return for each item, whether it is in the queue now; fails when nobody can tell, and then what was published
     *     may be there twice later. May never be done while the broker is blocked: {@link #cut} ends it
     */
    Future<List<Boolean>> publish(List<Item> items) {
        return publisher.submit(() -> publishNow(items));
    }

    /** Ends the connection and whatever is being published. The socket first: closing in order waits behind a write. */
    void cut() {
        var opened = socket.getAndSet(null);
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            log.debug("socket did not close: {}", e.getClass().getSimpleName());
        }
        hangUp();
    }

    @Override
    public void close() {
        cut();
        publisher.shutdownNow();
    }

    private List<Boolean> publishNow(List<Item> items)
            throws BrokerException, IOException, InterruptedException, TimeoutException {
        var taken = openLine().publish(items);
        if (taken.contains(false) || items.isEmpty()) {
            // A channel that a quorum queue has refused once may go on refusing after the queue has room again.
            hangUp();
        }
        return taken;
    }

    private ParkingLine openLine() throws BrokerException, IOException {
        var current = line.get();
        if (current != null && current.isOpen()) {
            return current;
        }
        hangUp();
        var opened = ParkingLine.open(broker, socket::set);
        line.set(opened);
        return opened;
    }

    private void hangUp() {
        var previous = line.getAndSet(null);
        if (previous != null) {
            previous.close();
        }
    }
}
