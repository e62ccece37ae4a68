package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for a database that does not answer would wait for ever. */
@Timeout(60)
class DatabaseProbeTest {

    private final AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());
    private final CountDownLatch asked = new CountDownLatch(1);
    private Thread thread = new Thread();

    @AfterEach
    void stop() {
        thread.interrupt();
    }

    @Test
    void saysHowLongTheDatabaseHasNotAnsweredWithoutWaitingForIt() throws Exception {
        var probe = start(this::doNotAnswer);
        asked.await();

        assertThat(probe.failure()).isEmpty();
        clock.set(Clock.offset(clock.get(), Duration.ofSeconds(30)));
        assertThat(probe.failure())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("database: no answer for 3"));
    }

    @Test
    void isContentWhileTheDatabaseAnswers() throws Exception {
        assertThat(answering().failure()).isEmpty();
    }

    @Test
    void goesByTheLastAnswerHoweverLongAgoTheFirstWas() throws Exception {
        var probe = answering();
        clock.set(Clock.offset(clock.get(), Duration.ofSeconds(30)));

        await("the next answer").until(() -> probe.failure().isEmpty());
    }

    @Test
    void goesOnAskingAfterWhatNobodyExpected() throws Exception {
        var isWell = new AtomicBoolean();
        var probe = start(() -> {
            if (!isWell.get()) {
                throw new IllegalStateException("on purpose");
            }
            return "17";
        });

        await().until(() -> probe.failure().equals(Optional.of("database: unexpected IllegalStateException")));
        isWell.set(true);
        await().until(() -> probe.failure().isEmpty());
    }

    private String doNotAnswer() {
        asked.countDown();
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "none";
    }

    /** It has an answer once it asks for another. */
    private DatabaseProbe answering() throws InterruptedException {
        var askedTwice = new CountDownLatch(2);
        var probe = start(() -> {
            askedTwice.countDown();
            return "17";
        });
        askedTwice.await();
        return probe;
    }

    private DatabaseProbe start(DatabaseProbe.Probe ask) {
        var probe = new DatabaseProbe(ask, new MovableClock());
        thread = new Thread(probe, "probe");
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    private final class MovableClock extends Clock {

        @Override
        public Instant instant() {
            return clock.get().instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.get().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
