package gov.va.vro.bie.localstack.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

/** Confluent's wire format: a zero byte, the schema's id as a big-endian int, the record in Avro's binary encoding. */
public final class WireFormat {
    private static final byte MAGIC = 0;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private WireFormat() {}

    /** The record under its own schema, which the registry knows as {@code schemaId}. */
    public static byte[] encode(int schemaId, GenericRecord value) {
        var out = new ByteArrayOutputStream(512);
        out.writeBytes(
                ByteBuffer.allocate(PREFIX_BYTES).put(MAGIC).putInt(schemaId).array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A stream in memory failed", e);
        }
        return out.toByteArray();
    }
}
