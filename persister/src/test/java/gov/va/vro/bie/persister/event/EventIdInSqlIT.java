package gov.va.vro.bie.persister.event;

import static gov.va.vro.bie.persister.event.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ledger finds an event by the uuid that the database derives, so both must derive the same. */
class EventIdInSqlIT {

    private static final long[] TIMES = {
        0, -1, 1, 1_718_220_540_123L, 253_402_300_799_999L, 1L << 48, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final Random random = new Random(1);

    @Test
    void isTheOneThatThePersisterDerives() throws Exception {
        var records = Stream.concat(
                        Stream.of("événements", "題名-😀", "a", "it's-0-1").flatMap(this::atEveryTime),
                        Stream.generate(this::any).limit(500))
                .toList();
        var derived = "SELECT bie.bie_event_uuid(topic, part, off, ts) FROM (VALUES "
                + records.stream().map(EventIdInSqlIT::row).collect(Collectors.joining(", "))
                + ") AS r (topic, part, off, ts)";
        try (var postgres = Postgres.start();
                var database = Database.of(postgres.config("bie"))) {
            new Schema(database).migrate();

            assertThat(postgres.query(derived))
                    .containsExactlyElementsOf(records.stream()
                            .map(record ->
                                    EventId.of(message().from(record).build()).toString())
                            .toList());
        }
    }

    private Stream<Coordinates> atEveryTime(String topic) {
        return Stream.concat(
                Stream.of(new Coordinates(topic, 0, 0, OptionalLong.empty())),
                Arrays.stream(TIMES)
                        .mapToObj(time -> new Coordinates(topic, 2, Long.MAX_VALUE, OptionalLong.of(time))));
    }

    private Coordinates any() {
        return new Coordinates(
                "TST_" + Integer.toString(random.nextInt(), 36),
                random.nextInt(1_000),
                random.nextLong() >>> random.nextInt(64),
                random.nextInt(10) == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(random.nextLong() >> random.nextInt(64)));
    }

    private static String row(Coordinates record) {
        return "('%s', %d, '%d'::bigint, %s::bigint)"
                .formatted(
                        record.topic().replace("'", "''"),
                        record.partition(),
                        record.offset(),
                        record.timestamp().isEmpty()
                                ? "null"
                                : "'" + record.timestamp().getAsLong() + "'");
    }
}
