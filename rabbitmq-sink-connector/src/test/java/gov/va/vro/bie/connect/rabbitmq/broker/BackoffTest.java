package gov.va.vro.bie.connect.rabbitmq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));

    @Test
    void doublesUpToTheBoundAndDrawsFromTheUpperHalf() {
        for (var length : List.of(200, 400, 800, 1000, 1000)) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(length / 2), Duration.ofMillis(length));
        }
    }

    @Test
    void beginsAgainOnceTheBrokerWasOfUse() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }
}
