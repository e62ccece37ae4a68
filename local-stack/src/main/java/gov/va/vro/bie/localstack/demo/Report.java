package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.EventKind;
import java.sql.SQLException;
import java.util.Map;

/** What a run came to, as tables for a person. */
final class Report {
    private static final int CODES = 12;
    private static final int CODES_A_LINE = 6;

    private final Screen screen;
    private final EventTables tables;
    private final Run run;

    Report(Screen screen, EventTables tables, Run run) {
        this.screen = screen;
        this.tables = tables;
        this.run = run;
    }

    void topics(Counters counters, String topicPrefix) {
        screen.heading("Per topic (before each name: " + topicPrefix + ")");
        var table = new TextTable("Topic", "published", "confirmed", "stored", "parked");
        for (var kind : EventKind.values()) {
            table.row(
                    kind.topicSuffix(),
                    counters.published().of(kind),
                    counters.confirmed().of(kind),
                    counters.stored().of(kind),
                    counters.parked().of(kind));
        }
        print(table);
    }

    void newestRows() throws SQLException {
        screen.heading("The newest row of each event in bie_event, with its codes");
        var table = new TextTable("Event", "Event at", "Claim", "Contention", "Classification", "Codes");
        for (var row : tables.newest(run)) {
            // Ids are names, not amounts: without thousands separators.
            table.row(
                    row.type().replace("contention-", ""),
                    row.eventAt(),
                    Long.toString(row.claim()),
                    Long.toString(row.contention()),
                    row.classification(),
                    row.codes());
        }
        print(table);
    }

    void codes() throws SQLException {
        var codes = tables.codes(run);
        screen.heading("Diagnostic codes: " + codes.size() + " different ones, the most frequent of them");
        var most = codes.entrySet().stream().limit(CODES).map(Report::code).toList();
        for (int from = 0; from < most.size(); from += CODES_A_LINE) {
            screen.line("  " + String.join("   ", most.subList(from, Math.min(most.size(), from + CODES_A_LINE))));
        }
    }

    private static String code(Map.Entry<String, Long> code) {
        return code.getKey() + " " + Screen.count(code.getValue());
    }

    private void print(TextTable table) {
        table.lines().forEach(line -> screen.line("  " + line));
    }
}
