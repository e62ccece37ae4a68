package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.StoredFields.Kind;
import gov.va.vro.bie.persister.store.Database;
import gov.va.vro.bie.persister.store.EventStore;
import gov.va.vro.bie.persister.store.Postgres;
import gov.va.vro.bie.persister.store.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The view bie_event_fields, held to the allow-list. */
class EventFieldsViewIT {

    private static final Map<Kind, String> TYPES = Map.of(
            Kind.TEXT, "text", Kind.FLAG, "boolean", Kind.NUMBER, "bigint", Kind.TIME, "timestamp with time zone");
    private static final List<String> OTHERS = List.of(
            "uuid",
            "event_type",
            "source_topic",
            "source_partition",
            "source_offset",
            "source_timestamp",
            "notified_at",
            "created_at",
            "diagnostic_codes");
    private static final String ALL = StoredFields.names().stream()
            .sorted()
            .map(EventFieldsViewIT::column)
            .collect(Collectors.joining(", "));

    private static Postgres postgres;
    private static Database database;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
        database = Database.of(postgres.config("bie"));
        new Schema(database).migrate();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        database.close();
        postgres.close();
    }

    @Test
    void hasAColumnOfTheRightTypeForEachStoredField() throws Exception {
        var expected = new TreeMap<String, String>();
        StoredFields.names()
                .forEach(name -> expected.put(
                        column(name), TYPES.get(StoredFields.kindOf(name).orElseThrow())));

        assertThat(postgres.query("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema ="
                        + " 'bie' AND table_name = 'bie_event_fields' AND column_name NOT IN ('"
                        + String.join("', '", OTHERS) + "') ORDER BY column_name COLLATE \"C\""))
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .map(column -> column.getKey() + "|" + column.getValue())
                        .toList());
    }

    @Test
    void showsTheValueOfEachStoredField() throws Exception {
        var values = new TreeMap<String, String>();
        var fields = new TreeMap<String, String>();
        var number = 0;
        for (var name : StoredFields.names().stream().sorted().toList()) {
            number++;
            switch (StoredFields.kindOf(name).orElseThrow()) {
                case TEXT -> put(fields, values, name, "\"text " + number + "\"", "text " + number);
                case FLAG -> put(fields, values, name, "true", "t");
                case NUMBER -> put(fields, values, name, Integer.toString(number), Integer.toString(number));
                case TIME ->
                    put(
                            fields,
                            values,
                            name,
                            Long.toString(-1_000 * number + 1),
                            "1969-12-31 23:59:%02d.001+00".formatted(60 - number));
            }
        }
        store(1, fields);

        assertThat(postgres.query("SELECT " + ALL + " FROM bie.bie_event_fields WHERE source_offset = 1"))
                .containsExactly(String.join("|", values.values()));
    }

    @Test
    void showsNullForAFieldThatIsNullOrAbsent() throws Exception {
        store(2, Map.of("ClaimId", "1", "ContentionId", "2", "AutomationIndicator", "null"));

        assertThat(postgres.query("SELECT automation_indicator, date_added, action_name, diagnostic_codes"
                        + " FROM bie.bie_event_fields WHERE source_offset = 2"))
                .containsExactly("null|null|null|{}");
    }

    @Test
    void showsTheCodesInOrderAndTheLastMomentThatCanBeStored() throws Exception {
        store(
                3,
                Map.of(
                        "ClaimId", "1",
                        "ContentionId", "2",
                        "DiagnosticTypeCode", "\"5299-5237\"",
                        "DateAdded", "9224318015999999"));

        assertThat(postgres.query(
                        "SELECT diagnostic_codes, date_added FROM bie.bie_event_fields WHERE source_offset = 3"))
                .containsExactly("{5237,5299}|294276-12-31 23:59:59.999+00");
    }

    private static void put(
            Map<String, String> fields, Map<String, String> values, String name, String json, String shown) {
        fields.put(name, json);
        values.put(name, shown);
    }

    private static void store(long offset, Map<String, String> fields) throws Exception {
        var event = fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", "));
        var message = Messages.message()
                .from(Messages.coordinates(offset))
                .event(event)
                .build();
        new EventStore(database).store(List.of(((Outcome.Storable) new EventParser().parse(message)).event()));
    }

    private static String column(String field) {
        return field.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
