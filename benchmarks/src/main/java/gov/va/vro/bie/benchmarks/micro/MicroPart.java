package gov.va.vro.bie.benchmarks.micro;

import gov.va.vro.bie.benchmarks.report.Figure;
import gov.va.vro.bie.benchmarks.report.Results;
import gov.va.vro.bie.benchmarks.report.Table;
import gov.va.vro.bie.benchmarks.report.Target;
import gov.va.vro.bie.benchmarks.run.Part;
import gov.va.vro.bie.benchmarks.run.Workbench;
import gov.va.vro.bie.connect.rabbitmq.delivery.TrackingBenchmark;
import gov.va.vro.bie.connect.rabbitmq.message.JsonBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** What a record costs in the plugins' own code, beside what others take for the same: JMH, without Kafka or a broker. */
public final class MicroPart implements Part {

    private static final List<String> HEADER = List.of("", "ns", "bytes allocated");

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String summary() {
        return "the plugins' own code, a record at a time: the transform, JSON, tracking, what put allocates (JMH)";
    }

    @Override
    public void run(Workbench bench, Results results) throws RunnerException {
        var rounds = new Rounds(bench.amount(5, 1), bench.amount(4, 2), bench.amount(4, 3), bench.amount(500, 300));
        transform(rounds.of(TransformBenchmark.class), results);
        json(rounds.of(JsonBenchmark.class), results);
        tracking(rounds.of(TrackingBenchmark.class), results);
        var counting = new Rounds(1, bench.amount(5, 2), bench.amount(3, 1), bench.amount(1_000, 500));
        new PutAllocation(counting.of(PutBenchmark.class)).report(results);
    }

    private static void transform(Measurements measured, Results results) {
        compare(results, "micro/transform-struct", measured, "structNotifiedAt", "structHoistAndInsert", 0.5);
        compare(results, "micro/transform-map", measured, "mapNotifiedAt", "mapHoistAndInsert", 0.5);
        results.add(new Table(
                "The transform",
                "One record whose value has 21 fields. NotifiedAt as it is shipped, its header included; HoistField and"
                        + " InsertField (topic and timestamp) one after the other, which add no header and read no clock:"
                        + " they insert the record's own timestamp. Each time a Struct is put into another, Connect checks"
                        + " every field of it; NotifiedAt has that done once, the other two twice.",
                HEADER,
                List.of(
                        row("NotifiedAt, Struct", measured, "structNotifiedAt"),
                        row("HoistField, InsertField, Struct", measured, "structHoistAndInsert"),
                        row("NotifiedAt, Map", measured, "mapNotifiedAt"),
                        row("HoistField, InsertField, Map", measured, "mapHoistAndInsert"),
                        row("reading the clock, alone", measured, "clock"),
                        row("Connect's check of the Struct, alone", measured, "check"))));
        results.value("micro/clock", measured.nanos("clock"));
        results.value("micro/check", measured.nanos("check"));
        results.value("micro/own-struct", measured.nanos("structNotifiedAt"));
        results.value("micro/own-map", measured.nanos("mapNotifiedAt"));
        results.value("micro/others-map", measured.nanos("mapHoistAndInsert"));
    }

    private static void json(Measurements measured, Results results) {
        compare(results, "micro/json-struct", measured, "structWriter", "structConverter", 0.35);
        results.add(new Table(
                "JSON",
                "A wrapped value of 21 fields to bytes. Both write the same bytes, and the benchmark ends if they do"
                        + " not. JsonConverter has schemas disabled and decimals as numbers.",
                HEADER,
                List.of(
                        row("the sink, Struct", measured, "structWriter"),
                        row("JsonConverter, Struct", measured, "structConverter"),
                        row("the sink, Map", measured, "mapWriter"),
                        row("JsonConverter, Map", measured, "mapConverter"))));
    }

    private static void tracking(Measurements measured, Results results) {
        compare(results, "micro/tracking-single", measured, "singleInFlight", "singleSkipList", 0.2);
        compare(results, "micro/tracking-multiple", measured, "multipleInFlight", "multipleSkipList", 0.2);
        var ours = Math.max(measured.allocated("singleInFlight"), measured.allocated("multipleInFlight"));
        var theirs = measured.allocated("singleSkipList");
        results.add(
                new Figure("micro/tracking-allocation", Math.round(ours) / theirs, Target.atMost(0)),
                text("%.3f B a record; ConcurrentSkipListMap %.0f B", ours, theirs));
        results.add(new Table(
                "Tracking a publish and its confirm",
                "10,000 in flight, on one thread, each record confirmed by itself or every 100 together. InFlight is the"
                        + " ring that knows which sequence number is which record, and stands against the"
                        + " ConcurrentSkipListMap of RabbitMQ's tutorial and PerfTest. Deliveries is the sink's whole core"
                        + " between Kafka and the broker, of which the ring is one part: lock, queues by partition,"
                        + " window, pace, clocks, counts and latencies, for a record added, published and confirmed; what"
                        + " it allocates is the record's own entry.",
                HEADER,
                List.of(
                        row("InFlight, single", measured, "singleInFlight"),
                        row("ConcurrentSkipListMap, single", measured, "singleSkipList"),
                        row("Deliveries, single", measured, "singleDeliveries"),
                        row("InFlight, multiple", measured, "multipleInFlight"),
                        row("ConcurrentSkipListMap, multiple", measured, "multipleSkipList"),
                        row("Deliveries, multiple", measured, "multipleDeliveries"))));
    }

    private static void compare(
            Results results, String figure, Measurements measured, String ours, String theirs, double atMost) {
        results.add(
                new Figure(figure, measured.nanos(ours) / measured.nanos(theirs), Target.atMost(atMost)),
                text("%.0f ns against %.0f ns a record", measured.nanos(ours), measured.nanos(theirs)));
    }

    private static List<String> row(String name, Measurements measured, String benchmark) {
        return new ArrayList<>(
                List.of(name, text("%,.0f", measured.nanos(benchmark)), text("%,.0f", measured.allocated(benchmark))));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
