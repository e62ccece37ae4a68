package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.Endpoints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NextStepsTest {
    private static final Endpoints ENDPOINTS = new Endpoints(
            "127.0.0.1:1",
            "http://127.0.0.1:2/apis/ccompat/v7",
            "http://127.0.0.1:3",
            "amqp://bie:SECRET@127.0.0.1:4/%2F",
            "http://bie:SECRET@127.0.0.1:5",
            "jdbc:postgresql://127.0.0.1:6/bie?user=bie&password=SECRET&currentSchema=events");

    @TempDir
    private Path directory;

    @Test
    void showsHowToLookAtTheConnector() {
        assertThat(NextSteps.whileUp(ENDPOINTS, directory))
                .contains("curl -s http://127.0.0.1:3/connectors/rabbitmq-sink/status")
                .contains("curl -s http://127.0.0.1:3/connectors/rabbitmq-sink/offsets");
    }

    @Test
    void showsNoPassword() {
        assertThat(NextSteps.whileUp(ENDPOINTS, directory)).noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void handsPsqlTheAddressOutOfTheFile() throws Exception {
        ENDPOINTS.write(directory.resolve("endpoints.json"));
        var line = NextSteps.whileUp(ENDPOINTS, directory).stream()
                .filter(step -> step.startsWith("psql"))
                .findFirst()
                .orElseThrow();
        var fake = directory.resolve("psql");
        Files.writeString(fake, "#!/bin/sh\nprintf '%s' \"$1\"\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();

        assertThat(run(line))
                .isEqualTo("postgresql://127.0.0.1:6/bie?user=bie&password=SECRET&options=-csearch_path%3Devents");
    }

    private String run(String line) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", line);
        builder.environment().merge("PATH", directory + ":", (path, first) -> first + path);
        var process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
