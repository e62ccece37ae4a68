package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroubleTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(TroubleTest.class);
    private final TestClock clock = new TestClock();
    private final Trouble trouble = new Trouble(log, clock, "it is back");

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void saysAnOutageOfAnHourInAFewLines() {
        for (var second = 0; second < 3_600; second++) {
            trouble.say("it is gone");
            clock.pass(Duration.ofSeconds(1));
        }
        trouble.over();

        assertThat(lines.list).hasSizeBetween(8, 14);
        assertThat(lines.list.get(lines.list.size() - 1).getFormattedMessage()).isEqualTo("it is back");
    }

    @Test
    void saysAtOnceWhenTheReasonChanges() {
        trouble.say("it is gone");
        trouble.say("it refuses");

        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("it is gone", "it refuses");
    }

    @Test
    void saysNothingWhereNothingWasWrong() {
        trouble.over();

        assertThat(lines.list).isEmpty();
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.EPOCH;

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
