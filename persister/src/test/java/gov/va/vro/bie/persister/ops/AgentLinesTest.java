package gov.va.vro.bie.persister.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.config.HostPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgentLinesTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private DatagramSocket agent;

    @BeforeEach
    void listen() throws IOException {
        agent = new DatagramSocket(0, LOOPBACK);
        agent.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void sendsALineThatNoOtherFollows() throws IOException {
        try (var lines = AgentLines.to(address())) {
            lines.accept("persister.events:1|c");

            assertThat(received()).isEqualTo("persister.events:1|c\n");
        }
    }

    @Test
    void packsWholeLinesIntoDatagramsThatPassAnEthernet() throws IOException {
        var sent = IntStream.range(0, 500)
                .mapToObj(i -> "persister.event.latency.seconds:" + i + "|h|#event_type:contention-updated")
                .toList();
        try (var lines = reached()) {
            sent.forEach(lines);
        }
        var received = new ArrayList<String>();
        var datagrams = 0;
        while (received.size() < sent.size()) {
            var datagram = received();
            assertThat(datagram).endsWith("\n").hasSizeLessThanOrEqualTo(1432);
            datagram.lines().forEach(received::add);
            datagrams++;
        }

        assertThat(received).isEqualTo(sent);
        assertThat(datagrams).isLessThanOrEqualTo(sent.size() / 20 + 1);
    }

    @Test
    void sendsWhatIsLeftBeforeItCloses() throws IOException {
        try (var lines = reached()) {
            lines.accept("last:1|c");
        }

        assertThat(received()).isEqualTo("last:1|c\n");
    }

    @Test
    void letsALineGoThatFitsNoDatagram() throws IOException {
        try (var lines = reached()) {
            lines.accept("x".repeat(AgentLines.DATAGRAM_BYTES));
            lines.accept("y".repeat(AgentLines.DATAGRAM_BYTES - 1));

            assertThat(received()).startsWith("y").hasSize(AgentLines.DATAGRAM_BYTES);
        }
    }

    /** The answer to a datagram that nobody takes must not end what is sent afterwards. */
    @Test
    void reachesAnAgentThatStartsLater() throws IOException {
        var where = new InetSocketAddress(LOOPBACK, agent.getLocalPort());
        try (var lines = reached()) {
            agent.close();
            IntStream.range(0, 1000).forEach(i -> lines.accept("nobody takes this:1|c"));
            agent = new DatagramSocket(where);
            agent.setSoTimeout(10_000);
            lines.accept("z".repeat(AgentLines.DATAGRAM_BYTES - 1));
            lines.accept("again:1|c");

            assertThat(List.of(received(), received(), received()))
                    .anyMatch(datagram -> datagram.contains("again:1|c"));
        }
    }

    @Test
    void takesLinesThoughTheHostIsUnknown() {
        try (var lines = AgentLines.to(new HostPort("agent.invalid", 8125))) {
            IntStream.range(0, 10_000).forEach(i -> lines.accept("persister.events:1|c"));
        }
    }

    /** Lines whose agent's address is looked up already. */
    private AgentLines reached() throws IOException {
        var lines = AgentLines.to(address());
        lines.accept("first");
        assertThat(received()).isEqualTo("first\n");
        return lines;
    }

    private HostPort address() {
        return new HostPort(LOOPBACK.getHostAddress(), agent.getLocalPort());
    }

    private String received() throws IOException {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        agent.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }
}
