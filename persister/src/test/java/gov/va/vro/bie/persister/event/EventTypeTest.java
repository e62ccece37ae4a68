package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventTypeTest {

    @Test
    void namesWhatEveryEnvironmentCallsTheSame() {
        assertThat(Arrays.stream(EventType.values())
                        .map(type -> type.label() + " " + type.exchange() + " " + type.queue()))
                .containsExactly(
                        "contention-associated bie-events-contention-associated persister.contention-associated",
                        "contention-updated bie-events-contention-updated persister.contention-updated",
                        "contention-classified bie-events-contention-classified persister.contention-classified",
                        "contention-completed bie-events-contention-completed persister.contention-completed",
                        "contention-deleted bie-events-contention-deleted persister.contention-deleted");
    }
}
