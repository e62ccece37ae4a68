package gov.va.vro.bie.persister.receive;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.TrafficListener;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * is closed. That is what happens here when the time is up.
 *
 * <p>Called by the receiving thread alone.
 */
final class ParkingLot implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ParkingLot.class);

    private static final long CONFIRM_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 1_000;

    private final Broker broker;
    private final ExecutorService publisher = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "parking");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Socket> socket = new AtomicReference<>();

    private final NavigableSet<Long> unconfirmed = new ConcurrentSkipListSet<>();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean returned = new AtomicBoolean();

    private volatile Connection connection;
    private volatile Channel channel;

    ParkingLot(Broker broker) {
        this.broker = broker;
    }

    record Item(BasicProperties properties, byte[] body) {}

    /**
     * Begins to publish all of {@code items} and to wait for the confirms.
     *
     * @return for each item, whether it is in the queue now; fails when nobody can tell, and then what was published may
     *     be there twice later. May never be done while the broker is blocked: {@link #cut} ends it
     */
    Future<List<Boolean>> park(List<Item> items) {
        return publisher.submit(() -> publish(items));
    }

    /** Closes the socket first: closing in order would wait behind a write that is stuck. */
    void cut() {
        var opened = socket.getAndSet(null);
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            log.debug(
                    "socket of the parking connection did not close: {}",
                    e.getClass().getSimpleName());
        }
        abort();
    }

    @Override
    public void close() {
        cut();
        publisher.shutdownNow();
    }

    private List<Boolean> publish(List<Item> items)
            throws BrokerException, IOException, InterruptedException, TimeoutException {
        ensureOpen();
        unconfirmed.clear();
        refused.clear();
        returned.set(false);
        var numbers = new ArrayList<Long>(items.size());
        for (var item : items) {
            var number = channel.getNextPublishSeqNo();
            numbers.add(number);
            unconfirmed.add(number);
            channel.basicPublish("", Topology.PARKED_QUEUE, true, item.properties(), item.body());
        }
        channel.waitForConfirms(CONFIRM_MILLIS);
        if (returned.get()) {
            // The queue is gone: opening anew declares it.
            throw new BrokerException("queue \"" + Topology.PARKED_QUEUE + "\" does not exist");
        }
        if (!refused.isEmpty()) {
            // A channel that a quorum queue has refused once may go on refusing after the queue has room again.
            abort();
        }
        return numbers.stream().map(number -> !refused.contains(number)).toList();
    }

    private void ensureOpen() throws BrokerException, IOException {
        if (channel != null && channel.isOpen()) {
            return;
        }
        abort();
        connection = broker.connect("persister parking", TrafficListener.NO_OP, opened -> {
            opened.setSoLinger(true, 0);
            socket.set(opened);
        });
        Topology.declareParkedQueue(connection);
        channel = Link.openChannel(connection);
        channel.confirmSelect();
        channel.addConfirmListener(
                (number, multiple) -> settled(number, multiple).clear(), (number, multiple) -> {
                    var nacked = settled(number, multiple);
                    refused.addAll(nacked);
                    nacked.clear();
                });
        channel.addReturnListener(message -> returned.set(true));
    }

    /** A view: clearing it clears these of {@link #unconfirmed}. */
    private NavigableSet<Long> settled(long number, boolean multiple) {
        return unconfirmed.subSet(multiple ? 0 : number, true, number, true);
    }

    private void abort() {
        var previous = connection;
        connection = null;
        channel = null;
        if (previous != null) {
            previous.abort(CLOSE_MILLIS);
        }
    }
}
