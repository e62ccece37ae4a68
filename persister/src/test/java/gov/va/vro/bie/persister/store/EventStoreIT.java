package gov.va.vro.bie.persister.store;

import static gov.va.vro.bie.persister.store.EventStoreScene.event;
import static gov.va.vro.bie.persister.store.EventStoreScene.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.event.Messages;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tables hold of an event. */
class EventStoreIT {

    @RegisterExtension
    private final EventStoreScene scene = new EventStoreScene();

    @Test
    void storesEveryColumn() throws Exception {
        var event = event(
                42,
                "\"ContentionClassificationName\": \"Knee \\u00e9\", \"DiagnosticTypeCode\": \"5299-5237\","
                        + " \"EventTime\": 1718220540123, \"AutomationIndicator\": null");

        var result = scene.store(event);

        assertThat(result.inserted()).containsExactly(event.uuid());
        assertThat(scene.postgres()
                        .query("SELECT uuid, notified_at, event_type, event_details, event_at, benefit_claim_id,"
                                + " contention_id, classification, source_topic, source_partition, source_offset,"
                                + " source_timestamp, created_at > now() - interval '1 minute' FROM bie.bie_event"))
                .containsExactly(
                        "01900dec-c8db-8d07-8688-b84611f0b1b1|2024-06-12 19:29:01.999+00|contention-associated|"
                                + "{\"ClaimId\": 10, \"EventTime\": 1718220540123, \"ContentionId\": 20, \"DiagnosticTypeCode\":"
                                + " \"5299-5237\", \"AutomationIndicator\": null, \"ContentionClassificationName\": \"Knee é\"}|"
                                + "2024-06-12 19:29:00.123+00|10|20|Knee é|" + Messages.TOPIC
                                + "|0|42|2024-06-12 19:29:00.123+00|t");
        assertThat(scene.postgres().query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code ORDER BY 1"))
                .containsExactly("5237", "5299");
        assertThat(scene.postgres().query("SELECT code FROM bie.diagnostic_code ORDER BY 1"))
                .containsExactly("5237", "5299");
    }

    @Test
    void storesWhatHasOnlyItsIds() throws Exception {
        var message =
                Messages.message().ofAnotherPublisher().body("{\"event\": {\"ClaimId\": 10, \"ContentionId\": 20}}");
        scene.store(parsed(message));

        assertThat(scene.postgres()
                        .query("SELECT notified_at, event_at, classification, source_topic, source_partition,"
                                + " source_offset, source_timestamp FROM bie.bie_event"))
                .containsExactly("null|null|null|null|null|null|null");
    }

    @Test
    void storesTheSameInstantsWhereverTheMachineIs() throws Exception {
        var zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (var there = Database.of(scene.postgres().config("bie"))) {
            // The second of the two hours after 01:59 on the night that ends daylight saving there.
            new EventStore(there).store(List.of(event(1, "\"EventTime\": \"2024-11-03T06:30:00.001\"")));
        } finally {
            TimeZone.setDefault(zone);
        }
        var select = "SELECT event_at, notified_at FROM bie.bie_event";

        assertThat(scene.postgres().query("UTC", select))
                .containsExactly("2024-11-03 06:30:00.001+00|2024-06-12 19:29:01.999+00");
        assertThat(scene.postgres().query("America/New_York", select))
                .containsExactly("2024-11-03 01:30:00.001-05|2024-06-12 15:29:01.999-04");
    }

    @Test
    void storesMomentsExactlyFromOneEndOfTimeToTheOther() throws Exception {
        scene.store(
                event(1, "\"EventTime\": -62135596800000"),
                event(2, "\"EventTime\": -1"),
                event(3, "\"EventTime\": 1718220540123456"),
                event(4, "\"EventTime\": 9224318015999999"));

        assertThat(scene.postgres().query("SELECT event_at FROM bie.bie_event ORDER BY source_offset"))
                .containsExactly(
                        "0001-01-01 00:00:00+00",
                        "1969-12-31 23:59:59.999+00",
                        "56418-03-29 19:22:03.456+00",
                        "294276-12-31 23:59:59.999+00");
    }

    @Test
    void storesWhatComesTwiceOnce() throws Exception {
        var first = event(1, "\"DiagnosticTypeCode\": \"5003\"");
        var second = event(2, "\"DiagnosticTypeCode\": \"5003\"");
        scene.store(first);

        var result = scene.store(first, second, second);

        assertThat(result.inserted()).containsExactly(second.uuid());
        assertThat(scene.postgres().query("SELECT count(*) FROM bie.bie_event")).containsExactly("2");
        assertThat(scene.postgres().query("SELECT count(*) FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("2");
    }

    @Test
    void storesTextThatJustFitsItsIndex() throws Exception {
        var longest = new Random(1)
                .ints(2_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        var result = scene.store(event(
                1,
                "\"ContentionClassificationName\": \"" + longest + "\", \"DiagnosticTypeCode\": \"" + longest + "\""));

        assertThat(result.refused()).isEmpty();
        assertThat(scene.postgres().query("SELECT length(diagnostic_code) FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("2000");
    }

    @Test
    void deletesAnEventWithItsLinksAndRenamesACodeEverywhere() throws Exception {
        scene.store(event(1, "\"DiagnosticTypeCode\": \"5003\""), event(2, "\"DiagnosticTypeCode\": \"5003\""));

        scene.postgres().execute("UPDATE bie.diagnostic_code SET code = '5004'");
        scene.postgres().execute("DELETE FROM bie.bie_event WHERE source_offset = 1");

        assertThat(scene.postgres().query("SELECT diagnostic_code FROM bie.bie_event_to_diagnostic_code"))
                .containsExactly("5004");
    }
}
