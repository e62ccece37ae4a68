package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.receive.RabbitMq;
import gov.va.vro.bie.persister.store.Postgres;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as whoever operates it has it: policies, rotated secrets, signals, servers that go away. */
class OperationsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Ten seconds for the batch, one to close the pool, and some for a busy machine. */
    private static final Duration STOPPED = Duration.ofSeconds(15);

    private static final int EVENTS = 2_000;

    private static RabbitMq rabbit;
    private static int management;
    private static Postgres postgres;

    private final Map<String, String> environment = new HashMap<>();
    private Connection connection;
    private Channel channel;
    private Updates events;

    @BeforeAll
    static void startServers() throws Exception {
        management = RabbitMq.freePort();
        rabbit = RabbitMq.start("management.tcp.ip = 127.0.0.1", "management.tcp.port = " + management);
        postgres = Postgres.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (rabbit != null) {
            rabbit.stop();
            postgres.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        postgres.execute("DROP SCHEMA IF EXISTS bie CASCADE");
        connection = rabbit.connect();
        channel = connection.createChannel();
        channel.confirmSelect();
        events = new Updates(channel, postgres);
        environment.putAll(rabbit.variables());
        environment.putAll(postgres.variables("bie"));
    }

    @AfterEach
    void empty() throws Exception {
        channel.queuePurge(EventType.UPDATED.queue());
        connection.close();
    }

    /** The table is locked, so that it is still busy with the last batch while somebody looks. */
    @Test
    void f23IsNotReadyFromTheLossOfAQueueUntilItIsSubscribedToAgain() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            try (var table = postgres.lock("bie.bie_event")) {
                events.publish(1);
                await("being stored")
                        .atMost(SOON)
                        .until(() ->
                                persister.get("/metrics").body().contains("\npersister_unacknowledged_messages 1.0\n"));
                channel.queueDelete(EventType.UPDATED.queue());

                await("not ready")
                        .atMost(SOON)
                        .until(() -> persister.get("/health/ready").statusCode() == 503);
                assertThat(persister.get("/health/ready").body())
                        .contains("queue \\\"persister.contention-updated\\\" was deleted or has moved");
                assertThat(persister.get("/health/live").statusCode()).isEqualTo(200);
                table.rollback();
            }
            persister.awaitReady();
            events.publish(2);
            events.awaitStored(2);
        }
    }

    @Test
    void saysAtItsStartWhatABroadPolicyWouldDoAndTheShippedPolicyPreventsIt() throws Exception {
        environment.put("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + management);
        rabbit.ctl("set_policy", "limits", ".*", "{\"message-ttl\": 1500000, \"max-length\": 1000}");
        try {
            try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(persister.log())
                                        .contains("policy \\\"limits\\\": messages expire after 1500000 ms")
                                        .contains(
                                                "policy \\\"limits\\\": no more than 1000 messages, and then the oldest are dropped"));
            }
            assertThat(check())
                    .startsWith("6\n")
                    .contains("FAILED  policies")
                    .contains("policy \"limits\": messages expire after 1500000 ms")
                    .doesNotContain("FAILED  migrations");
            rabbit.ctl(
                    "import_definitions",
                    Path.of("policies.json").toAbsolutePath().toString());
            await().atMost(SOON).until(() -> rabbit.ctl("list_policies").contains("persister-parked"));
            try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(persister.log()).contains("policies keep the queues whole"));
            }
            assertThat(check()).startsWith("0\n").contains("ok      policies");
            channel.queueDeclare("other", true, false, false, null);
            rabbit.ctl("set_policy", "limits", ".*", "{\"message-ttl\": 1000, \"max-length\": 1000}");
            events.publish(EVENTS);
            channel.basicPublish("", "other", null, new byte[0]);
            channel.waitForConfirmsOrDie(10_000);

            await("the other queue's message has expired").atMost(SOON).until(() -> channel.messageCount("other") == 0);
            assertThat(channel.messageCount(EventType.UPDATED.queue())).isEqualTo(EVENTS);
        } finally {
            for (var policy :
                    rabbit.ctl("list_policies", "--no-table-headers").lines().toList()) {
                rabbit.ctl("clear_policy", policy.split("\t")[1]);
            }
            channel.queueDelete("other");
        }
    }

    @Test
    void usesARotatedSecretAfterARestartAndLogsNeither(@TempDir Path secrets) throws Exception {
        rabbit.ctl("add_user", "rotating", "first-of-rabbit");
        rabbit.ctl("set_permissions", "rotating", ".*", ".*", ".*");
        postgres.execute("CREATE ROLE rotating SUPERUSER LOGIN PASSWORD 'first-of-postgres'");
        demandPassword("rotating");
        environment.keySet().removeAll(List.of("RABBITMQ_PASSWORD", "POSTGRES_PASSWORD"));
        environment.putAll(Map.of("RABBITMQ_USERNAME", "rotating", "POSTGRES_USER", "rotating"));
        for (var name : List.of("RABBITMQ_PASSWORD", "POSTGRES_PASSWORD")) {
            environment.put(name + "_FILE", secrets.resolve(name).toString());
        }
        Files.writeString(secrets.resolve("RABBITMQ_PASSWORD"), "first-of-rabbit\n");
        Files.writeString(secrets.resolve("POSTGRES_PASSWORD"), "first-of-postgres\n");
        try (var before = PersisterProcess.run(List.of(environment)).awaitReady()) {
            rabbit.ctl("change_password", "rotating", "second-of-rabbit");
            postgres.execute("ALTER ROLE rotating PASSWORD 'second-of-postgres'");
            Files.writeString(secrets.resolve("RABBITMQ_PASSWORD"), "second-of-rabbit\n");
            Files.writeString(secrets.resolve("POSTGRES_PASSWORD"), "second-of-postgres\n");
            assertThat(before.stop()).isZero();
            try (var after = PersisterProcess.run(List.of(environment)).awaitReady()) {
                assertThat(after.stop()).isZero();
                assertThat(before.log() + after.log()).doesNotContain("-of-rabbit", "-of-postgres");
            }
        }
    }

    @Test
    void finishesTheBatchThatItIsStoringBeforeItEnds() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady();
                var table = postgres.lock("bie.bie_event")) {
            events.publish(1);
            postgres.awaitBlocked();
            persister.tellToStop();
            await().atMost(SOON).until(() -> persister.log().contains("persister is stopping"));

            table.rollback();

            assertThat(persister.stop(STOPPED)).isZero();
            events.awaitStored(1);
            assertThat(channel.messageCount(EventType.UPDATED.queue())).isZero();
        }
    }

    @Test
    void saysThatItIsStoppingBeforeItSaysThatItHasStopped() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            var before = persister.log().lines().count();

            assertThat(persister.stop()).isZero();

            assertThat(persister.log().lines().skip(before).filter(line -> line.contains("\"persister ")))
                    .hasSize(2)
                    .satisfies(line -> assertThat(line).contains("persister is stopping"), atIndex(0))
                    .satisfies(line -> assertThat(line).contains("persister has stopped"), atIndex(1));
        }
    }

    @Test
    void endsThoughNobodyEmptiesThePipeThatItsLogGoesInto() throws Exception {
        var port = RabbitMq.freePort();
        environment.put("PERSISTER_HTTP", "127.0.0.1:" + port);
        var persister = PersisterProcess.runUnread(environment);
        try {
            var ready = URI.create("http://127.0.0.1:" + port + "/health/ready").toURL();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> ((HttpURLConnection) ready.openConnection()).getResponseCode() == 200);
            fill(persister);

            // Not the process's own method, which closes the pipe.
            persister.toHandle().destroy();

            assertThat(persister.waitFor(STOPPED.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(persister.exitValue()).isZero();
        } finally {
            persister.destroyForcibly();
            persister.getInputStream().close();
        }
    }

    /** Through the process's own end of the pipe; returns when it takes no more. */
    private static void fill(Process process) {
        var written = new AtomicInteger();
        var filling = new Thread(
                () -> {
                    try (var pipe = new FileOutputStream("/proc/" + process.pid() + "/fd/1")) {
                        while (written.incrementAndGet() < 1_000_000) {
                            pipe.write('\n');
                        }
                    } catch (IOException closed) {
                        // The test is over.
                    }
                },
                "filling");
        filling.setDaemon(true);
        filling.start();
        var seen = new AtomicInteger(-1);
        await("a full pipe")
                .atMost(SOON)
                .during(Duration.ofSeconds(1))
                .until(() -> written.get() > 4096 && seen.getAndSet(written.get()) == written.get());
        assertThat(written).hasValueLessThan(1_000_000);
    }

    @Test
    void saysThatTheDatabaseIsAwayThoughNoEventComes() throws Exception {
        postgres.execute("CREATE ROLE leaving SUPERUSER LOGIN");
        environment.put("POSTGRES_USER", "leaving");
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            postgres.execute("ALTER ROLE leaving NOLOGIN");
            postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'leaving'");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    persister.get("/health/ready").body())
                            .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"database\":\"database: the login is"
                                    + " refused: check POSTGRES_USER and POSTGRES_PASSWORD (SQLSTATE 28000)\"}}\n"));
            assertThat(persister.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(persister.get("/metrics").body())
                    .contains(
                            "\npersister_ready 0.0\n", "\npersister_database_up 0.0\n", "\npersister_broker_up 1.0\n");
            postgres.execute("ALTER ROLE leaving LOGIN");

            persister.awaitReady();
            assertThat(persister.get("/metrics").body()).contains("\npersister_ready 1.0\n");
        }
    }

    @Test
    void endsInTimeThoughTheDatabaseHangs() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady();
                var table = postgres.lock("bie.bie_event")) {
            events.publish(1);
            postgres.awaitBlocked();

            assertThat(persister.stop(STOPPED)).isEqualTo(1);
            assertThat(persister.log()).contains("stops without its last batch, which will be delivered again");
            await().atMost(SOON).until(() -> channel.messageCount(EventType.UPDATED.queue()) == 1);
            table.rollback();
        }
    }

    @Test
    void endsInTimeThoughTheBrokerHangs() throws Exception {
        try (var persister = PersisterProcess.run(List.of(environment)).awaitReady()) {
            rabbit.signal("STOP");
            try {
                assertThat(persister.stop(STOPPED)).isZero();
            } finally {
                rabbit.signal("CONT");
            }
        }
    }

    /** The exit code of the command, and what it says. */
    private String check() {
        var out = new StringWriter();
        var code = Persister.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .execute("check");
        return code + "\n" + out;
    }

    private static void demandPassword(String role) throws Exception {
        var file = Path.of(postgres.query("SHOW hba_file").get(0));
        Files.writeString(file, "host all " + role + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(file));
        postgres.execute("SELECT pg_reload_conf()");
    }
}
