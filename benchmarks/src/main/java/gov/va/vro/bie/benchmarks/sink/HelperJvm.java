package gov.va.vro.bie.benchmarks.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that takes orders, a line each, and ends when its input does: so it cannot outlive this one, whatever ends this
 * one. It has the heap and the collector of the worker.
 */
final class HelperJvm implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer orders;
    private final BufferedReader answers;

    /** @param log of what it says beside its answers */
    HelperJvm(String name, Path log, String classPath, List<String> mainAndArguments) throws IOException {
        var command = ProductionJava.command();
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dlog4j2.level=WARN"));
        command.addAll(mainAndArguments);
        var builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", classPath);
        this.name = name;
        this.log = log;
        this.process = builder.start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    void order(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    /** Reads until this line comes; what comes before it is not for us. */
    void await(String answer) throws IOException {
        for (var line = answers.readLine(); !answer.equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IllegalStateException(complaint());
            }
        }
    }

    String complaint() {
        return name + (process.isAlive() ? " runs" : " has ended") + "; its log is " + log;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
