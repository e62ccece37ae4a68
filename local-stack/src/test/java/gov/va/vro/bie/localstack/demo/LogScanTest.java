package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.events.Canaries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogScanTest {

    @TempDir
    private Path directory;

    private Path logs;
    private Path rabbitMqLogs;

    @BeforeEach
    void createFolders() throws Exception {
        logs = Files.createDirectories(directory.resolve("logs"));
        rabbitMqLogs = Files.createDirectories(directory.resolve("rabbitmq").resolve("log"));
    }

    @Test
    void countsEachLineThatShowsACanaryAndNamesItsFile() throws Exception {
        Files.writeString(logs.resolve("connect.log"), "fine\n" + Canaries.TOKEN + "-1\nparticipant 9990000001.\n");
        Files.writeString(logs.resolve("kafka.log"), "fine\n");
        Files.writeString(rabbitMqLogs.resolve("bie@localhost.log"), "of " + Canaries.TOKEN + "-2\n");

        var found = LogScan.run(logs);

        assertThat(found.files()).isEqualTo(3);
        assertThat(found.lines()).isEqualTo(5);
        assertThat(found.leaking()).isEqualTo(3);
        assertThat(found.leakingFiles()).containsExactly("connect.log", "bie@localhost.log");
    }

    @Test
    void readsWhatIsNotUtf8() throws Exception {
        Files.write(logs.resolve("a.log"), ("\u00FF " + Canaries.TOKEN).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(LogScan.run(logs).leaking()).isEqualTo(1);
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        assertThat(LogScan.run(directory.resolve("none").resolve("logs")).files())
                .isZero();
    }
}
