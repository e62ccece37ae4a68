package gov.va.vro.bie.persister.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gov.va.vro.bie.persister.event.BieEvent;
import gov.va.vro.bie.persister.event.EventParser;
import gov.va.vro.bie.persister.event.EventType;
import gov.va.vro.bie.persister.event.Messages;
import gov.va.vro.bie.persister.event.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLogTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("gov.va.vro.bie.persister.events");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry, Clock.systemUTC());
    private final EventLog eventLog = new EventLog(metrics);

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
        log.setAdditive(true);
        log.setLevel(null);
    }

    @Test
    void saysTypeCoordinatesAndIdsOfWhatIsStored() {
        eventLog.stored(event(), true);
        eventLog.stored(event(), false);

        assertThat(said())
                .containsExactly(
                        "stored event_type=contention-associated topic=" + Messages.TOPIC + " partition=0 offset=42"
                                + " claim_id=10 contention_id=20 uuid=01900dec-c8db-8d07-8688-b84611f0b1b1",
                        "stored before event_type=contention-associated topic=" + Messages.TOPIC
                                + " partition=0 offset=42 claim_id=10 contention_id=20"
                                + " uuid=01900dec-c8db-8d07-8688-b84611f0b1b1");
    }

    @Test
    void saysWhyAMessageIsParked() {
        eventLog.parked(Messages.message().ofAnotherPublisher().build(), "no ClaimId");

        assertThat(said()).containsExactly("parked event_type=contention-associated reason=no ClaimId");
    }

    @Test
    void namesAnUnknownFieldOnce() {
        eventLog.unknownFields(EventType.UPDATED, Set.of("NewField"));
        eventLog.unknownFields(EventType.DELETED, Set.of("NewField"));

        assertThat(said())
                .containsExactly("unknown field, not stored; said once event_type=contention-updated field=NewField");
    }

    @Test
    void countsEachEventWithUnknownFieldsHoweverManyItHasAndWhetherTheyAreNamedOrNot() {
        eventLog.unknownFields(EventType.UPDATED, Set.of("NewField", "AnotherField"));
        eventLog.unknownFields(EventType.UPDATED, Set.of("NewField"));
        eventLog.unknownFields(EventType.UPDATED, Set.of("John Q. Veteran"));
        eventLog.unknownFields(EventType.UPDATED, Set.of());
        metrics.batchDone(4, 1, 0);

        assertThat(withUnknownFields(EventType.UPDATED)).isEqualTo(3);
        assertThat(withUnknownFields(EventType.DELETED)).isZero();
    }

    @Test
    void namesNothingThatDoesNotLookLikeAFieldAndNoMoreThanIsReasonable() {
        eventLog.unknownFields(EventType.UPDATED, Set.of("John Q. Veteran", "123-45-6789", "", "a\nb"));
        assertThat(said()).isEmpty();

        eventLog.unknownFields(
                EventType.UPDATED,
                IntStream.range(0, 1_000).mapToObj(i -> "Field" + i).collect(Collectors.toSet()));
        assertThat(said()).hasSize(200);
    }

    private double withUnknownFields(EventType type) {
        return registry.get("persister.unknown.field.events")
                .tag("event_type", type.label())
                .counter()
                .count();
    }

    private List<String> said() {
        return lines.list.stream()
                .map(line -> line.getMessage()
                        + (line.getKeyValuePairs() == null
                                ? ""
                                : line.getKeyValuePairs().stream()
                                        .map(pair -> " " + pair.key + "=" + pair.value)
                                        .collect(Collectors.joining())))
                .toList();
    }

    private static BieEvent event() {
        var message = Messages.message().event("\"ClaimId\": 10, \"ContentionId\": 20, \"Description\": \"CANARY\"");
        return ((Outcome.Storable) new EventParser().parse(message.build())).event();
    }
}
