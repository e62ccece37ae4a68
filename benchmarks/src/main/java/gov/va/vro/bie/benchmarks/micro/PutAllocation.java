package gov.va.vro.bie.benchmarks.micro;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import gov.va.vro.bie.benchmarks.report.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link PutBenchmark} counted, a record. */
final class PutAllocation {

    private static final Map<String, String> EVENTS =
            Map.of("1KB", "1 KB", "300B", "300 B", "21", "21 fields", "60", "60 fields");

    private final Measurements measured;

    PutAllocation(Measurements measured) {
        this.measured = measured;
    }

    void report(Results results) {
        ratio(results, "micro/put-allocation-1kb", "1KB");
        ratio(results, "micro/put-allocation-300b", "300B");
        ratio(results, "micro/put-allocation-60-fields", "60");
        var wide = bytes("put:60", "putBytes") - bytes("put:60", "bodyBytes");
        var narrow = bytes("put:21", "putBytes") - bytes("put:21", "bodyBytes");
        results.add(
                new Figure("micro/put-allocation-growth", wide / narrow, Target.atMost(1.02)),
                text("beside the body %.0f B for 60 fields, %.0f B for 21", wide, narrow));
        results.add(new Table(
                "What a record allocates",
                "Bytes a record, counted by the JVM for each thread of a whole sink task that takes batches of 500. The"
                        + " events are 300 and 1,024 bytes of JSON, and 21 and 60 fields; the body has the wrapping"
                        + " around the event as well. `put` is the task's thread: rendering, headers, properties and"
                        + " books. The publisher's thread takes the next record from the books and calls the client"
                        + " library's basicPublish, which allocates what the next column says when it is called alone.",
                List.of(
                        "Event",
                        "body",
                        "put",
                        "of it beside the body",
                        "publisher's thread",
                        "basicPublish alone",
                        "reader's thread"),
                List.of(row("300B"), row("1KB"), row("21"), row("60"))));
    }

    private void ratio(Results results, String figure, String event) {
        var allocated = bytes("put:" + event, "putBytes");
        var body = bytes("put:" + event, "bodyBytes");
        results.add(
                new Figure(figure, allocated / body, Target.atMost(2)),
                text("%.0f B for a body of %.0f B", allocated, body));
    }

    private List<String> row(String event) {
        var put = "put:" + event;
        var body = bytes(put, "bodyBytes");
        return List.of(
                EVENTS.get(event),
                text("%,.0f", body),
                text("%,.0f", bytes(put, "putBytes")),
                text("%,.0f", bytes(put, "putBytes") - body),
                text("%,.0f", bytes(put, "publisherBytes")),
                text("%,.0f", bytes("basicPublish:" + event, "publisherBytes")),
                text("%,.0f", bytes(put, "readerBytes")));
    }

    private double bytes(String benchmark, String counter) {
        return measured.total(benchmark, counter) / measured.total(benchmark, "records");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
