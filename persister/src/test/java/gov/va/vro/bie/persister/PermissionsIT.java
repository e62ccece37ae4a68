package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker's user with the permissions that README.md gives it, which are read from there: enough for all it does. */
class PermissionsIT {

    private static final String USER = "bie_persister";
    private static final String SECRET = "of-the-persister";
    private static final Duration SOON = Duration.ofSeconds(60);

    private RabbitMq rabbit;
    private Postgres postgres;
    private Connection administrator;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        var management = RabbitMq.freePort();
        rabbit = RabbitMq.start("management.tcp.ip = 127.0.0.1", "management.tcp.port = " + management);
        postgres = Postgres.start();
        administrator = rabbit.connect();
        rabbit.ctl("add_user", USER, SECRET);
        rabbit.ctl("set_user_tags", USER, "management");
        rabbit.ctl(DocumentedPermissions.command(USER));
        rabbit.ctl(
                "import_definitions", Path.of("policies.json").toAbsolutePath().toString());
        environment.putAll(rabbit.variables());
        environment.putAll(postgres.variables("bie"));
        environment.put("RABBITMQ_USERNAME", USER);
        environment.put("RABBITMQ_PASSWORD", SECRET);
        environment.put("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + management);
    }

    @AfterEach
    void stop() throws Exception {
        rabbit.stop();
        postgres.close();
    }

    @Test
    void areEnoughToStoreToParkToLookToReplayAndToCheckAndForNothingElse() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            publish("{\"event\": {\"ClaimId\": 1, \"ContentionId\": 1}}");
            publish("not JSON");
            awaitRows("bie_event", 1);
            awaitRows("bie_event_parked WHERE replayed_at IS NULL", 1);

            assertThat(run("parked", "list")).startsWith("0\n").contains("not JSON");
            assertThat(run("parked", "replay", "--all")).startsWith("0\n");
            await("parked again")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(persister.get("/metrics").body())
                            .contains(
                                    "persister_events_total{event_type=\"contention-updated\",outcome=\"parked\"} 2"));
            assertThat(run("check")).startsWith("0\n").contains("ok      policies");
        }
        assertEachIsRefused();
    }

    /** What is another's is deleted at last: until then it has to be there. */
    private void assertEachIsRefused() throws Exception {
        var channelOfAnother = administrator.createChannel();
        channelOfAnother.queueDeclare("anothers", true, false, false, null);
        channelOfAnother.exchangeDeclare("anothers", BuiltinExchangeType.TOPIC, true);
        var refused = new SoftAssertions();
        refuses(refused, "write: publish to an event's exchange", ours -> publish(ours, EventType.UPDATED.exchange()));
        refuses(refused, "write: publish to another's exchange", ours -> publish(ours, "anothers"));
        refuses(
                refused,
                "write: bind another's queue",
                ours -> ours.queueBind("anothers", EventType.UPDATED.exchange(), "#"));
        refuses(refused, "read: take from another's queue", ours -> ours.basicGet("anothers", true));
        refuses(refused, "read: purge another's queue", ours -> ours.queuePurge("anothers"));
        refuses(
                refused,
                "read: bind to another's exchange",
                ours -> ours.queueBind(EventType.UPDATED.queue(), "anothers", "#"));
        refuses(
                refused,
                "configure: declare another queue",
                ours -> ours.queueDeclare("other", true, false, false, null));
        refuses(
                refused,
                "configure: declare another exchange",
                ours -> ours.exchangeDeclare("other", BuiltinExchangeType.TOPIC, true));
        refuses(refused, "configure: delete another's queue", ours -> ours.queueDelete("anothers"));
        refuses(refused, "configure: delete another's exchange", ours -> ours.exchangeDelete("anothers"));
        refused.assertAll();
    }

    private static void publish(Channel channel, String exchange) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(exchange, "any", null, new byte[0]);
        channel.waitForConfirmsOrDie(10_000);
    }

    private void publish(String body) throws Exception {
        var channel = administrator.createChannel();
        channel.confirmSelect();
        channel.basicPublish(EventType.UPDATED.exchange(), "any", null, body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
        channel.close();
    }

    private void awaitRows(String table, int count) {
        await(table)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(postgres.query("SELECT count(*) FROM bie." + table))
                        .containsExactly(Integer.toString(count)));
    }

    private void refuses(SoftAssertions refused, String what, Attempt attempt) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUsername(USER);
        factory.setPassword(SECRET);
        factory.setPort(administrator.getPort());
        factory.setHost("127.0.0.1");
        try (var connection = factory.newConnection()) {
            var channel = connection.createChannel();
            refused.assertThatThrownBy(() -> attempt.on(channel)).as(what).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }

    private String run(String... command) {
        var out = new StringWriter();
        var code = Persister.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .execute(command);
        return code + "\n" + out;
    }

    private interface Attempt {
        void on(Channel channel) throws Exception;
    }
}
