package gov.va.vro.bie.persister.store;

import java.util.List;
import java.util.Map;

/** Who uses the schema, apart from its owner, and the least that each needs. */
public enum Role {

    /**
     * The service, where it does not migrate: it adds rows, and changes only what it notes about parked messages. Of the
     * events it reads which were there before, and nothing else.
     */
    PERSISTER(
            "persister",
            Map.of(
                    "bie_event", "SELECT (uuid), INSERT",
                    "diagnostic_code", "SELECT, INSERT",
                    "bie_event_to_diagnostic_code", "SELECT, INSERT",
                    "bie_event_parked", "SELECT, INSERT, UPDATE",
                    "flyway_schema_history", "SELECT"),
            List.of()),

    /**
     * The connector that writes the ledger; its upsert reads the key, and the server derives the uuid of a new row with
     * the rights of who writes it.
     */
    LEDGER("ledger", Map.of("bie_event_ledger", "SELECT, INSERT, UPDATE"), List.of("bie_event_uuid")),

    /** Whoever looks events up, or watches that none is missing; a view calls its functions with the rights of who asks. */
    READER(
            "reader",
            Map.of(
                    "bie_event", "SELECT",
                    "bie_event_fields", "SELECT",
                    "diagnostic_code", "SELECT",
                    "bie_event_to_diagnostic_code", "SELECT",
                    "bie_event_parked", "SELECT",
                    "bie_event_ledger", "SELECT",
                    "bie_event_ledger_state", "SELECT",
                    "bie_event_ledger_summary", "SELECT",
                    "bie_event_missing", "SELECT"),
            List.of("bie_event_moment", "bie_event_uuid"));

    private static final List<String> RELATIONS = List.of(
            "bie_event",
            "bie_event_fields",
            "bie_event_ledger",
            "bie_event_ledger_state",
            "bie_event_ledger_summary",
            "bie_event_missing",
            "bie_event_parked",
            "bie_event_to_diagnostic_code",
            "diagnostic_code",
            "flyway_schema_history");

    private static final List<String> FUNCTIONS = List.of("bie_event_moment", "bie_event_uuid");

    private final String label;
    private final Map<String, String> privileges;
    private final List<String> calls;

    Role(String label, Map<String, String> privileges, List<String> calls) {
        this.label = label;
        this.privileges = privileges;
        this.calls = calls;
    }

    public String label() {
        return label;
    }

    /** Privileges by table or view. */
    Map<String, String> privileges() {
        return privileges;
    }

    /** The functions that it may call, where not everybody may. */
    List<String> calls() {
        return calls;
    }

    /** All tables and views of the schema. */
    static List<String> relations() {
        return RELATIONS;
    }

    /** All functions of the schema, each with one list of arguments. */
    static List<String> functions() {
        return FUNCTIONS;
    }
}
