package gov.va.vro.bie.localstack.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

final class EventGeneratorTest {
    private static final int MANY = 1_000;

    private final List<BieEvent> events = new EventGenerator(42).next(MANY);

    @Test
    void givesTheSameEventsForTheSameSeed() {
        assertThat(new EventGenerator(42).next(MANY)).isEqualTo(events);
        assertThat(new EventGenerator(43).next(MANY)).isNotEqualTo(events);
    }

    @Test
    void givesEventsThatTheirSchemasAccept() {
        assertThat(events)
                .allSatisfy(event -> assertThat(
                                GenericData.get().validate(event.kind().schema(), event.value()))
                        .isTrue());
    }

    @Test
    void hasManyOfEveryKindInTheOrderOfTheirVolume() {
        Map<EventKind, Long> counts =
                events.stream().collect(Collectors.groupingBy(BieEvent::kind, Collectors.counting()));

        assertThat(counts.values())
                .hasSize(5)
                .allSatisfy(count -> assertThat(count).isGreaterThan(20));
        assertThat(counts.get(EventKind.UPDATED)).isGreaterThan(counts.get(EventKind.ASSOCIATED));
        assertThat(counts.get(EventKind.ASSOCIATED)).isGreaterThan(counts.get(EventKind.COMPLETED));
        assertThat(counts.get(EventKind.COMPLETED)).isGreaterThan(counts.get(EventKind.CLASSIFIED));
        assertThat(counts.get(EventKind.CLASSIFIED)).isGreaterThan(counts.get(EventKind.DELETED));
    }

    @Test
    void tellsEveryContentionsStoryInOrder() {
        Map<Long, List<EventKind>> stories = events.stream()
                .collect(Collectors.groupingBy(
                        BieEvent::contentionId, Collectors.mapping(BieEvent::kind, Collectors.toList())));

        assertThat(stories.values()).allSatisfy(story -> {
            assertThat(story.get(0)).isEqualTo(EventKind.ASSOCIATED);
            assertThat(story.subList(1, story.size())).doesNotContain(EventKind.ASSOCIATED);
            assertThat(story.subList(0, story.size() - 1)).doesNotContain(EventKind.COMPLETED, EventKind.DELETED);
            if (story.contains(EventKind.COMPLETED)) {
                assertThat(story).contains(EventKind.UPDATED);
            }
        });
    }

    @Test
    void keysEveryEventByItsClaim() {
        assertThat(events).allSatisfy(event -> assertThat(event.key()).isEqualTo(Long.toString(event.claimId())));
        assertThat(events.stream().map(BieEvent::key).distinct().count()).isBetween(50L, (long) MANY / 2);
    }

    @Test
    void writesCodesInEveryFormInWhichTheyOccur() {
        Set<String> codes = strings("DiagnosticTypeCode");

        assertThat(codes).anyMatch(code -> code.matches("\\d{4}"));
        assertThat(codes).anyMatch(code -> code.matches("\\d{4}-\\d{4}"));
        assertThat(codes).anyMatch(code -> code.matches("\\d{4}, \\d{4}-\\d{4}"));
        assertThat(codes).anyMatch(code -> code.matches("\\d{4}; \\d{4};\\d{4}"));
        assertThat(codes).anyMatch(code -> code.matches("\\d{4}-\\d{4}/\\d{4}"));
        assertThat(codes).anyMatch(code -> code.matches(".*[a-z].*"));
        assertThat(codes).anyMatch(code -> !code.equals(code.trim()));
    }

    @Test
    void leavesEveryOptionalFieldOutSometimes() {
        for (var kind : EventKind.values()) {
            for (var field : kind.schema().getFields()) {
                if (field.schema().isNullable()) {
                    assertThat(events)
                            .as("%s.%s", kind, field.name())
                            .filteredOn(event -> event.kind() == kind)
                            .anyMatch(event -> event.value().get(field.pos()) == null)
                            .anyMatch(event -> event.value().get(field.pos()) != null);
                }
            }
        }
    }

    @Test
    void marksAllThatIsPersonalWithACanary() {
        for (var personal : List.of("Description", "Details", "ActorUserId", "ActorStation")) {
            assertThat(strings(personal)).isNotEmpty().allMatch(text -> text.contains(Canaries.TOKEN));
        }
        assertThat(values("VeteranParticipantId", Long.class))
                .isNotEmpty()
                .allMatch(id -> found(Long.toString(id)) && found("{\"id\":" + id + "}"));
    }

    @Test
    void hasNoCanaryInWhatMayBeStored() {
        var personal = Set.of("Description", "Details", "ActorUserId", "ActorStation", "VeteranParticipantId");
        var rest = events.stream()
                .flatMap(event -> event.kind().schema().getFields().stream()
                        .filter(field -> !personal.contains(field.name()))
                        .map(field -> event.value().get(field.pos())))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.toCollection(HashSet::new));

        assertThat(rest).noneMatch(EventGeneratorTest::found);
    }

    @Test
    void findsACanaryInABinaryColumnToo() {
        assertThat(found("\\x005049492d43414e4152592d55")).isTrue();
    }

    private static boolean found(String text) {
        return Pattern.compile(Canaries.PATTERN).matcher(text).find();
    }

    private Set<String> strings(String field) {
        return values(field, String.class);
    }

    private <T> Set<T> values(String field, Class<T> type) {
        Function<BieEvent, Object> value =
                event -> event.value().hasField(field) ? event.value().get(field) : null;
        return events.stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(type::cast)
                .collect(Collectors.toSet());
    }
}
