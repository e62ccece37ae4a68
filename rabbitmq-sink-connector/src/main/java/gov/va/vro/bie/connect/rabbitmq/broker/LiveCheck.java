package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfig;
import gov.va.vro.bie.connect.rabbitmq.config.RabbitMqSinkConfigDef;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries a configuration on the broker, and makes and sends nothing there. The addresses are tried in turn, as the task
 * will: the first one that accepts the login is asked about the exchanges.
 *
 * <p>The work is done on a thread of its own, and whoever asks waits for a given time at most: then the line is cut,
 * which frees that thread wherever the broker or the network holds it (but for a name server that does not answer; the
 * thread then ends when Java gives that up).
 */
public final class LiveCheck {

    private static final String NAME = "rabbitmq-live-check";

    private final RabbitMqSinkConfig config;
    private final Duration atMost;
    private final long deadline;
    private final ExecutorService closers;
    private volatile Line line;
    private volatile String step = "";

    private LiveCheck(RabbitMqSinkConfig config, Duration atMost) {
        this.config = config;
        this.atMost = atMost;
        this.deadline = System.nanoTime() + atMost.toNanos();
        this.closers = Closers.named(NAME + "-closer");
    }

    /** What does not fit the broker, and the setting to change. */
    public record Finding(String setting, String sentence) {}

    /** Empty when the sink could start with this configuration now. */
    public static Optional<Finding> of(RabbitMqSinkConfig config, Duration atMost) {
        return new LiveCheck(config, atMost).run();
    }

    private Optional<Finding> run() {
        var check = new FutureTask<>(this::check);
        daemon(check).start();
        try {
            return check.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            return Optional.of(new Finding(
                    RabbitMqSinkConfigDef.ADDRESSES, step + " did not answer in time (" + atMost.toSeconds() + " s)"));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The check of the broker failed", failure.getCause());
        } finally {
            cut();
        }
    }

    private void cut() {
        var last = line;
        if (last != null) {
            last.cut();
        }
    }

    private static Thread daemon(Runnable runnable) {
        var thread = new Thread(runnable, NAME);
        thread.setDaemon(true);
        return thread;
    }

    private Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private Optional<Finding> check() {
        var unreachable = new ArrayList<BrokerException>();
        var addresses = config.connection().addresses();
        for (int i = 0; i < addresses.size() && !(i > 0 && remaining().isZero()); i++) {
            step = "RabbitMQ at " + addresses.get(i);
            line = new Line(config, addresses.get(i), NAME, closers, share(addresses.size() - i));
            try {
                return ask(line.connect());
            } catch (BrokerException.Unavailable | BrokerException.Untrusted failure) {
                unreachable.add(failure);
            } catch (BrokerException wrong) {
                return Optional.of(finding(List.of(wrong)));
            }
        }
        return Optional.of(finding(unreachable));
    }

    /** So that an address that does not answer leaves time for those behind it. */
    private Duration share(int addressesLeft) {
        var share = remaining().dividedBy(addressesLeft);
        var configured = config.connection().connectionTimeout();
        return share.compareTo(configured) < 0 ? share.plusMillis(1) : configured;
    }

    /** At the setting of the first, since the first address is as good as any; with what the others have to say. */
    private static Finding finding(List<BrokerException> failures) {
        var sentences = failures.stream().map(BrokerException::getMessage).toList();
        return new Finding(failures.get(0).setting(), String.join("; ", sentences));
    }

    private Optional<Finding> ask(Connection connection) {
        try {
            for (var exchange : config.destination().exchangeMap().exchanges()) {
                step = "RabbitMQ at " + line.address() + ", asked about exchange \"" + exchange + "\",";
                new ExchangeCheck(config, exchange).on(connection);
            }
            return Optional.empty();
        } catch (BrokerException wrong) {
            return Optional.of(finding(List.of(wrong)));
        } catch (ChannelContinuationTimeoutException silent) {
            cut();
            return Optional.of(new Finding(RabbitMqSinkConfigDef.ADDRESSES, step + " did not answer in time"));
        } catch (IOException | ShutdownSignalException lost) {
            cut();
            return Optional.of(new Finding(
                    RabbitMqSinkConfigDef.ADDRESSES, step + " ended the connection: " + ConnectFailure.describe(lost)));
        } finally {
            connection.abort(Math.toIntExact(Math.max(1, remaining().toMillis())));
        }
    }
}
