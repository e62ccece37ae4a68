package gov.va.vro.bie.persister.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.persister.config.HostPort;
import gov.va.vro.bie.persister.event.EventType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsBackendsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void tellsTheAgentEachLatencyOnceAndPrometheusToo() throws IOException {
        try (var agent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String scraped;
            try (var backends = MetricsBackends.start(
                    Optional.of(new HostPort(agent.getLocalAddress().getHostAddress(), agent.getLocalPort())))) {
                var metrics = new Metrics(backends, Clock.fixed(NOW, ZoneOffset.UTC));
                awaitReached(metrics, agent);
                metrics.stored(EventType.UPDATED, true, Optional.of(NOW.minusMillis(250)));
                metrics.stored(EventType.UPDATED, true, Optional.of(NOW.minusMillis(500)));
                metrics.stored(EventType.DELETED, true, Optional.of(NOW.minusMillis(125)));
                metrics.batchDone(3, 1, 0);
                scraped = backends.scrape();
            }
            assertThat(received(agent).lines().filter(line -> line.startsWith("persister.event.latency")))
                    .containsExactlyInAnyOrder(
                            "persister.event.latency.seconds:0.250:0.500|h|#event_type:contention-updated",
                            "persister.event.latency.seconds:0.125|h|#event_type:contention-deleted");
            assertThat(scraped)
                    .contains(
                            "persister_event_latency_seconds_count{event_type=\"contention-updated\"} 2",
                            "persister_event_latency_seconds_sum{event_type=\"contention-updated\"} 0.75");
        }
    }

    /** The address is looked up beside, and what comes before it may be let go. */
    private static void awaitReached(Metrics metrics, DatagramSocket agent) {
        await().until(() -> {
            metrics.databaseFailed();
            return !received(agent).isEmpty();
        });
    }

    /** All that was sent: what is sent to the loopback address has arrived when the sender's call returns. */
    private static String received(DatagramSocket agent) throws IOException {
        var text = new StringBuilder();
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        agent.setSoTimeout(100);
        try {
            while (true) {
                agent.receive(packet);
                text.append(new String(packet.getData(), 0, packet.getLength(), UTF_8));
            }
        } catch (SocketTimeoutException nothingLeft) {
            return text.toString();
        }
    }
}
