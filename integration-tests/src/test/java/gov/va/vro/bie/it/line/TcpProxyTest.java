package gov.va.vro.bie.it.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.line.TcpProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client and a server that talk through the proxy, each end in the test's hands. */
@Timeout(30)
class TcpProxyTest {

    private static final int SILENCE_MILLIS = 300;

    private ServerSocket listener;
    private TcpProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        proxy = TcpProxy.to("127.0.0.1:" + listener.getLocalPort());
        client = connection();
        server = listener.accept();
        await().until(() -> proxy.connections() == 1);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listener.close();
    }

    @Test
    void carriesWhatBothSidesSay() throws IOException {
        send(client, "question");
        assertThat(read(server, 8)).isEqualTo("question");
        send(server, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void handsAnOrderlyEndOn() throws IOException {
        client.close();
        assertThat(server.getInputStream().read()).isEqualTo(-1);
        server.close();
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void resetsBothSidesWhenCut() {
        proxy.cut();

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void swallowsFromTheFirstPieceWithATextOn() throws IOException {
        proxy.swallowFrom(Direction.TO_SERVER, "COMMIT");
        send(client, "before");
        assertThat(read(server, 6)).isEqualTo("before");
        send(client, "a COMMIT b");
        await().until(() -> proxy.brokenConnections() == 1);
        send(client, "behind");

        send(server, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
        assertThat(server.getInputStream().available()).isZero();
    }

    @Test
    void acceptsNewConnectionsAfterACut() throws IOException {
        proxy.cut();

        try (var next = connection();
                var served = listener.accept()) {
            send(next, "again");
            assertThat(read(served, 5)).isEqualTo("again");
        }
    }

    @Test
    void resetsNewConnectionsWhileItRefuses() throws IOException {
        proxy.refuse();

        try (var next = connection()) {
            assertThatThrownBy(() -> next.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void swallowsWhatTheServerSaysFromSomeByteOn() throws IOException {
        proxy.swallow(Direction.TO_CLIENT, 4);
        send(server, "heard and lost");
        send(client, "question");

        assertThat(read(client, 4)).isEqualTo("hear");
        assertSilence(client);
        assertThat(read(server, 8)).isEqualTo("question");
    }

    @Test
    void swallowsWhatTheClientSaysFromSomeByteOn() throws IOException {
        proxy.swallow(Direction.TO_SERVER, 4);
        send(client, "heard and lost");
        send(server, "answer");

        assertThat(read(server, 4)).isEqualTo("hear");
        assertSilence(server);
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void swallowsOnNewConnectionsToo() throws IOException {
        proxy.swallow(Direction.TO_CLIENT, 0);

        try (var next = connection();
                var served = listener.accept()) {
            send(served, "lost");
            assertSilence(next);
        }
    }

    @Test
    void leavesAConnectionDeafThatHasLostBytes() throws IOException {
        proxy.swallow(Direction.TO_CLIENT, 0);
        send(server, "lost");
        await().until(() -> proxy.brokenConnections() == 1);
        proxy.heal();
        send(server, "lost too");

        assertSilence(client);
    }

    @Test
    void letsEverythingThroughAgainWhereNothingWasLost() throws IOException {
        proxy.swallow(Direction.TO_CLIENT, 0);
        proxy.heal();
        send(server, "answer");

        assertThat(read(client, 6)).isEqualTo("answer");
        assertThat(proxy.brokenConnections()).isZero();
    }

    @Test
    void delaysWhatIsSaid() throws IOException {
        proxy.delay(Duration.ofMillis(400));
        var begin = System.nanoTime();
        send(client, "slow");

        assertThat(read(server, 4)).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(399));
    }

    @Test
    void closesOneDirectionAndKeepsTheOther() throws IOException {
        proxy.halfClose(Direction.TO_CLIENT);

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        send(client, "still here");
        assertThat(read(server, 10)).isEqualTo("still here");
    }

    private Socket connection() throws IOException {
        var address = proxy.address().split(":");
        return new Socket(address[0], Integer.parseInt(address[1]));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    private static void assertSilence(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
