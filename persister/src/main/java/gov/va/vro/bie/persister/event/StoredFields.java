package gov.va.vro.bie.persister.event;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The allow-list: the fields of an event that may be stored, by their exact names, and the type each must have.
 *
 * <p>What is not named here stays out of the database, the log and the metrics, so a field that the publisher adds
 * tomorrow stays out until somebody has decided about it.
 */
final class StoredFields {

    enum Kind {
        TEXT("a string"),
        FLAG("a boolean"),
        NUMBER("a 64-bit integer"),
        TIME("epoch milliseconds or an ISO date and time");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    static final String CLAIM_ID = "ClaimId";
    static final String CONTENTION_ID = "ContentionId";
    static final String EVENT_TIME = "EventTime";
    static final String CLASSIFICATION = "ContentionClassificationName";
    static final String DIAGNOSTIC_CODES = "DiagnosticTypeCode";

    private static final Map<String, Kind> ALLOWED = Map.ofEntries(
            entry("ActionName", Kind.TEXT),
            entry("ActionResultName", Kind.TEXT),
            entry("AutomationIndicator", Kind.FLAG),
            entry("BenefitClaimTypeCode", Kind.TEXT),
            entry(CLAIM_ID, Kind.NUMBER),
            entry(CLASSIFICATION, Kind.TEXT),
            entry(CONTENTION_ID, Kind.NUMBER),
            entry("ContentionStatusTypeCode", Kind.TEXT),
            entry("ContentionTypeCode", Kind.TEXT),
            entry("CurrentLifecycleStatus", Kind.TEXT),
            entry("DateAdded", Kind.TIME),
            entry("DateCompleted", Kind.TIME),
            entry("DateUpdated", Kind.TIME),
            entry(DIAGNOSTIC_CODES, Kind.TEXT),
            entry(EVENT_TIME, Kind.TIME),
            entry("JournalStatusTypeCode", Kind.TEXT),
            entry("BieTs", Kind.TIME),
            entry("SourceTs", Kind.TIME),
            entry("ConnectorTs", Kind.TIME));

    /** Known, personal or of no use, and therefore dropped without a word. */
    private static final Set<String> WITHHELD = Set.of(
            "ActorApplicationId", "ActorStation", "ActorUserId", "Description", "Details", "VeteranParticipantId");

    private StoredFields() {}

    static Optional<Kind> kindOf(String name) {
        return Optional.ofNullable(ALLOWED.get(name));
    }

    static Set<String> names() {
        return ALLOWED.keySet();
    }

    static boolean isWithheld(String name) {
        return WITHHELD.contains(name);
    }
}
