package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietLogsTest {

    private final PrintStream original = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LoggerContext logs = new LoggerContext();

    @BeforeEach
    void configureAsTheService() throws Exception {
        logs.setMDCAdapter(new LogbackMDCAdapter());
        System.setOut(new PrintStream(printed, true));
        var configurator = new JoranConfigurator();
        configurator.setContext(logs);
        configurator.doConfigure(QuietLogs.class.getResource("/logback.xml"));
    }

    @AfterEach
    void giveStandardOutputBack() {
        logs.stop();
        System.setOut(original);
    }

    @Test
    void theServicePrintsWhatItsLibrariesSay() {
        logs.getLogger("com.rabbitmq.client").error("a lost link");

        assertThat(printed.toString()).contains("a lost link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gov.va.vro.bie.persister", "com.rabbitmq.client", "org.example"})
    void nothingIsPrintedAnyMore(String name) {
        QuietLogs.on(logs);

        logs.getLogger(name).error("a lost link");

        assertThat(printed.toString()).isEmpty();
    }
}
