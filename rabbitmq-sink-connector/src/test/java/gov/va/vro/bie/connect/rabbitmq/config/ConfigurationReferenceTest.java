package gov.va.vro.bie.connect.rabbitmq.config;

import gov.va.vro.bie.connect.reference.ConfigurationReference;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    @Test
    void thePageSaysWhatTheSinkDefines() throws IOException {
        new ConfigurationReference("sink", RabbitMqSinkConfigDef.configDef()).assertCurrent();
    }
}
