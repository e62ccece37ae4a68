package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.persister.Persister;
import gov.va.vro.bie.persister.config.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "migrate", ""})
    void endsWithTwoWhereConfigurationIsMissing(String command) {
        var code = command.isEmpty() ? execute() : execute(command);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("persister: the configuration is incomplete or wrong:")
                .contains("POSTGRES_URL is missing", "POSTGRES_USER is missing", "POSTGRES_PASSWORD is missing");
        assertThat(out.toString().lines())
                .allMatch(line -> command.equals("check") && line.startsWith("FAILED  configuration"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forget",
                "forget --older-than PT1H",
                "forget --older-than 400",
                "forget --older-than P400D --batch 0",
                "forget --older-than P400D --pause -PT1S"
            })
    void endsWithTwoWhereItIsToldToForgetWithoutSayingWhatOrHow(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
    }

    @Test
    void endsWithTwoWhereTheCommandIsUnknown() {
        assertThat(execute("walk")).isEqualTo(2);
    }

    @Test
    void listsItsCommandsVariablesAndExitCodes() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("run ", "check ", "migrate ", "forget ", "Exit codes:", "the broker cannot be reached")
                .contains(Arrays.stream(Setting.values()).map(Setting::name).toList());
    }

    @Test
    void saysItsVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("persister ");
    }

    private int execute(String... arguments) {
        return Persister.commandLine(Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
