package gov.va.vro.bie.connect.transforms;

import gov.va.vro.bie.connect.reference.ConfigurationReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    @Test
    void thePageSaysWhatTheTransformDefines() throws IOException {
        new ConfigurationReference("transform", NotifiedAt.CONFIG_DEF).assertCurrent();
    }
}
