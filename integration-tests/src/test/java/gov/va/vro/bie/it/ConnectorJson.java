package gov.va.vro.bie.it;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A connector's document as it is shipped, for tests that deploy it under another name, with changes. */
final class ConnectorJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectorJson() {}

    /** Its settings, to be changed at will. */
    static Map<String, String> config(Path file) throws IOException {
        return JSON.convertValue(JSON.readTree(file.toFile()).get("config"), new TypeReference<>() {});
    }
}
