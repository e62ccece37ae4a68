package gov.va.vro.bie.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gov.va.vro.bie.it.faces.Persister;
import gov.va.vro.bie.it.faces.RabbitMqNode;
import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.events.PublishedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a database does to those who write to it. Whatever it is: nothing is acknowledged, nothing is parked, readiness
 * says so, and afterwards everything is stored, once.
 */
@ExtendWith(LocalStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsIT {

    private static final int EVENTS = 40;
    private static final int FAILURES = 6;
    private static final int MANY_EVENTS = 3_000;
    private static final Duration LONG_OUTAGE = Duration.ofMinutes(10);
    private static final String LINKS = "bie_event_to_diagnostic_code";
    private static final String TOO_MANY = "53300";
    private static final String TERMINATE =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'persister'";

    private final Pipeline pipeline;
    private final Stack stack;
    private final StoredEvents events;
    private final EventGenerator generator = new EventGenerator(17);
    private OwnPersisters persisters;

    DatabaseFaultsIT(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.stack = pipeline.stack();
        this.events = new StoredEvents(pipeline);
    }

    @BeforeAll
    void start() throws Exception {
        persisters = OwnPersisters.start(pipeline, "persister-database-faults", 1);
    }

    @AfterAll
    void stop() throws Exception {
        if (persisters != null) {
            persisters.close();
        }
    }

    @Test
    void isKilledInTheMiddleOfATransaction() throws Exception {
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), LINKS)) {
            published = publish(EVENTS);
            lock.awaitPersister();
            stack.kill(Part.POSTGRESQL);
        }
        persisters.awaitNotReady("database");
        assertNoneIsAcknowledged(published);
        stack.start(Part.POSTGRESQL);

        assertCaughtUp(published);
    }

    @Test
    void endsTheConnectionInTheMiddleOfATransaction() throws Exception {
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), LINKS)) {
            published = publish(EVENTS);
            lock.awaitPersister();
            lock.execute(TERMINATE);
            events.assertNoneIsStored(published);
        }

        assertCaughtUp(published);
    }

    /** The other session waits for the persister, which is the first to look who waits for whom. */
    @Test
    void breaksUpADeadlockAtThePersistersCost() throws Exception {
        List<PublishedEvent> published;
        try (var lock = TableLock.on(pipeline.databaseAsSuperuser(), LINKS)) {
            lock.execute("SET deadlock_timeout = '1min'");
            published = publish(EVENTS);
            lock.awaitPersister();
            lock.alsoOn("bie_event");
            persisters.awaitNotReady("deadlock");
        }

        assertCaughtUp(published);
    }

    @Test
    void isDownForAWhile() throws Exception {
        stack.stop(Part.POSTGRESQL);
        var published = publish(EVENTS);
        persisters.awaitNotReady("database");
        assertNoneIsAcknowledged(published);
        stack.start(Part.POSTGRESQL);

        assertCaughtUp(published);
    }

    /**
     * As what a failover leaves behind is for a while. It answers at once, so nothing but the back-off keeps the
     * persister from asking hundreds of times a second; one that is down makes it wait for connections besides.
     */
    @Test
    void isReadOnlyForAWhileAndIsAskedAtGrowingIntervals() throws Exception {
        List<PublishedEvent> published;
        try (var superuser = pipeline.databaseAsSuperuser().connect()) {
            var database = superuser.getCatalog();
            execute(superuser, "ALTER DATABASE " + database + " SET default_transaction_read_only = on");
            try {
                execute(superuser, TERMINATE);
                persisters.awaitReady();
                var before = failures();
                var since = System.nanoTime();
                published = publish(EVENTS);
                await("failures").atMost(OwnPersisters.PATIENCE).until(() -> failures() - before >= FAILURES);
                persisters.awaitNotReady("it is read-only");
                var failed = failures() - before;
                assertThat(failed).isLessThanOrEqualTo(mostAttempts(Duration.ofNanos(System.nanoTime() - since)));
                assertNoneIsAcknowledged(published);
            } finally {
                execute(superuser, "ALTER DATABASE " + database + " RESET default_transaction_read_only");
                execute(superuser, TERMINATE);
            }
        }

        assertCaughtUp(published);
    }

    @Test
    @Tag("faults")
    void isDownForTenMinutes() throws Exception {
        var published = new ArrayList<PublishedEvent>();
        stack.kill(Part.POSTGRESQL);
        var until = Instant.now().plus(LONG_OUTAGE);
        while (Instant.now().isBefore(until)) {
            published.addAll(publish(EVENTS));
            TimeUnit.SECONDS.sleep(1);
        }
        persisters.awaitNotReady("database");
        assertNoneIsAcknowledged(published);
        stack.start(Part.POSTGRESQL);

        assertCaughtUp(published);
    }

    @Test
    void hasNoConnectionLeft() throws Exception {
        List<PublishedEvent> published;
        var taken = new ArrayList<Connection>();
        try (var superuser = pipeline.databaseAsSuperuser().connect()) {
            await("every connection taken").atMost(OwnPersisters.PATIENCE).until(() -> {
                execute(superuser, TERMINATE);
                return isNoneLeft(taken);
            });
            published = publish(EVENTS);
            persisters.awaitNotReady("it has no connection left");
            assertNoneIsAcknowledged(published);
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }

        assertCaughtUp(published);
    }

    @Test
    void hasItsDiskFull() throws Exception {
        try (var disk = SmallDisk.under(pipeline.databaseAsSuperuser(), "bie_event")) {
            var published = publish(MANY_EVENTS);
            persisters.awaitNotReady("its disk is full");
            assertThat(pipeline.database().notStored(StoredEvents.records(published)))
                    .isNotEmpty();
            events.assertNoneIsParked(published);
            disk.grow();

            assertCaughtUp(published);
        }
    }

    private List<PublishedEvent> publish(int count) throws Exception {
        return events.publish(generator.next(count));
    }

    private void assertCaughtUp(List<PublishedEvent> published) throws Exception {
        events.assertEachIsStoredOnce(published);
        persisters.awaitReady();
    }

    /** Those that a queue has given out are still counted. It counts a few seconds late. */
    private void assertNoneIsAcknowledged(List<PublishedEvent> published) throws Exception {
        var node = new RabbitMqNode(pipeline.directory());
        await("every message in its queue")
                .atMost(OwnPersisters.PATIENCE)
                .until(() -> node.ctl("list_queues", "name", "messages", "--no-table-headers")
                                .lines()
                                .map(line -> line.split("\t"))
                                .filter(fields -> Persister.queues().contains(fields[0]))
                                .mapToInt(fields -> Integer.parseInt(fields[1]))
                                .sum()
                        == published.size());
    }

    private long failures() throws Exception {
        return persisters.first().metric("persister_database_failures_total");
    }

    /** In so long, with the shortest waits that may be drawn: half of 200 ms, 400 ms and so on up to 10 s. */
    private static long mostAttempts(Duration time) {
        var attempts = 1L;
        var wait = Duration.ofMillis(100);
        for (var next = wait; next.compareTo(time) <= 0; next = next.plus(wait)) {
            attempts++;
            wait = Collections.min(List.of(wait.multipliedBy(2), Duration.ofSeconds(5)));
        }
        return attempts;
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes what is left, and says whether the persister has none. */
    private boolean isNoneLeft(List<Connection> taken) throws SQLException {
        try {
            while (true) {
                taken.add(pipeline.database().connect());
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo(TOO_MANY);
        }
        return sessionsOfPersisters(taken.get(0)) == 0;
    }

    private static long sessionsOfPersisters(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'persister'")) {
            result.next();
            return result.getLong(1);
        }
    }
}
