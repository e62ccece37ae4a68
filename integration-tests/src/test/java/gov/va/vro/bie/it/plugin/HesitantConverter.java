package gov.va.vro.bie.it.plugin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Converts text, but only when it is asked often enough: before, it throws what a converter throws whose registry does
 * not answer in time. Owned by the task's thread.
 */
public final class HesitantConverter implements Converter {

    private int refusals;
    private byte[] asked = {};
    private int refused;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        refusals = Integer.parseInt(String.valueOf(configs.get("refusals")));
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new UnsupportedOperationException("for sinks only");
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        if (!Arrays.equals(asked, value)) {
            asked = value.clone();
            refused = 0;
        }
        if (refused < refusals) {
            refused++;
            throw new RetriableException("asked " + refused + " times");
        }
        return new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, StandardCharsets.UTF_8));
    }
}
