package gov.va.vro.bie.benchmarks.micro;

import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.HoistField;
import org.apache.kafka.connect.transforms.InsertField;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The transform as it is shipped, its header included, beside what Connect itself offers for nearly the same: HoistField
 * puts the value under {@code event}, InsertField adds the topic and the record's timestamp; neither adds a header.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransformBenchmark {

    private final Clock clock = Clock.systemUTC();
    private final NotifiedAt.Value<SinkRecord> notifiedAt = new NotifiedAt.Value<>();
    private final HoistField.Value<SinkRecord> hoist = new HoistField.Value<>();
    private final InsertField.Value<SinkRecord> insert = new InsertField.Value<>();
    private final SinkRecord struct;
    private final SinkRecord map;
    private final Struct value;

    public TransformBenchmark() {
        notifiedAt.configure(Map.of());
        hoist.configure(Map.of("field", "event"));
        insert.configure(Map.of("topic.field", "topic", "timestamp.field", "notifiedAt"));
        struct = Event.of21Fields().structRecord(17);
        map = Event.of21Fields().mapRecord(17);
        value = (Struct) struct.value();
    }

    /** Telling the time, which NotifiedAt does for each record and the other two do not: less than this it cannot take. */
    @Benchmark
    public long clock() {
        return clock.millis();
    }

    /** Connect's own check of the value, which it makes whenever a Struct is put into another. */
    @Benchmark
    public void check() {
        value.validate();
    }

    @Benchmark
    public SinkRecord structNotifiedAt() {
        return notifiedAt.apply(struct);
    }

    @Benchmark
    public SinkRecord structHoistAndInsert() {
        return insert.apply(hoist.apply(struct));
    }

    @Benchmark
    public SinkRecord mapNotifiedAt() {
        return notifiedAt.apply(map);
    }

    @Benchmark
    public SinkRecord mapHoistAndInsert() {
        return insert.apply(hoist.apply(map));
    }
}
