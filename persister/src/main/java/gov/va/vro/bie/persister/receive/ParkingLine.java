package gov.va.vro.bie.persister.receive;

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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One connection with one channel for parking, and what has come of its publishes. Sequence numbers belong
 * to it alone: a late confirm of a line that was cut touches nothing of the next.
 *
 * <p>Published on by the parking thread; the client library's thread marks confirms and returns.
 */
final class ParkingLine {

    private static final long CONFIRM_MILLIS = 10_000;
    private static final int CLOSE_MILLIS = 1_000;

    private final Connection connection;
    private final Channel channel;
    private final NavigableSet<Long> unconfirmed = new ConcurrentSkipListSet<>();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> missing = new AtomicReference<>();

    private ParkingLine(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /**
     * Connects, and declares the queue, which makes it again where it was deleted.
     *
     * @param opened gets the socket as soon as there is one
     */
    static ParkingLine open(Broker broker, Consumer<Socket> opened) throws BrokerException, IOException {
        var connection = broker.connect("persister parking", TrafficListener.NO_OP, socket -> {
            socket.setSoLinger(true, 0);
            opened.accept(socket);
        });
        try {
            Topology.declareParkedQueue(connection);
            var line = new ParkingLine(connection, Link.openChannel(connection));
            line.channel.confirmSelect();
            line.channel.addConfirmListener(line::confirmed, line::nacked);
            line.channel.addReturnListener(message -> line.missing.set(message.getRoutingKey()));
            return line;
        } catch (BrokerException | IOException e) {
            connection.abort(CLOSE_MILLIS);
            throw e;
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * @return for each item, whether its queue has taken it
     */
    List<Boolean> publish(List<ParkingLot.Item> items)
            throws BrokerException, IOException, InterruptedException, TimeoutException {
        var numbers = new ArrayList<Long>(items.size());
        for (var item : items) {
            var number = channel.getNextPublishSeqNo();
            numbers.add(number);
            unconfirmed.add(number);
            channel.basicPublish("", item.queue(), true, item.properties(), item.body());
        }
        channel.waitForConfirms(CONFIRM_MILLIS);
        if (missing.get() != null) {
            throw new BrokerException("queue \"" + missing.get() + "\" does not exist");
        }
        return numbers.stream().map(number -> !refused.contains(number)).toList();
    }

    void close() {
        connection.abort(CLOSE_MILLIS);
    }

    private void confirmed(long number, boolean multiple) {
        settled(number, multiple).clear();
    }

    private void nacked(long number, boolean multiple) {
        var nacked = settled(number, multiple);
        refused.addAll(nacked);
        nacked.clear();
    }

    /** A view: clearing it clears these of {@link #unconfirmed}. */
    private NavigableSet<Long> settled(long number, boolean multiple) {
        return unconfirmed.subSet(multiple ? 0 : number, true, number, true);
    }
}
