package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MessagelessStackTraceTest {

    @Test
    void showsWhereItHappenedAndNeverWhatAnExceptionSays() {
        var failure = new IllegalStateException("CANARY", new SQLException("CANARY in a key", "23505"));
        var log = (Logger) LoggerFactory.getLogger(getClass());
        var event = new LoggingEvent(getClass().getName(), log, Level.ERROR, "unexpected", failure, null);

        assertThat(new MessagelessStackTrace().convert(event))
                .contains("java.lang.IllegalStateException", "Caused by: java.sql.SQLException", "showsWhereItHappened")
                .doesNotContain("CANARY");
    }
}
