package gov.va.vro.bie.localstack.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

final class WireFormatTest {
    private final BieEvent event = new EventGenerator(1).next();

    @Test
    void beginsWithAZeroByteAndTheSchemasIdBigEndian() {
        assertThat(Arrays.copyOf(WireFormat.encode(0x01020304, event.value()), 5))
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void carriesTheRecordInAvrosBinaryEncodingAndNothingBehindIt() throws IOException {
        var bytes = WireFormat.encode(7, event.value());
        var body = ByteBuffer.wrap(bytes, 5, bytes.length - 5).slice();
        var copy = new byte[body.remaining()];
        body.get(copy);
        var decoder = DecoderFactory.get().binaryDecoder(copy, null);

        var read = new GenericDatumReader<GenericRecord>(event.kind().schema()).read(null, decoder);

        // The reader makes Utf8 of every string, so the two are compared as text.
        assertThat(read).hasToString(event.value().toString());
        assertThat(decoder.isEnd()).isTrue();
    }
}
