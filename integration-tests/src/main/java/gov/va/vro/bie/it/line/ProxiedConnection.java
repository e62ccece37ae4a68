package gov.va.vro.bie.it.line;

import gov.va.vro.bie.it.line.TcpProxy.Deafness;
import gov.va.vro.bie.it.line.TcpProxy.Direction;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection through a {@link TcpProxy}: two sockets, and a thread for each direction. An end of one side is handed
 * on to the other; an error of one side resets both.
 */
final class ProxiedConnection {

    private static final int BUFFER_BYTES = 16_384;

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger directionsOpen = new AtomicInteger(Direction.values().length);
    private Deafness deafness = Deafness.NONE;
    private long passBeforeDeaf;
    private boolean hasLostBytes;

    ProxiedConnection(TcpProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        for (var direction : Direction.values()) {
            var pump = new Thread(() -> pump(direction), "proxy " + direction + " " + client.getPort());
            pump.setDaemon(true);
            pump.start();
        }
    }

    /** From now on; a connection that is deaf already stays as it is. */
    synchronized void apply(Deafness wanted) {
        if (deafness.direction() == null) {
            deafness = wanted;
            passBeforeDeaf = wanted.afterBytes();
        }
    }

    /** Lets everything through again, unless something has been lost already. */
    synchronized void heal() {
        if (!hasLostBytes) {
            deafness = Deafness.NONE;
        }
    }

    synchronized boolean hasLostBytes() {
        return hasLostBytes;
    }

    void endOutput(Direction direction) {
        try {
            receiver(direction).shutdownOutput();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    void reset() {
        reset(client);
        reset(server);
        proxy.ended(this);
    }

    /** Closes a socket so that its peer sees a reset, whatever is still on its way. */
    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private void pump(Direction direction) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            var in = sender(direction).getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                LockSupport.parkNanos(proxy.delay().toNanos());
                pass(direction, buffer, read);
            }
            endOutput(direction);
            if (directionsOpen.decrementAndGet() == 0) {
                client.close();
                server.close();
                proxy.ended(this);
            }
        } catch (IOException e) {
            reset();
        }
    }

    /** A receiver that was told of an end reads nothing more: what comes for it is dropped. */
    private void pass(Direction direction, byte[] buffer, int read) throws IOException {
        var allowed = allowed(direction, buffer, read);
        var receiver = receiver(direction);
        if (allowed > 0 && !receiver.isOutputShutdown()) {
            receiver.getOutputStream().write(buffer, 0, allowed);
        }
    }

    private synchronized int allowed(Direction direction, byte[] buffer, int read) {
        if (deafness.direction() != direction || !hasLostBytes && !deafness.isFor(buffer, read)) {
            return read;
        }
        var allowed = (int) Math.min(read, passBeforeDeaf);
        passBeforeDeaf -= allowed;
        hasLostBytes |= allowed < read;
        return allowed;
    }

    private Socket sender(Direction direction) {
        return direction == Direction.TO_SERVER ? client : server;
    }

    private Socket receiver(Direction direction) {
        return direction == Direction.TO_SERVER ? server : client;
    }
}
