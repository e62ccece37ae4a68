package gov.va.vro.bie.it.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line between a client and a server that can be made bad: cut, slow, deaf in one direction, half closed.
 *
 * <p>What is set holds for the connections that are open and for those that are still to come, until {@link #heal}. A
 * connection that has lost bytes stays deaf even then, as a real one would: its client has to notice by itself. Each
 * connection has two threads of its own; any thread may call.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    /** Which way bytes flow. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    /**
     * Bytes of that direction vanish once so many more have passed, or from the piece of data on in which a text
     * occurs; none do where there is no direction.
     */
    record Deafness(Direction direction, long afterBytes, String text) {

        static final Deafness NONE = new Deafness(null, 0, "");

        boolean isFor(byte[] bytes, int count) {
            return text.isEmpty() || new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    private final ServerSocket listener;
    private final String serverHost;
    private final int serverPort;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile Deafness deafness = Deafness.NONE;
    private volatile boolean refusing;

    private TcpProxy(ServerSocket listener, String serverHost, int serverPort) {
        this.listener = listener;
        this.serverHost = serverHost;
        this.serverPort = serverPort;
    }

    /** A good line to a server, {@code host:port}. */
    public static TcpProxy to(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var listener = new ServerSocket(0, 64, loopback);
        var proxy = new TcpProxy(listener, server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        var acceptor = new Thread(proxy::acceptAll, "proxy to " + server);
        acceptor.setDaemon(true);
        acceptor.start();
        return proxy;
    }

    /** Where clients connect to, {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections are open now. */
    public int connections() {
        return open.size();
    }

    /** How many clients have ever come, those that were refused among them. */
    public int accepted() {
        return accepted.get();
    }

    /** How many of them have lost bytes, and can only be given up. */
    public long brokenConnections() {
        return open.stream().filter(ProxiedConnection::hasLostBytes).count();
    }

    /** Ends every connection with a reset, to both sides. */
    public void cut() {
        open.forEach(ProxiedConnection::reset);
    }

    /** Resets every connection, and each new one at once. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Lets every piece of data wait so long, in both directions. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Reads on and drops everything in one direction, from so many more bytes on, in each connection. */
    public void swallow(Direction direction, long afterBytes) {
        become(new Deafness(direction, afterBytes, ""));
    }

    /** Reads on and drops everything in one direction, from a piece of data on in which the text occurs. */
    public void swallowFrom(Direction direction, String text) {
        become(new Deafness(direction, 0, text));
    }

    private void become(Deafness wanted) {
        deafness = wanted;
        open.forEach(connection -> connection.apply(wanted));
    }

    /** Tells the receiver of one direction that nothing more will come, while the other direction goes on. */
    public void halfClose(Direction direction) {
        open.forEach(connection -> connection.endOutput(direction));
    }

    /** Makes the line good again; what is already lost or closed stays so. */
    public void heal() {
        refusing = false;
        delay = Duration.ZERO;
        deafness = Deafness.NONE;
        open.forEach(ProxiedConnection::heal);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    Duration delay() {
        return delay;
    }

    void ended(ProxiedConnection connection) {
        open.remove(connection);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                // The listener was closed, or a client was gone before it was served.
            }
        }
    }

    private void accept(Socket client) throws IOException {
        accepted.incrementAndGet();
        var server = new Socket();
        try {
            if (refusing) {
                throw new IOException("refusing");
            }
            server.connect(new InetSocketAddress(serverHost, serverPort), CONNECT_MILLIS);
        } catch (IOException e) {
            ProxiedConnection.reset(client);
            server.close();
            return;
        }
        var connection = new ProxiedConnection(this, client, server);
        open.add(connection);
        connection.apply(deafness);
        connection.start();
        if (refusing || listener.isClosed()) {
            connection.reset();
        }
    }
}
