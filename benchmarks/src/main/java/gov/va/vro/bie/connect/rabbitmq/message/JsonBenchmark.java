package gov.va.vro.bie.connect.rabbitmq.message;

import gov.va.vro.bie.benchmarks.micro.Event;
import gov.va.vro.bie.connect.transforms.NotifiedAt;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A value as the sink gets it, wrapped by the transform, to bytes of JSON: the sink's writer beside Connect's converter.
 * It stands in the writer's package because nobody else needs the writer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {

    private final JsonWriter writer = new JsonWriter(16 * 1024 * 1024);
    private final JsonConverter converter = Event.converter();
    private final SinkRecord struct;
    private final SinkRecord map;

    public JsonBenchmark() {
        var transform = new NotifiedAt.Value<SinkRecord>();
        transform.configure(Map.of());
        struct = transform.apply(Event.of21Fields().structRecord(17));
        map = transform.apply(Event.of21Fields().mapRecord(17));
        requireTheSame(struct);
        requireTheSame(map);
    }

    private void requireTheSame(SinkRecord sinkRecord) {
        if (!Arrays.equals(written(sinkRecord), converted(sinkRecord))) {
            throw new IllegalStateException("The two do not write the same JSON, so nothing can be compared");
        }
    }

    @Benchmark
    public byte[] structWriter() {
        return written(struct);
    }

    @Benchmark
    public byte[] structConverter() {
        return converted(struct);
    }

    @Benchmark
    public byte[] mapWriter() {
        return written(map);
    }

    @Benchmark
    public byte[] mapConverter() {
        return converted(map);
    }

    private byte[] written(SinkRecord sinkRecord) {
        try {
            return writer.write(sinkRecord.valueSchema(), sinkRecord.value());
        } catch (Unrenderable e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] converted(SinkRecord sinkRecord) {
        return converter.fromConnectData(sinkRecord.topic(), sinkRecord.valueSchema(), sinkRecord.value());
    }
}
