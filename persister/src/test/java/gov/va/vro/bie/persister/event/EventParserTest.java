package gov.va.vro.bie.persister.event;

import static gov.va.vro.bie.persister.event.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final String IDS = "\"ClaimId\": 10, \"ContentionId\": 20";
    private static final String CANARY = "CANARY";

    private final EventParser parser = new EventParser();

    @Test
    void takesEveryAllowedFieldAndTheColumns() {
        var event = event("""
                "ActionName": "a", "ActionResultName": "b", "AutomationIndicator": true, "BenefitClaimTypeCode": "c",
                "ClaimId": 9007199254740993, "ContentionClassificationName": "Knee", "ContentionId": 20,
                "ContentionStatusTypeCode": "d", "ContentionTypeCode": "e", "CurrentLifecycleStatus": "f",
                "DateAdded": 1, "DateCompleted": 2, "DateUpdated": 3, "DiagnosticTypeCode": "5299-5237",
                "EventTime": 1718220540123, "JournalStatusTypeCode": "g", "BieTs": 4, "SourceTs": 5, "ConnectorTs": 6""");

        assertThat(event.details()).isEqualTo("""
                        {"ActionName":"a","ActionResultName":"b","AutomationIndicator":true,"BenefitClaimTypeCode":"c",\
                        "ClaimId":9007199254740993,"ContentionClassificationName":"Knee","ContentionId":20,\
                        "ContentionStatusTypeCode":"d","ContentionTypeCode":"e","CurrentLifecycleStatus":"f",\
                        "DateAdded":1,"DateCompleted":2,"DateUpdated":3,"DiagnosticTypeCode":"5299-5237",\
                        "EventTime":1718220540123,"JournalStatusTypeCode":"g","BieTs":4,"SourceTs":5,"ConnectorTs":6}""");
        assertThat(event.claimId()).isEqualTo(9_007_199_254_740_993L);
        assertThat(event.contentionId()).isEqualTo(20);
        assertThat(event.classification()).contains("Knee");
        assertThat(event.codes()).containsExactly("5237", "5299");
        assertThat(event.eventAt()).contains(Instant.ofEpochMilli(1_718_220_540_123L));
        assertThat(event.notifiedAt()).contains(Messages.NOTIFIED_AT);
        assertThat(event.source()).contains(Messages.coordinates(42));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ActorApplicationId",
                "ActorStation",
                "ActorUserId",
                "Description",
                "Details",
                "VeteranParticipantId",
                "ClaimID",
                "claimid",
                "ContentionClassificationName2",
                "SomethingNew",
                ""
            })
    void keepsEveryOtherFieldOut(String name) {
        for (var value : new String[] {"\"CANARY\"", "{\"ClaimId\": \"CANARY\"}", "[\"CANARY\", {\"a\": 1}]"}) {
            var outcome = parser.parse(
                    message().event(IDS + ", \"" + name + "\": " + value).build());

            assertThat(outcome.toString()).doesNotContain(CANARY);
            assertThat(outcome).isInstanceOf(Outcome.Storable.class);
        }
    }

    @Test
    void namesOnlyTheFieldsThatNobodyKnows() {
        var fields = IDS
                + ", \"Description\": \"x\", \"ActionName\": \"y\", \"SomethingNew\": 1, \"Another\": {\"Inner\": 2}";

        assertThat(((Outcome.Storable) parser.parse(message().event(fields).build())).unknown())
                .containsExactlyInAnyOrder("SomethingNew", "Another");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void takesWhatHasNothingButItsIds(EventType eventType) {
        var outcome = parser.parse(message().type(eventType).event(IDS).build());

        var event = ((Outcome.Storable) outcome).event();
        assertThat(event.type()).isEqualTo(eventType);
        assertThat(event.details()).isEqualTo("{\"ClaimId\":10,\"ContentionId\":20}");
        assertThat(event.eventAt()).isEmpty();
        assertThat(event.classification()).isEmpty();
        assertThat(event.codes()).isEmpty();
    }

    @Test
    void keepsANullANull() {
        var event = event(IDS + ", \"AutomationIndicator\": null, \"EventTime\": null, \"DiagnosticTypeCode\": null");

        assertThat(event.details())
                .endsWith("\"AutomationIndicator\":null,\"EventTime\":null,\"DiagnosticTypeCode\":null}");
        assertThat(event.eventAt()).isEmpty();
        assertThat(event.codes()).isEmpty();
    }

    @Test
    void readsTimesWrittenAsTextAndKeepsThemAsNumbers() {
        var event =
                event(IDS + ", \"EventTime\": \"2024-06-12T19:29:00.123Z\", \"DateAdded\": \"2024-06-12T19:29:00\"");

        assertThat(event.eventAt()).contains(Instant.parse("2024-06-12T19:29:00.123Z"));
        assertThat(event.details()).contains("\"EventTime\":1718220540123", "\"DateAdded\":1718220540000");
    }

    @Test
    void replacesWhatTheDatabaseRefusesInText() {
        var event =
                event(IDS + ", \"ContentionClassificationName\": \"a\\u0000b\\ud83d\", \"ActionName\": \"\\u0000\"");

        assertThat(event.classification()).contains("a\uFFFDb\uFFFD");
        assertThat(event.details()).contains("\"ActionName\":\"\uFFFD\"");
    }

    @ParameterizedTest
    @CsvSource({
        "\"2023-06-12T19:29 UTC+00:00\", 2023-06-12T19:29:00Z",
        "\"2023-06-12T19:29:30.5Z\", 2023-06-12T19:29:30.500Z",
        "1686598140123, 2023-06-12T19:29:00.123Z",
        "\"12/06/2023\",",
        "null,",
        "[1],",
    })
    void readsNotifiedAtFromTheBodyWhereNoHeaderHasIt(String written, Instant expected) {
        var body = "{\"topic\": \"t\", \"notifiedAt\": " + written + ", \"event\": {" + IDS + "}}";
        var outcome = parser.parse(message().ofAnotherPublisher().body(body).build());

        assertThat(((Outcome.Storable) outcome).event().notifiedAt().orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void readsMembersInAnyOrderAndIgnoresOthers() {
        var body = "{\"extra\": [{}], \"event\": {" + IDS + "}, \"notifiedAt\": 0}";
        var outcome = parser.parse(message().ofAnotherPublisher().body(body).build());

        assertThat(((Outcome.Storable) outcome).event().notifiedAt()).contains(Instant.EPOCH);
    }

    @Test
    void tellsATombstone() {
        assertThat(parse("{\"topic\": \"t\", \"notifiedAt\": 0, \"event\": null}"))
                .isEqualTo(new Outcome.Tombstone());
    }

    @ParameterizedTest(name = "{0} is not a {1}")
    @MethodSource("wrongValues")
    void refusesAnAllowedFieldOfAnotherType(String field, String value) {
        var others = Stream.of("\"ClaimId\": 10", "\"ContentionId\": 20")
                .filter(id -> !id.startsWith("\"" + field + "\""))
                .collect(Collectors.joining(", "));
        var outcome = parser.parse(
                message().event(others + ", \"" + field + "\": " + value).build());

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Poison.class))
                .extracting(Outcome.Poison::reason)
                .asString()
                .startsWith("field " + field + " is not ")
                .doesNotContain(CANARY);
    }

    static Stream<String[]> wrongValues() {
        var byKind = Map.of(
                "TEXT", "1 true [\"CANARY\"] {\"CANARY\":1}",
                "FLAG", "0 \"CANARY\" \"true\" [true] {}",
                "NUMBER", "\"10\" \"CANARY\" 1.0 1e3 9223372036854775808 true [1] {}",
                "TIME", "\"CANARY\" \"\" 1.5 9223372036854775807 99999999999999999999 true [1] {}");
        return StoredFields.names().stream()
                .flatMap(name -> Arrays.stream(byKind.get(
                                        StoredFields.kindOf(name).orElseThrow().name())
                                .split(" "))
                        .map(value -> new String[] {name, value}));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("poison")
    void refusesWhatCanNeverBeStored(String body, String reason) {
        assertThat(parse(body)).isEqualTo(new Outcome.Poison(reason));
    }

    static Stream<String[]> poison() {
        return Stream.of(
                new String[] {"", "empty"},
                new String[] {"  ", "empty"},
                new String[] {"[]", "not a JSON object"},
                new String[] {"\"CANARY\"", "not a JSON object"},
                new String[] {"{}", "no member \"event\""},
                new String[] {"{" + IDS + "}", "no member \"event\""},
                new String[] {"{\"event\": \"CANARY\"}", "member \"event\" is not an object"},
                new String[] {"{\"event\": [{" + IDS + "}]}", "member \"event\" is not an object"},
                new String[] {"{\"event\": {" + IDS + "}} {}", "more than one JSON value"},
                new String[] {"{\"event\": {" + IDS + "}, \"event\": null}", "member \"event\" occurs twice"},
                new String[] {"{\"event\": {" + IDS + ", \"ClaimId\": 11}}", "field ClaimId occurs twice"},
                new String[] {
                    "{\"event\": {" + IDS + ", \"ContentionClassificationName\": \"" + "\u00e9".repeat(1_000) + "e\"}}",
                    "field ContentionClassificationName has more than 2000 bytes, which is too long for its index"
                },
                new String[] {
                    "{\"event\": {" + IDS + ", \"DiagnosticTypeCode\": \"5003," + "X".repeat(2_001) + "\"}}",
                    "field DiagnosticTypeCode has more than 2000 bytes, which is too long for its index"
                },
                new String[] {
                    "{\"event\": {" + IDS + ", \"DiagnosticTypeCode\": \"" + "5003,".repeat(1_600) + "5\"}}",
                    "field DiagnosticTypeCode has more than 8000 characters, which is no list of codes"
                },
                new String[] {"{\"event\": {\"ContentionId\": 20}}", "no ClaimId"},
                new String[] {"{\"event\": {\"ClaimId\": null, \"ContentionId\": 20}}", "no ClaimId"},
                new String[] {"{\"event\": {\"ClaimId\": 10}}", "no ContentionId"});
    }

    @Test
    void takesTextThatIsJustShortEnough() {
        var name = "\u00e9".repeat(1_000);
        var code = "X".repeat(2_000);
        var codes = "5003,".repeat(1_600);

        assertThat(event(IDS + ", \"ContentionClassificationName\": \"" + name + "\"")
                        .classification())
                .contains(name);
        assertThat(event(IDS + ", \"DiagnosticTypeCode\": \"" + code + "\"").codes())
                .containsExactly(code);
        assertThat(event(IDS + ", \"DiagnosticTypeCode\": \"" + codes + "\"").codes())
                .containsExactly("5003");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANARY",
                "{\"event\": CANARY}",
                "{\"event\": {\"ClaimId\": 1",
                "{\"event\": {\"Description\": \"CANARY",
                "{\"event\": {\"ClaimId\": NaN}}",
                "<xml>CANARY</xml>",
                "{\"event\": null} CANARY"
            })
    void saysWhereABodyIsNotJsonAndNotWhatItHolds(String body) {
        assertThat(parse(body)).asString().contains("not JSON at byte ").doesNotContain(CANARY);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(parser.parse(message().body(new byte[] {0, 0, 0, 0, 7, 12}).build()))
                .isInstanceOf(Outcome.Poison.class);
        assertThat(parser.parse(
                        message().body(new byte[] {'{', '"', (byte) 0xff, '"'}).build()))
                .isInstanceOf(Outcome.Poison.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        var deep = "[".repeat(200_000);

        assertThat(parse("{\"event\": {\"Extra\": " + deep)).asString().contains("nested too deep");
        assertThat(parse(deep)).isInstanceOf(Outcome.Poison.class);
    }

    @Test
    void takesAsMuchNestingAsTheSinkRenders() {
        var nested = "[".repeat(999) + "]".repeat(999);

        assertThat(parse("{\"event\": {" + IDS + ", \"Extra\": " + nested + "}}"))
                .isInstanceOf(Outcome.Storable.class);
    }

    @Test
    void refusesNumbersWithoutEndWhereTheyCount() {
        assertThat(parse("{\"event\": {\"ContentionId\": 1, \"ClaimId\": " + "9".repeat(1_000_000) + "}}"))
                .isInstanceOf(Outcome.Poison.class);
    }

    @Test
    void readsPastTextOfAnyLengthThatIsNotStored() {
        var body = "{\"event\": {\"Description\": \"" + "x".repeat(30_000_000) + "\", " + IDS + "}}";

        assertThat(parse(body)).isInstanceOf(Outcome.Storable.class);
    }

    private Outcome parse(String body) {
        return parser.parse(
                message().body(body.getBytes(StandardCharsets.UTF_8)).build());
    }

    private BieEvent event(String fields) {
        var outcome = parser.parse(message().event(fields).build());
        assertThat(outcome).isInstanceOf(Outcome.Storable.class);
        return ((Outcome.Storable) outcome).event();
    }
}
