package gov.va.vro.bie.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL to the process that has the stack: no process and no port may be left, and the next start must work. */
class AbruptEndIT {

    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    private Process supervisor;

    @AfterEach
    void end() {
        supervisor.destroyForcibly();
    }

    @Test
    void leavesNothingBehindDuringTheStart() throws IOException {
        startSupervisor();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(directory.resolve("run/rabbitmq.pid")));

        supervisor.destroyForcibly();

        await().atMost(A_FEW_SECONDS).until(() -> processesOfTheStack().isEmpty());
    }

    @Test
    void leavesNothingBehindWhenAllIsUp() throws IOException {
        startSupervisor();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Transcript.outcome(transcript().text()).isPresent());
        assertThat(Transcript.outcome(transcript().text()).orElseThrow().failure())
                .isEmpty();
        assertThat(processesOfTheStack()).isNotEmpty();

        supervisor.destroyForcibly();

        await().atMost(A_FEW_SECONDS).until(() -> processesOfTheStack().isEmpty());
    }

    private void startSupervisor() throws IOException {
        var distribution = Path.of(System.getProperty("distribution"));
        Files.createDirectories(directory.resolve("run"));
        transcript().begin();
        supervisor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        distribution.resolve("lib/local-stack.jar").toString(),
                        StackCommand.class.getName(),
                        "supervise",
                        "--directory",
                        directory.toString(),
                        "--distribution",
                        distribution.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("supervisor.log").toFile())
                .start();
    }

    private Transcript transcript() {
        return new Transcript(directory.resolve("run/start"));
    }

    /** Everything on this machine whose command line or environment names the stack's directory, but the supervisor. */
    private List<Long> processesOfTheStack() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != supervisor.pid()
                        && pid != ProcessHandle.current().pid())
                .filter(pid -> names(pid, "cmdline") || names(pid, "environ"))
                .toList();
    }

    private boolean names(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1)
                    .contains(directory.toString());
        } catch (IOException e) {
            return false;
        }
    }
}
