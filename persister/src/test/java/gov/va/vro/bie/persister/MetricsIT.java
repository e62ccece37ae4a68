package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** F29: metrics back ends that are away, slow or hang, and one that listens. */
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EVENTS = 2_000;

    private static final Pattern PAGE_BEING_WRITTEN = Pattern.compile(
            "\"pages\" (#\\d+).* (cpu=\\S+) .*\\n.*State: RUNNABLE\\n\\s+at sun\\.nio\\.ch\\.\\w+\\.write");

    @RegisterExtension
    private static final BeforeAllCallback SERVERS = context -> servers = Servers.shared(context);

    private static Servers servers;

    private final Map<String, String> environment = new HashMap<>();
    private Connection connection;
    private Channel channel;
    private Updates events;

    @BeforeEach
    void connect() throws Exception {
        servers.postgres().execute("DROP SCHEMA IF EXISTS bie CASCADE");
        connection = servers.rabbit().connect();
        channel = connection.createChannel();
        channel.confirmSelect();
        events = new Updates(channel, servers.postgres());
        environment.putAll(servers.variables());
    }

    @AfterEach
    void empty() throws Exception {
        channel.queuePurge(EventType.UPDATED.queue());
        connection.close();
    }

    @Test
    void storesAllTheSameThoughNobodyTakesItsMetrics() throws Exception {
        try (var agent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            environment.put("DD_AGENT_HOST", "127.0.0.1");
            environment.put("DD_DOGSTATSD_PORT", Integer.toString(agent.getLocalPort()));
            try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
                try (var scrape = hangingScrape(persister)) {
                    events.publish(EVENTS);
                    events.awaitStored(EVENTS);

                    assertThat(scrape.getInputStream().available())
                            .as("bytes of an answer that nobody reads")
                            .isPositive();
                }
                await("counted, which happens after the commit")
                        .atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(persister.get("/metrics").body())
                                        .contains(
                                                "persister_events_total{event_type=\"contention-updated\",outcome=\"stored\"} 2000"));
                assertThat(persister.log()).doesNotContain("\"level\":\"ERROR\"");
            }
        }
    }

    /** Who takes no answer is cut off after ten seconds: so the scrape must be seen to hang before and after. */
    @Test
    void answersOthersWhileAScrapeHangs() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            await("pages beside a scrape that hangs")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        try (var scrape = hangingScrape(persister)) {
                            var hanging = awaitHangingPage(persister);
                            for (var page : List.of("/health/live", "/health/ready", "/metrics")) {
                                assertThat(persister.get(page).statusCode()).isEqualTo(200);
                            }
                            assertThat(writing(persister)).as("%s", scrape).contains(hanging);
                        }
                    });
        }
    }

    @Test
    void storesAllTheSameThoughTheAgentIsStoppedOrHasNoAddress() throws Exception {
        for (var host : List.of("127.0.0.1", "agent.invalid")) {
            servers.postgres().execute("DROP SCHEMA IF EXISTS bie CASCADE");
            environment.put("DD_AGENT_HOST", host);
            environment.put("DD_DOGSTATSD_PORT", Integer.toString(RabbitMq.freePort()));
            try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
                events.publish(EVENTS);
                events.awaitStored(EVENTS);

                assertThat(persister.log()).as(host).doesNotContain("\"level\":\"ERROR\"");
                assertThat(persister.stop()).isZero();
            }
        }
    }

    @Test
    void tellsTheAgentWhatItTellsPrometheus() throws Exception {
        try (var agent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            environment.put("DD_AGENT_HOST", "127.0.0.1");
            environment.put("DD_DOGSTATSD_PORT", Integer.toString(agent.getLocalPort()));
            environment.put("DD_ENTITY_ID", "the-pod");
            try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
                events.publish(1);

                assertThat(received(agent))
                        .contains("persister.events:1|c", "event_type:contention-updated", "outcome:stored")
                        .containsPattern(
                                "persister\\.event\\.latency\\.seconds:\\d+\\.\\d{3}\\|h\\|#event_type:contention-updated,dd\\.internal\\.entity_id:the-pod\n");
                assertThat(persister.log()).doesNotContain("\"level\":\"ERROR\"");
            }
        }
    }

    /** Asks for the metrics, and reads nothing of the answer. */
    private static Socket hangingScrape(PersisterProcess persister) throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(persister.address());
        for (var i = 0; i < 400; i++) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: any\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return socket;
    }

    /** A thread that is writing a page, and has used no processor since it was last seen there. */
    private static String awaitHangingPage(PersisterProcess persister) {
        var before = new HashSet<String>();
        return await("a thread that hangs")
                .atMost(SOON)
                .until(
                        () -> {
                            var now = writing(persister);
                            var hanging = now.stream().filter(before::contains).findFirst();
                            before.addAll(now);
                            return hanging;
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Those of the pages' threads that are writing into a socket: number and processor time. */
    private static Set<String> writing(PersisterProcess persister) throws Exception {
        return PAGE_BEING_WRITTEN
                .matcher(persister.threadDump())
                .results()
                .map(thread -> thread.group(1) + " " + thread.group(2))
                .collect(Collectors.toSet());
    }

    private static String received(DatagramSocket agent) throws Exception {
        var text = new StringBuilder();
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        agent.setSoTimeout((int) SOON.toMillis());
        while (text.indexOf("persister.event.latency") < 0) {
            agent.receive(packet);
            text.append(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
