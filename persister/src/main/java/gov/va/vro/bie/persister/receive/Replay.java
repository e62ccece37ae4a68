package gov.va.vro.bie.persister.receive;

import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.ParkedReader.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends parked messages to the queues that they came from, through the default exchange, so that no other subscriber
 * gets them again. What identifies a message goes with it, so what was stored already is not stored twice.
 */
final class Replay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ParkingLot lot;
    private final Optional<byte[]> mended;

    /**
     * @param mended what to send in place of the body
     */
    Replay(Broker broker, Optional<byte[]> mended) {
        lot = new ParkingLot(broker);
        this.mended = mended;
    }

    /** When it returns, every one of them is in its queue. */
    void publish(List<Fetched> batch) throws BrokerException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        var items = batch.stream().map(this::item).toList();
        try {
            var taken = lot.publish(items).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (taken.contains(false)) {
                throw new BrokerException("broker: queue \""
                        + items.get(taken.indexOf(false)).queue()
                        + "\" refuses messages: it is full, or has no majority; nothing more was replayed");
            }
        } catch (TimeoutException e) {
            lot.cut();
            throw BrokerException.during("replaying", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrokerException known
                    ? known
                    : BrokerException.during("replaying", e.getCause());
        }
    }

    @Override
    public void close() {
        lot.close();
    }

    private ParkingLot.Item item(Fetched one) {
        var queue = one.copy().type().map(EventType::queue).orElseThrow();
        return new ParkingLot.Item(
                queue, ParkedHeaders.ofReplay(one.properties(), one.copy().message()), mended.orElse(one.body()));
    }
}
