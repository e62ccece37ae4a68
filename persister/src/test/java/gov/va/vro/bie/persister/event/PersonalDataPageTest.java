package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.StoredFields.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/personal-data.md to the code and to the publisher's schemas. */
class PersonalDataPageTest {

    private static final Path PAGE = Path.of("..", "docs", "personal-data.md");
    private static final Path SCHEMAS = Path.of("..", "local-stack", "src", "main", "resources", "avro");
    private static final Pattern FIELD = Pattern.compile("\\{\"name\": \"(\\w+)\"");
    private static final Map<String, String> EVENTS = Map.of(
            "A", "ContentionAssociatedToClaim",
            "U", "ContentionUpdated",
            "C", "ContentionClassified",
            "F", "ContentionCompleted",
            "D", "ContentionDeleted");
    private static final Map<String, Predicate<BieEvent>> COLUMNS = Map.of(
            "bie_event.event_at", event -> event.eventAt().isPresent(),
            "bie_event.benefit_claim_id", event -> event.claimId() == 4711,
            "bie_event.contention_id", event -> event.contentionId() == 4711,
            "bie_event.classification", event -> event.classification().isPresent(),
            "diagnostic_code.code", event -> !event.codes().isEmpty());

    private final Map<String, Row> rows = rows();

    @Test
    void listsEveryFieldOfEverySchemaUnderTheEventsThatHaveIt() throws Exception {
        var events = new TreeMap<String, Set<String>>();
        for (var event : EVENTS.entrySet()) {
            var schema = Files.readString(SCHEMAS.resolve(event.getValue() + ".avsc"));
            FIELD.matcher(schema)
                    .results()
                    .forEach(field -> events.computeIfAbsent(field.group(1), name -> new TreeSet<>())
                            .add(event.getKey()));
        }

        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(events.keySet());
        rows.forEach((name, row) -> assertThat(row.events).as(name).isEqualTo(events.get(name)));
    }

    @Test
    void saysOfEachWhetherItIsStoredAndAsWhat() {
        for (var row : rows.entrySet()) {
            var kind = StoredFields.kindOf(row.getKey());
            assertThat(row.getValue().stored).as(row.getKey()).isEqualTo(kind.isPresent());
            assertThat(row.getValue().expected)
                    .as(row.getKey())
                    .isEqualTo(kind.map(Kind::expected).orElse(""));
            assertThat(StoredFields.isWithheld(row.getKey())).as(row.getKey()).isNotEqualTo(kind.isPresent());
        }
        assertThat(rows.keySet()).containsAll(StoredFields.names());
    }

    @Test
    void saysOfEachWhereItIsStored() {
        for (var row : rows.entrySet()) {
            var event = withOnly(row.getKey(), row.getValue().expected);
            var where = COLUMNS.entrySet().stream()
                    .filter(column -> event.filter(column.getValue()).isPresent())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (event.filter(stored -> stored.details().contains("\"" + row.getKey() + "\""))
                    .isPresent()) {
                where.add("event_details");
            }
            assertThat(where).as(row.getKey()).isEqualTo(row.getValue().where);
        }
    }

    @Test
    void saysWhyOfEach() {
        assertThat(rows.values()).allSatisfy(row -> assertThat(row.why).isNotBlank());
    }

    /** Beside the two ids that every event has to have; a field that is not stored is of no type that is known. */
    private static Optional<BieEvent> withOnly(String name, String expected) {
        var value = expected.equals(Kind.TEXT.expected()) || expected.isEmpty() ? "\"4711\"" : "4711";
        var fields = new TreeMap<>(Map.of("ClaimId", "1", "ContentionId", "2"));
        fields.put(name, expected.equals(Kind.FLAG.expected()) ? "true" : value);
        var text = fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", "));
        var outcome = new EventParser().parse(Messages.message().event(text).build());
        return Optional.of(outcome).map(Outcome.Storable.class::cast).map(Outcome.Storable::event);
    }

    private static Map<String, Row> rows() {
        try {
            var table = Files.readString(PAGE);
            return table.substring(table.indexOf("| Field |"), table.indexOf("| any other |"))
                    .lines()
                    .skip(2)
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .collect(Collectors.toMap(cells -> cells.get(1), Row::of));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(Set<String> events, boolean stored, String expected, Set<String> where, String why) {

        static Row of(List<String> cells) {
            return new Row(
                    new TreeSet<>(List.of(cells.get(2).split(" "))),
                    cells.get(3).equals("yes"),
                    cells.get(4),
                    cells.get(5).isEmpty()
                            ? Set.of()
                            : new TreeSet<>(
                                    List.of(cells.get(5).replace("`", "").split(", "))),
                    cells.get(6));
        }
    }
}
