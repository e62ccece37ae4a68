package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.config.ManagementConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CheckCommandTest {

    private final StringWriter out = new StringWriter();
    private final CheckCommand command = new CheckCommand(Map.of());

    /** An address that the configuration would have refused. */
    @Test
    void saysThatPoliciesWereNotLookedAtWhateverComesInBetween() throws Exception {
        new CommandLine(command).setOut(new PrintWriter(out, true));
        var management = new ManagementConfig("http://rabbit_mq:15672", "guest", "of-the-user", "/", Optional.empty());

        assertThat(command.checkPolicies(Optional.of(management))).isEqualTo(ExitCode.POLICIES);
        assertThat(out.toString().lines())
                .containsExactly("FAILED  policies       not looked at: unexpected IllegalArgumentException; check"
                        + " RABBITMQ_MANAGEMENT_URL");
    }
}
